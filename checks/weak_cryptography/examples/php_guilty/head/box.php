<?php
function seal(string $text, string $key): string {
    return openssl_encrypt($text, "aes-128-ecb", $key);
}

function old(string $text, string $key): string {
    return openssl_encrypt($text, "DES-EDE3-CBC", $key, 0, random_bytes(8));
}

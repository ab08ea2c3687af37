<?php
function seal(string $text, string $key): string {
    $nonce = random_bytes(12);
    $sealed = openssl_encrypt($text, "aes-256-gcm", $key, OPENSSL_RAW_DATA, $nonce, $tag);
    return $nonce . $tag . $sealed;
}

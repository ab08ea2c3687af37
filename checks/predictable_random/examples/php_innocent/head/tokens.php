<?php
function reset_link(int $user): string {
    $token = bin2hex(random_bytes(32));
    return "/reset?user=$user&token=$token";
}

function code(): string {
    $otp = random_int(100000, 999999);
    return (string) $otp;
}

function banner(array $pictures): string {
    $number = mt_rand(0, count($pictures) - 1);
    return $pictures[$number];
}

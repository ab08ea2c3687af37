<?php
function reset_link(int $user): string {
    $token = md5(uniqid((string) mt_rand(), true));
    return "/reset?user=$user&token=$token";
}

function code(): string {
    $otp = mt_rand(100000, 999999);
    return (string) $otp;
}

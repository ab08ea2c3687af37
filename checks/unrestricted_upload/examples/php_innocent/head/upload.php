<?php
const KINDS = ["png", "jpg"];

function keep(): void {
    $kind = strtolower(pathinfo($_FILES["picture"]["name"], PATHINFO_EXTENSION));
    if (!in_array($kind, KINDS, true)) {
        throw new InvalidArgumentException("only pictures");
    }
    move_uploaded_file($_FILES["picture"]["tmp_name"], "/var/www/pictures/" . bin2hex(random_bytes(16)) . "." . $kind);
}

function keep_too(): void {
    move_uploaded_file($_FILES["paper"]["tmp_name"], "/srv/papers/" . bin2hex(random_bytes(16)));
}

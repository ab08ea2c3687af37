<?php
function keep(): void {
    move_uploaded_file($_FILES["picture"]["tmp_name"], "/var/www/pictures/" . basename($_FILES["picture"]["name"]));
}

function keep_too(): void {
    $name = basename($_FILES["paper"]["name"]);
    $target = "uploads/" . $name;
    move_uploaded_file($_FILES["paper"]["tmp_name"], $target);
}

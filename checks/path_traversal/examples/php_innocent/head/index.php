<?php
include("pages/" . basename($_GET["page"]) . ".php");
$path = realpath("/srv/files/" . $_GET["file"]);
if (!str_starts_with($path, "/srv/files/")) {
    exit("outside");
}
readfile($path);
move_uploaded_file($_FILES["photo"]["tmp_name"], "/srv/photos/" . bin2hex(random_bytes(8)) . ".jpg");

<?php
include("pages/" . $_GET["page"] . ".php");
$name = $_GET["file"];
readfile("/srv/files/" . $name);
unlink("uploads/$name");

<?php
$cart = unserialize(base64_decode($_COOKIE["cart"]));
$body = unserialize(file_get_contents("php://input"));

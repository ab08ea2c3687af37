<?php
$cart = json_decode(base64_decode($_COOKIE["cart"]), true);
$prefs = unserialize($_COOKIE["prefs"], ["allowed_classes" => false]);
$cache = unserialize(file_get_contents("/srv/cache/list"));

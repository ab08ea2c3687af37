<?php
$HANDLERS = ["total" => "count", "first" => "reset"];
$allowed = ["total", "first"];
$wanted = $_REQUEST["do"];
if (in_array($wanted, $allowed, true)) {
    call_user_func($wanted, []);
}
$number = json_decode($_GET["formula"]);

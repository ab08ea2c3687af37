<?php
ini_set("session.cookie_httponly", 1);
session_start(["cookie_secure" => true]);
setcookie("login", $token, ["secure" => true, "httponly" => true, "samesite" => "Lax"]);

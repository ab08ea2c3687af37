<?php
ini_set("session.cookie_httponly", 0);
session_start();
setcookie("login", $token, ["secure" => false, "httponly" => true, "samesite" => "Lax"]);

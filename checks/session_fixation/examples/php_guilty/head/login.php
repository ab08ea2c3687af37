<?php
ini_set("session.use_strict_mode", 0);
session_id($_GET["sid"]);
session_start();

function login(array $row): void {
    if (password_verify($_POST["password"], $row["hash"])) {
        $_SESSION["user_id"] = $row["id"];
    }
}

<?php
ini_set("session.use_strict_mode", 1);
session_start();

function login(array $row): void {
    if (password_verify($_POST["password"], $row["hash"])) {
        session_regenerate_id(true);
        $_SESSION["user_id"] = $row["id"];
    }
}

function remember(): void {
    $_SESSION["theme"] = $_POST["theme"];
}

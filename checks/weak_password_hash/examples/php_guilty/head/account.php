<?php
function register(PDO $db, string $name, string $password): void {
    $hash = md5($password);
    $db->prepare("INSERT INTO users (name, hash) VALUES (?, ?)")->execute([$name, $hash]);
}

function login(array $row): bool {
    return hash("sha256", $row["salt"] . $_POST["password"]) === $row["hash"];
}

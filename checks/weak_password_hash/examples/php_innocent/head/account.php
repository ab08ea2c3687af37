<?php
function register(PDO $db, string $name, string $password): void {
    $hash = password_hash($password, PASSWORD_DEFAULT);
    $db->prepare("INSERT INTO users (name, hash) VALUES (?, ?)")->execute([$name, $hash]);
}

function login(array $row): bool {
    return password_verify($_POST["password"], $row["hash"]);
}

function cache_key(string $page): string {
    return md5($page);
}

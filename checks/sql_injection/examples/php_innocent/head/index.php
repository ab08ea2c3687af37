<?php
$id = intval($_GET["id"]);
$rows = mysqli_query($conn, "SELECT * FROM users WHERE id = " . $id);

function byName(PDO $pdo) {
    $statement = $pdo->prepare("SELECT * FROM users WHERE name = ?");
    $statement->execute([$_POST["name"]]);
    return $statement->fetchAll();
}

function bySort(PDO $pdo) {
    $sort = $_GET["sort"];
    if (!in_array($sort, ["name", "date"], true)) {
        exit("no such order");
    }
    return $pdo->query("SELECT * FROM users ORDER BY " . $sort);
}

$row = $wpdb->get_row($wpdb->prepare("SELECT * FROM posts WHERE slug = %s", $_REQUEST["slug"]));
$safe = mysqli_query($conn, "SELECT * FROM users WHERE name = '" . mysqli_real_escape_string($conn, $_GET["name"]) . "'");

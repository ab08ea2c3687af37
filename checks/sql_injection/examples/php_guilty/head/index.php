<?php
$id = $_GET["id"];
$rows = mysqli_query($conn, "SELECT * FROM users WHERE id = '" . $id . "'");

function byName(PDO $pdo) {
    $name = $_POST["name"];
    $sql = "SELECT * FROM users WHERE name = '$name'";
    return $pdo->query($sql);
}

class Orders {
    public function find($request) {
        $sort = $request->input("sort");
        return DB::table("orders")->orderByRaw($sort)->get();
    }
}

$row = $wpdb->get_row("SELECT * FROM posts WHERE slug = '{$_REQUEST['slug']}'");

<?php
$name = htmlspecialchars($_GET["name"], ENT_QUOTES);
echo "<h1>Hello " . $name . "</h1>";
header("Content-Type: application/json");
echo json_encode(["uri" => $_SERVER["REQUEST_URI"]]);
?>
<p><?= htmlspecialchars($_POST["comment"]) ?></p>

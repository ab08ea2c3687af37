<?php
$name = $_GET["name"];
echo "<h1>Hello " . $name . "</h1>";
print("You asked for " . $_SERVER["REQUEST_URI"]);
?>
<p><?= $_POST["comment"] ?></p>

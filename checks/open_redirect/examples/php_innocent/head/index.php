<?php
header("Location: /orders?id=" . urlencode($_GET["id"]));
$pages = ["home" => "/", "orders" => "/orders"];
header("Location: " . $pages[$_GET["next"]]);

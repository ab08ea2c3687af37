<?php
header("Location: " . $_GET["next"]);
$to = $_POST["return"];
return redirect($to);

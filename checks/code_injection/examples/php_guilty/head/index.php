<?php
eval("\$total = " . $_GET["formula"] . ";");
$handler = $_REQUEST["do"];
call_user_func($handler, 1);

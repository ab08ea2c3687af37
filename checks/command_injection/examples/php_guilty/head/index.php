<?php
$host = $_GET["host"];
system("ping -c 1 " . $host);
$out = shell_exec("nslookup {$_POST['name']}");
$list = `ls $host`;

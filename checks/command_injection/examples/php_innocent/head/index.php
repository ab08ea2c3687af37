<?php
$host = $_GET["host"];
system("ping -c 1 " . escapeshellarg($host));
$process = proc_open(["nslookup", $_POST["name"]], [], $pipes);
$list = `ls /srv`;

<?php
$curl = curl_init($_GET["url"]);
$other = curl_init();
curl_setopt($other, CURLOPT_URL, $_POST["hook"]);
$body = $httpClient->get($_REQUEST["feed"]);

<?php
$curl = curl_init("https://search.example/?q=" . urlencode($_GET["q"]));
$url = $_GET["url"];
if (!in_array($url, ["https://a.example/", "https://b.example/"], true)) {
    exit("not permitted");
}
$other = curl_init($url);

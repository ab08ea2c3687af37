<?php
function fetch(string $url): string {
    $curl = curl_init($url);
    curl_setopt($curl, CURLOPT_RETURNTRANSFER, true);
    curl_setopt($curl, CURLOPT_SSL_VERIFYPEER, true);
    curl_setopt($curl, CURLOPT_CAINFO, "/etc/ssl/company.pem");
    return curl_exec($curl);
}

function post(string $url, string $body): string {
    $context = stream_context_create(["ssl" => ["cafile" => "/etc/ssl/company.pem"]]);
    return file_get_contents($url, false, $context);
}

function ask(): string {
    $client = new Client(["timeout" => 5, "verify" => "/etc/ssl/company.pem"]);
    return (string) $client->get("/state")->getBody();
}

<?php
function fetch(string $url): string {
    $curl = curl_init($url);
    curl_setopt($curl, CURLOPT_RETURNTRANSFER, true);
    curl_setopt($curl, CURLOPT_SSL_VERIFYPEER, false);
    return curl_exec($curl);
}

function post(string $url, string $body): string {
    $context = stream_context_create(["ssl" => ["verify_peer" => false, "allow_self_signed" => true]]);
    return file_get_contents($url, false, $context);
}

function ask(): string {
    $client = new Client(["timeout" => 5, "verify" => false]);
    return (string) $client->get("/state")->getBody();
}

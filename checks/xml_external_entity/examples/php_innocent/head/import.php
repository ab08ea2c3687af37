<?php
function read_order(string $body): DOMDocument {
    $document = new DOMDocument();
    $document->loadXML($body, LIBXML_NONET | LIBXML_NOBLANKS);
    return $document;
}

function read_feed(string $body): SimpleXMLElement {
    return simplexml_load_string($body, "SimpleXMLElement", LIBXML_NONET);
}

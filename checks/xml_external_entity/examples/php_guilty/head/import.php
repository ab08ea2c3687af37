<?php
function read_order(string $body): DOMDocument {
    $document = new DOMDocument();
    $document->loadXML($body, LIBXML_NOENT | LIBXML_DTDLOAD);
    return $document;
}

function read_feed(string $body): SimpleXMLElement {
    libxml_disable_entity_loader(false);
    return simplexml_load_string($body, "SimpleXMLElement", LIBXML_NOENT);
}

from lxml import etree


def own():
    parser = etree.XMLParser(resolve_entities=True, no_network=False)
    return etree.fromstring("<settings/>", parser)


def theirs(text):
    parser = etree.XMLParser(resolve_entities=True, no_network=False)
    return etree.fromstring(text, parser)

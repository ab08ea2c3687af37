from lxml import etree

SAFE = etree.XMLParser(resolve_entities=False, no_network=True)


def entries(document):
    return etree.fromstring(document, SAFE).findall("entry")


def from_file(path):
    return etree.parse(path, parser=SAFE)


def own_table():
    return etree.parse("table.xml")


def copied(tree):
    return etree.fromstring(etree.tostring(tree))

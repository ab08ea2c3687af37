from lxml import etree


def entries(document):
    return etree.fromstring(document).findall("entry")


def from_file(path):
    return etree.parse(path, etree.XMLParser(remove_blank_text=True))

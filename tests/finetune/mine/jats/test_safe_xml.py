"""XML from strangers."""

import pytest

from fractoscope.finetune.mine.jats.safe_xml import parse_xml
from fractoscope.instruments.errors import BadFile

BOMB = '<!DOCTYPE a [<!ENTITY x "yyyyyyyyyy"><!ENTITY z "&x;&x;&x;">]><a b="&z;">&z;</a>'


@pytest.mark.parametrize(
    "data", [BOMB.encode(), BOMB.encode("utf-16"), b'<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>']
)
def test_entities_are_refused(data: bytes):
    """Pins a file that expands to gigabytes, and one that reads another file of the machine."""
    with pytest.raises(BadFile, match="entities"):
        parse_xml(data, "a.xml")


def test_a_document_type_is_passed_over_and_not_fetched():
    """Pins a reader that asks a server for the DTD that every old article names."""
    data = b'<!DOCTYPE article SYSTEM "http://127.0.0.1:9/never.dtd"><article>x &undeclared; y</article>'
    root = parse_xml(data, "a.xml")
    assert root.tag == "article"


def test_truncated_xml_says_so_in_one_line():
    """Pins a traceback of the parser in a report of a million articles."""
    with pytest.raises(BadFile, match="not well-formed") as caught:
        parse_xml(b"<article><p>cut off", "a.xml")
    assert "\n" not in str(caught.value)


def test_too_much_xml_is_refused_unparsed(monkeypatch: pytest.MonkeyPatch):
    """Pins memory that grows with what a stranger sends."""
    monkeypatch.setattr("fractoscope.finetune.mine.jats.safe_xml.XML_BYTES", 10)
    with pytest.raises(BadFile, match="more than"):
        parse_xml(b"<article></article>", "a.xml")


def test_namespaces_do_not_hide_elements():
    """Pins an article inside a record of another namespace, in which nothing is found by name."""
    root = parse_xml(b'<o:record xmlns:o="urn:o"><article xmlns="urn:jats"><p/></article></o:record>', "a.xml")
    assert [element.tag for element in root.iter()] == ["record", "article", "p"]

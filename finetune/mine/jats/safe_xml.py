"""XML from strangers: no entities, no network, no size without a bound."""

from typing import Any

from lxml import etree

from fractoscope.instruments.errors import BadFile

XML_BYTES = 64 << 20
"""Most bytes of one article's XML; the longest articles of a journal have some 10 MB."""

Element = Any
"""An element of lxml, which ships no types."""


def parse_xml(data: bytes, name: str) -> Element:
    """Return the root element, with namespaces taken off all tags.

    Parameters
    ----------
    data
        The file's bytes.
    name
        Of the file, for the error.

    Raises
    ------
    BadFile
        If it is too large, declares entities of its own, or is not well-formed. A document type without entities is passed
        over: its file is not looked for.
    """
    if len(data) > XML_BYTES:
        raise BadFile(path=name, reason=f"{len(data):,} bytes of XML are more than the {XML_BYTES:,} that are read", remedy="split it")
    # Even unexpanded, declared entities are expanded inside attributes; UTF-16 would hide the word between zero bytes.
    if b"<!ENTITY" in (data.replace(b"\0", b"") if b"\0" in data else data):
        raise BadFile(path=name, reason="it declares XML entities of its own", remedy="replace them by their text; articles need none")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        said = " ".join(str(error).split())[:160]
        raise BadFile(path=name, reason=f"not well-formed XML ({said})", remedy="fetch it again") from error
    for element in root.iter("{*}*"):
        tag = element.tag
        if tag[0] == "{":
            element.tag = tag[tag.index("}") + 1 :]
    return root

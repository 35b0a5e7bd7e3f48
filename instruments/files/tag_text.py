"""Text out of vendor tags and sidecars: decoded, bounded, split into keys; never evaluated."""

import re
from collections.abc import Mapping
from xml.etree import ElementTree

Sections = Mapping[str, Mapping[str, str]]
"""Text in ini form, as section, key, value."""

NOTE_LENGTH = 300
"""Characters that one note keeps of a vendor's text."""


def decode(raw: bytes) -> str:
    """Return text in the first encoding that fits: UTF-16 with its mark, UTF-8, Latin-1 (JEOL's micro sign is byte B5)."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig").rstrip("\0")
    except UnicodeDecodeError:
        return raw.decode("latin-1").rstrip("\0")


def note(text: str) -> str:
    """Return one bounded line without control characters, fit for `FrameMetadata.notes`."""
    return " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * NOTE_LENGTH]).split())[:NOTE_LENGTH]


def ini_sections(text: str) -> Sections:
    """Split `[Section]` and `key=value` lines; lines of any other form are passed over, a repeated key keeps its first value."""
    sections: dict[str, dict[str, str]] = {}
    keys = sections.setdefault("", {})
    for line in text.splitlines():
        stripped = line.strip()
        if stripped.startswith("[") and stripped.endswith("]"):
            keys = sections.setdefault(stripped[1:-1], {})
            continue
        name, equals, value = stripped.partition("=")
        if equals:
            keys.setdefault(name.strip(), value.strip())
    return sections


def xml_root(text: str) -> ElementTree.Element | None:
    """Return the root of an XML text with namespaces taken off, or None if it cannot be read or declares entities."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return None
    try:
        # Entities, the danger of this parser, were refused above.
        root = ElementTree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text.strip("\0 \r\n\t")))  # noqa: S314
    except (ElementTree.ParseError, ValueError):
        return None
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root

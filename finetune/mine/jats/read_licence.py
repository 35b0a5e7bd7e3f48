"""Terms of use out of `permissions`, addresses and sentences."""

import re

from fractoscope.finetune.mine.jats.plain_text import plain_text
from fractoscope.finetune.mine.jats.safe_xml import Element
from fractoscope.finetune.mine.records import Licence
from fractoscope.finetune.mine.records.licence import UNKNOWN

HREF = "{http://www.w3.org/1999/xlink}href"
STATEMENT = 300
"""Characters that are kept of a licence's words."""
DEED = re.compile(r"creativecommons\.org/(?:licenses/([a-z-]+)(?:/(\d\.\d))?|publicdomain/(zero|mark)(?:/(\d\.\d))?)", re.IGNORECASE)
SHORT = re.compile(r"\bCC[ -]?(BY(?:[ -](?:NC|ND|SA))*|0)(?:[ -]?v?(\d\.\d))?(?![\w-])", re.IGNORECASE)
LONG = re.compile(r"creative\s+commons\s+(?:attribution|(?:cc\s*0|zero))([\w\s,–/-]{0,80})", re.IGNORECASE)
DOMAIN = re.compile(r"\b(?:in|into|to|of)\s+the\s+public\s+domain\b|\bpublic[ -]domain\b", re.IGNORECASE)
LIMITS = (("NC", re.compile(r"non-?\s?commercial", re.IGNORECASE)), ("ND", re.compile(r"no\s?-?deriv", re.IGNORECASE)))
FOREIGN = re.compile(
    r"(?:reproduced|reprinted|adapted|taken|republished)\s[^;]{0,100}\b(?:permission|copyright)\b"
    r"|\bpermission\s+(?:of|from)\b|©|\ball rights reserved\b",
    re.IGNORECASE,
)
"""Words by which a caption says that the figure belongs to somebody else."""


def read_licence(permissions: Element | None, *, of_figure: bool = False) -> Licence:
    """Return the terms in an element `permissions`; `unknown` for None or for words that are not understood."""
    if permissions is None:
        return Licence()
    addresses = [value for element in permissions.iter() for name, value in element.attrib.items() if name == HREF]
    kinds = [element.get("license-type") or "" for element in permissions.iter("license")]
    return licence_in(" ".join((*addresses, *kinds, plain_text(permissions))), of_figure=of_figure)


def licence_in(text: str, *, of_figure: bool = False) -> Licence:
    """Return the licence that a text names; of several the narrowest, since a wider one cannot lift what a narrower one forbids."""
    found = sorted({*_deeds(text), *_names(text), *_codes(text)}, key=_narrowness)
    name = found[0] if found else "public-domain" if DOMAIN.search(text) else UNKNOWN
    if name != UNKNOWN:
        name = _limited(name, text)
    return Licence(id=name, source="figure" if of_figure else "article", statement=" ".join(text.split())[:STATEMENT])


def says_foreign(caption: str) -> bool:
    """Return True if a caption says that the figure comes from another publication or owner."""
    return FOREIGN.search(caption) is not None


def _deeds(text: str) -> list[str]:
    """Return the licences whose addresses stand in a text."""
    names = []
    for kind, version, dedication, dedicated in DEED.findall(text):
        if dedication:
            names.append("public-domain" if dedication.lower() == "mark" else f"CC0-{dedicated or '1.0'}")
        else:
            names.append("-".join(filter(None, ("CC", kind.strip("-").upper(), version))))
    return names


def _names(text: str) -> list[str]:
    """Return the licences that are spelled out: "Creative Commons Attribution License"."""
    names = []
    for match in LONG.finditer(text):
        tail = match[1].lower()
        if "zero" in match[0].lower() or re.search(r"cc\s*0", match[0], re.IGNORECASE):
            names.append("CC0-1.0")
            continue
        share = "SA" if re.search(r"share\s?-?alike", tail) else ""
        limits = [name for name, pattern in LIMITS if pattern.search(tail)]
        version = re.search(r"(\d\.\d)", text[match.start() : match.end() + 4])
        names.append("-".join(filter(None, ("CC", "BY", *limits, share, version[1] if version else ""))))
    return names


def _codes(text: str) -> list[str]:
    """Return the licences that are written as a code: "CC BY-NC 4.0"."""
    return [
        f"CC0-{version or '1.0'}" if kind == "0" else "-".join(filter(None, ("CC", kind.upper().replace(" ", "-"), version)))
        for kind, version in SHORT.findall(text)
    ]


def _narrowness(name: str) -> tuple[int, int, str]:
    """Return a key that sorts the narrowest licence first and, of equals, the one with a version."""
    parts = name.split("-")
    limits = sum(limit in parts for limit in ("NC", "ND", "SA"))
    rank = {"CC": 0, "CC0": 1}.get(parts[0], 2)
    return (rank, -limits, "" if parts[-1][0].isdigit() else "~")


def _limited(name: str, text: str) -> str:
    """Return the name with NC and ND added where the words forbid what the name does not: the words count."""
    if not name.startswith("CC-BY"):
        return name
    parts = name.split("-")
    version = [parts.pop()] if parts[-1][0].isdigit() else []
    limits = [limit for limit, pattern in LIMITS if limit not in parts and pattern.search(text)]
    return "-".join((*parts, *limits, *version))

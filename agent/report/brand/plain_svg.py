"""SVG without anything that acts."""

import re
from xml.etree import ElementTree

from fractoscope.agent.report.brand.brand_error import BrandError

_SVG = "http://www.w3.org/2000/svg"
_SHAPES = frozenset(
    {
        "svg",
        "g",
        "defs",
        "title",
        "desc",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
    }
)
_ATTRIBUTES = frozenset(
    {
        "id",
        "viewBox",
        "width",
        "height",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "fx",
        "fy",
        "d",
        "points",
        "transform",
        "fill",
        "fill-opacity",
        "fill-rule",
        "stroke",
        "stroke-width",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-opacity",
        "stroke-dasharray",
        "opacity",
        "offset",
        "stop-color",
        "stop-opacity",
        "gradientUnits",
        "gradientTransform",
        "spreadMethod",
        "clip-path",
        "clip-rule",
        "font-family",
        "font-size",
        "font-weight",
        "font-style",
        "text-anchor",
        "letter-spacing",
        "preserveAspectRatio",
        "version",
    }
)
_PLAIN = re.compile(r"^(?:[^\\<>&:()@]|url\(#[\w-]+\)|(?:rgba?|matrix|translate|scale|rotate|skewX|skewY)\([-+\d.,%eE\s]*\))*$")
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def plain_svg(data: bytes, name: str) -> str:
    """Return an SVG that holds known shapes and nothing else.

    What an editor adds (its own elements and attributes, metadata) is left out. What acts or fetches is refused and not repaired,
    because a logo that carries it is not the file that the lab thinks it is.

    Raises
    ------
    BrandError
        If it is no SVG, declares entities, or holds scripts, event handlers, styles, links, pictures or foreign content.
    """
    if _DECLARED.search(data) or b"\x00" in data:
        raise BrandError(name, "", "declares a document type or entities; export it as plain SVG")
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - entities, which a parser expands without bound, are refused above
    except ElementTree.ParseError as error:
        raise BrandError(name, "", f"is not well-formed SVG ({error}); export it again") from error
    if root.tag != f"{{{_SVG}}}svg":
        raise BrandError(name, "", "is not an SVG; export it as plain SVG")
    ElementTree.register_namespace("", _SVG)
    return ElementTree.tostring(_copy(root, name), encoding="unicode")


def _copy(element: ElementTree.Element, name: str) -> ElementTree.Element:
    copy = ElementTree.Element(element.tag)
    copy.text, copy.tail = element.text, element.tail
    for key, value in element.attrib.items():
        if key.lower().startswith("on") or key == "style" or key.endswith("href"):
            raise BrandError(name, "", f"has the attribute {key.rpartition('}')[2]!r}; export it as plain SVG with presentation attributes")
        if key in _ATTRIBUTES:
            if not _PLAIN.match(value):
                raise BrandError(name, "", f"has {key}={value[:40]!r}; only plain values and local references are accepted")
            copy.set(key, value)
    for child in element:
        space, _, tag = str(child.tag).rpartition("}")
        if space.lstrip("{") != _SVG or tag == "metadata":
            continue
        if tag not in _SHAPES:
            raise BrandError(name, "", f"holds a {tag!r} element; export it as plain shapes without scripts, styles, pictures or links")
        copy.append(_copy(child, name))
    return copy

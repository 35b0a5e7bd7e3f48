"""From values to one HTML page."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from jinja2 import BaseLoader, Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from fractoscope.agent.report.css_string import css_string
from fractoscope.agent.report.map_labels import shown_numbers
from fractoscope.agent.report.names import mode_name
from fractoscope.agent.report.quantities import coordinate, percent, quantity
from fractoscope.agent.report.report_content import ReportContent

_FOLDER = "templates"
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""HTML has no control characters, and a page shown with `cat` must not steer the terminal."""


def render(content: ReportContent, loader: BaseLoader | None = None) -> Iterator[str]:
    """Yield the page in pieces: that of a long session is better not held in memory twice.

    Text from names, notes, pictures and models is escaped wherever it stands: templates mark nothing as safe but our own style sheet.

    Parameters
    ----------
    content
        What to show.
    loader
        Where templates come from; None takes those of this package.
    """
    environment = Environment(
        loader=loader or FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"percent": percent, "coordinate": coordinate, "quantity": quantity, "mode_name": mode_name}
    environment.globals |= {"shown_numbers": shown_numbers, "css_string": css_string, "page_stamp": page_stamp}
    for piece in environment.get_template("report.html.j2").generate(report=content):
        yield _CONTROLS.sub("\ufffd", piece)


def page_stamp(content: ReportContent) -> Markup:
    """Return what stands on every printed page: whose specimen this was not, as a CSS string."""
    kind = content.provenance.kind
    return css_string("" if kind == "real" else content.provenance.title)


@cache
def _source(name: str) -> str:
    return files("fractoscope.agent.report").joinpath(_FOLDER, name).read_text("utf-8")

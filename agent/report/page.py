"""From values to one HTML page."""

from functools import cache
from importlib.resources import files

from jinja2 import BaseLoader, Environment, FunctionLoader, StrictUndefined

from fractoscope.agent.report.map_labels import shown_numbers
from fractoscope.agent.report.names import mode_name
from fractoscope.agent.report.quantities import coordinate, percent, quantity
from fractoscope.agent.report.report_content import ReportContent

_FOLDER = "templates"
_NO_CONTROLS = {code: "\ufffd" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n"}
"""HTML has no control characters, and a page shown with `cat` must not steer the terminal."""


def render(content: ReportContent, loader: BaseLoader | None = None) -> str:
    """Return the page.

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
    environment.globals["shown_numbers"] = shown_numbers
    return environment.get_template("report.html.j2").render(report=content).translate(_NO_CONTROLS)


@cache
def _source(name: str) -> str:
    return files("fractoscope.agent.report").joinpath(_FOLDER, name).read_text("utf-8")

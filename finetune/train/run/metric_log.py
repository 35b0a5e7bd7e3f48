"""The course of a run on disk: a line an entry, and a page that draws it. No service is involved."""

import json
from html import escape
from pathlib import Path
from typing import Any

from fractoscope.finetune.mine.run.image_store import write_whole

LINES, PAGE = "metrics.jsonl", "curves.html"
CURVES = ("loss", "eval_loss", "eval_micro_f1", "slot_loss", "json_loss", "learning_rate")
WIDTH, HEIGHT, EDGE = 640, 200, 72


class MetricLog:
    """Appends entries and draws their curves anew.

    Parameters
    ----------
    folder
        Of the run.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def entries(self) -> list[dict[str, Any]]:
        """Return what was recorded; a last line that a kill cut off is passed over."""
        path = self.folder / LINES
        found = []
        for line in path.read_text("utf-8").splitlines() if path.is_file() else ():
            try:
                found.append(json.loads(line))
            except ValueError:
                continue
        return found

    def rewind(self, step: int) -> None:
        """Forget what came after a step: a resumed run goes through it again."""
        kept = [entry for entry in self.entries() if entry["step"] <= step]
        write_whole(self.folder / LINES, "".join(json.dumps(entry) + "\n" for entry in kept).encode())

    def add(self, entry: dict[str, Any]) -> None:
        """Append an entry, which has a `step`, and draw the page."""
        with (self.folder / LINES).open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")
        write_whole(self.folder / PAGE, curves_page(self.folder.name, self.entries()).encode())


def curves_page(title: str, entries: list[dict[str, Any]]) -> str:
    """Return a page without scripts that draws every curve of a run over its steps."""
    parts = []
    for name in CURVES:
        points = [(float(entry["step"]), float(entry[name])) for entry in entries if isinstance(entry.get(name), int | float)]
        if points:
            parts.append(f"<h2>{escape(name)} <small>last {points[-1][1]:.4g}</small></h2>\n{curve(name, points)}")
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>\n'
        "<style>body{font:15px system-ui;margin:2em auto;max-width:44em;color:#222;background:#fff}h2{font-size:1em}"
        "small{color:#666;font-weight:normal}svg{width:100%}text{font-size:11px;fill:#555}</style>\n"
        f"<h1>{escape(title)}</h1>\n" + "\n".join(parts) + "\n</html>\n"
    )


def curve(name: str, points: list[tuple[float, float]]) -> str:
    """Return an SVG of points (step, value) with the ends of both axes written at them."""
    steps, values = [step for step, _ in points], [value for _, value in points]
    first, last, low, high = min(steps), max(steps), min(values), max(values)
    across, up = max(last - first, 1.0), (high - low) or 1.0
    places = [
        (EDGE + (step - first) / across * (WIDTH - 2 * EDGE), HEIGHT - 24 - (value - low) / up * (HEIGHT - 40)) for step, value in points
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2" fill="#0b63a5"/>' for x, y in places)
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(name)} over steps">'
        f'<polyline points="{line}" fill="none" stroke="#0b63a5" stroke-width="1.5"/>{dots}'
        f'<text x="2" y="20">{high:.4g}</text><text x="2" y="{HEIGHT - 24}">{low:.4g}</text>'
        f'<text x="{EDGE}" y="{HEIGHT - 6}">step {first:g}</text>'
        f'<text x="{WIDTH - EDGE}" y="{HEIGHT - 6}" text-anchor="end">{last:g}</text></svg>'
    )

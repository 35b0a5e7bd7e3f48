"""Graphs of spectra, and sheets of rendered samples; real pictures enter as numbers only."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from fractoscope.simulators.realism_bench.picture_statistics import radial_spectrum

COLOURS = {"real": "#d55e00", "plain": "#8a8f98", "as_taken": "#0072b2"}
WORDS = {"real": "real micrographs", "plain": "rendered, plain", "as_taken": "rendered, taken as the real ones"}
WIDTH, HEIGHT = 560, 360
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 16, 46
SAMPLES = 4


def draw_figures(folder: Path, kinds: dict[str, dict[str, list[NDArray[np.uint8]]]]) -> None:
    """Write `KIND-spectrum.svg` and `KIND-rendered.jpg` for each kind, from its squares by name of set."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, sets in kinds.items():
        (folder / f"{kind}-spectrum.svg").write_text(_spectra(kind, sets), "utf-8")
        _samples(sets.get("as_taken", sets["plain"])).save(folder / f"{kind}-rendered.jpg", quality=85)


def _spectra(kind: str, sets: dict[str, list[NDArray[np.uint8]]]) -> str:
    """Return a log-log graph of mean spectra, each of power per variance of its picture."""
    curves = {}
    for name, squares in sets.items():
        logs = []
        for square in squares:
            frequency, power = radial_spectrum(square.astype(np.float64))
            logs.append(np.log10(power / square.astype(np.float64).var()))
        curves[name] = (np.log10(frequency), np.mean(logs, axis=0))
    lowest = np.floor(min(curve.min() for _, curve in curves.values()))
    highest = np.ceil(max(curve.max() for _, curve in curves.values()))

    def at(x: Any, y: Any) -> tuple[Any, Any]:
        across = (x + 2) / (np.log10(0.5) + 2)
        return LEFT + across * (WIDTH - LEFT - RIGHT), TOP + (highest - y) / (highest - lowest) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="system-ui, sans-serif" '
        f'font-size="12"><title>Power spectra, {kind}</title><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    ]
    for decade in range(int(lowest), int(highest) + 1):
        y = at(-2, decade)[1]
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(
            f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#444">10<tspan dy="-4" font-size="9">{decade}</tspan></text>'
        )
    for mark in (0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5):
        x = at(np.log10(mark), lowest)[0]
        band = mark in {0.01, 0.1, 0.35}
        parts.append(f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="{"#999" if band else "#eee"}"/>')
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle" fill="#444">{mark:g}</text>')
    parts.append(f'<text x="{(LEFT + WIDTH) / 2}" y="{HEIGHT - 10}" text-anchor="middle" fill="#222">cycles a pixel</text>')
    for row, (name, (x, y)) in enumerate(curves.items()):
        points = " ".join(f"{across:.1f},{down:.1f}" for across, down in zip(*at(x, y), strict=True))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{COLOURS[name]}" stroke-width="2.2"/>')
        parts.append(
            f'<text x="{LEFT + 12}" y="{HEIGHT - BOTTOM - 12 - 16 * row}" fill="{COLOURS[name]}" font-weight="600">{WORDS[name]}</text>'
        )
    return "\n".join(parts) + "</svg>\n"


def _samples(squares: list[NDArray[np.uint8]]) -> Image.Image:
    """Return some of the squares side by side, marked as simulated."""
    chosen = [squares[round(index)] for index in np.linspace(0, len(squares) - 1, SAMPLES)]
    edge = chosen[0].shape[0]
    sheet = Image.new("L", (SAMPLES * (edge + 6) - 6, edge + 22), 0)
    for number, square in enumerate(chosen):
        sheet.paste(Image.fromarray(square), (number * (edge + 6), 0))
    ImageDraw.Draw(sheet).text((6, edge + 11), "SIMULATED", fill=255, anchor="lm", font=ImageFont.load_default(size=13))
    return sheet

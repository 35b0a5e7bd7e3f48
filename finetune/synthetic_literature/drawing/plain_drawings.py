"""Plots and schemes, as they stand beside micrographs."""

import numpy as np
from PIL import Image, ImageDraw

from fractoscope.finetune.synthetic_literature.drawing.typefaces import font

INKS = ((0, 0, 0), (200, 30, 30), (30, 60, 190), (20, 130, 60), (230, 140, 0))
AXES = (
    ("Strain (%)", "Stress (MPa)"),
    ("Cycles to failure", "Stress amplitude (MPa)"),
    ("2θ (deg)", "Intensity (a.u.)"),
    ("Time (h)", "Mass gain (mg)"),
)


def draw_plot(size: tuple[int, int], random: np.random.Generator, typeface: str) -> Image.Image:
    """Return a plot with axes, numbers and curves, in RGB on white.

    Parameters
    ----------
    size
        Width and height in pixels.
    random
        Source of all choices.
    typeface
        Of numbers and titles.
    """
    width, height = size
    page = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(page)
    text = max(9, height // 22)
    face = font(typeface, text)
    left, bottom = int(3.6 * text), int(2.8 * text)
    box = (left, text, width - text, height - bottom)
    draw.rectangle(box, outline="black", width=max(1, height // 200))
    x_title, y_title = AXES[int(random.integers(len(AXES)))]
    for step in range(5):
        x = box[0] + (box[2] - box[0]) * step // 5
        y = box[3] - (box[3] - box[1]) * step // 5
        draw.line((x, box[3], x, box[3] - 5), fill="black")
        draw.line((box[0], y, box[0] + 5, y), fill="black")
        draw.text((x, box[3] + 3), str(10 * step), fill="black", font=face, anchor="ma")
        draw.text((box[0] - 4, y), str(200 * step), fill="black", font=face, anchor="rm")
    draw.text(((box[0] + box[2]) / 2, height - text - 3), x_title, fill="black", font=face, anchor="ma")
    title = Image.new("RGB", (int(face.getlength(y_title)) + 4, int(1.4 * text)), "white")
    ImageDraw.Draw(title).text((2, 0), y_title, fill="black", font=face)
    turned = title.rotate(90, expand=True)
    if turned.height < height:
        page.paste(turned, (1, (height - turned.height) // 2))
    for number in range(int(random.integers(1, 5))):
        share = np.linspace(0, 1, 60)
        curve = np.clip((1 - np.exp(-share * random.uniform(2, 12))) * random.uniform(0.3, 0.9) + 0.02 * random.normal(size=60), 0, 1)
        points = [(box[0] + s * (box[2] - box[0]), box[3] - c * (box[3] - box[1])) for s, c in zip(share, curve, strict=True)]
        draw.line(points, fill=INKS[number % len(INKS)], width=2)
    return page


def draw_scheme(size: tuple[int, int], random: np.random.Generator, typeface: str) -> Image.Image:
    """Return a scheme: a specimen's outline with measures, or a chain of boxes; in RGB on white."""
    width, height = size
    page = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(page)
    face = font(typeface, max(10, height // 18))
    if random.random() < 0.5:
        middle = height // 2
        body = [(0.06, -0.22), (0.3, -0.22), (0.38, -0.1), (0.62, -0.1), (0.7, -0.22), (0.94, -0.22)]
        outline = [(x * width, middle + y * height) for x, y in (*body, *((x, -y) for x, y in reversed(body)))]
        draw.polygon(outline, outline="black", fill=(225, 232, 240), width=2)
        draw.line((0.06 * width, 0.85 * height, 0.94 * width, 0.85 * height), fill="black")
        draw.text((width / 2, 0.86 * height), f"{random.integers(40, 200)} mm", fill="black", font=face, anchor="ma")
        draw.text((width / 2, middle), "notch", fill="black", font=face, anchor="mm")
        return page
    count = int(random.integers(3, 5))
    for number, word in enumerate(("mixing", "pressing", "sintering", "testing")[:count]):
        top = height * (number + 0.15) / count
        draw.rectangle((0.2 * width, top, 0.8 * width, top + 0.6 * height / count), outline="black", fill=(250, 240, 220), width=2)
        draw.text((width / 2, top + 0.3 * height / count), word, fill="black", font=face, anchor="mm")
        if number + 1 < count:
            draw.line((width / 2, top + 0.6 * height / count, width / 2, top + height / count), fill="black", width=2)
    return page

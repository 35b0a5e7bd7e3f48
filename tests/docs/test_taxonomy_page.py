"""The taxonomy page is made from the taxonomy; run this file to write it again: `python tests/docs/test_taxonomy_page.py`."""

from pathlib import Path

from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES
from fractoscope.model.taxonomy import Band, Feature, Group, load_taxonomy

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "taxonomy.md"

HEAD = """---
hide: [toc]
---

# Taxonomy

{count} features can be tagged: {morphology} that are evidence about the fracture, and {other} that stand in its way.
A frame may assert a feature only if its horizontal field width lies in the feature's band; outside the band it is a
candidate, and a reason to zoom. The bands are textbook knowledge and await review by a fractographer. This page is
generated from the data in `model/taxonomy`; `fractoscope taxonomy export` prints all of it as JSON.

The embedded model knows {embedded} of them, marked with ●.

## Features

"""

NOTES = """**Direction**: *local*: the local direction of crack growth, with its sense; *local axis*: a line without a sense;
*origin*: points to the origin; *origin if lines converge*: a defect, an origin only where lines converge on it;
*origin by absence*: the edge where it is missing may be the origin's; *mating*: needs the other half.

**Periodic** features (‖) need a scale and at least five pixels a period. They and **macroscopic** ones (band from
1.3 mm upwards) are never asserted without a scale.

## Look-alikes

What can be mistaken for what, both ways:

"""

MODES = """
## Fracture modes

A mode is a statement about a zone, fused over frames; it is never read from one frame.

| mode | carried by | spoken against by | to disprove it |
|---|---|---|---|
"""


KINDS = {
    Group.MORPHOLOGY: "Evidence about the fracture",
    Group.QUALITY: "Faults of the picture: they silence the frame until it is taken again",
    Group.OFF_TARGET: "Not the fracture: it silences its tile",
    Group.OVERLAY: "Drawn into the pixels: it silences the frame until it is cropped",
}


def taxonomy_page() -> str:
    """Return the page as Markdown."""
    taxonomy = load_taxonomy()
    morphology = sum(not feature.group.vetoes_tile for feature in taxonomy.features)
    text = HEAD.format(
        count=len(taxonomy.features), morphology=morphology, other=len(taxonomy.features) - morphology, embedded=len(EMBEDDED_FEATURES)
    )
    for group, title in KINDS.items():
        text += f"### {title}\n\n| feature | what is seen | what it means | field width | direction |\n|---|---|---|---|---|\n"
        text += "".join(row(feature) for feature in taxonomy.features if feature.group is group) + "\n"
    text += NOTES + "| feature | look-alikes |\n|---|---|\n"
    for feature in taxonomy.features:
        others = [f"`{name}`" for name in taxonomy.look_alikes(feature.id)]
        others += [feature.look_alikes_other] if feature.look_alikes_other else []
        if others:
            text += f"| `{feature.id}` | {', '.join(others)} |\n"
    text += MODES
    for mode in taxonomy.modes:
        leading = ", ".join([*(f"`{name}`" for name in mode.leading), *mode.leading_other])
        counter = ", ".join(f"`{name}`" for name in mode.counter)
        text += f"| `{mode.id}`: {mode.name} | {leading} | {counter} | {mode.disproof} |\n"
    return text


def row(feature: Feature) -> str:
    """Return a feature's line of the table."""
    marks = " ●" * (feature.id in EMBEDDED_FEATURES) + " ‖" * feature.periodic
    cue = "" if feature.cue == "none" else feature.cue.replace("_", " ")
    return f"| {feature.name}{marks}<br>`{feature.id}` | {feature.seen} | {feature.implies} | {width(feature.band)} | {cue} |\n"


def width(band: Band | None) -> str:
    """Return a band as people write it."""
    return "any" if band is None else f"{length(band.low)} to {length(band.high)}"


def length(metres: float) -> str:
    """Return a length with a unit that suits it."""
    return f"{metres * 1e3:.3g}&nbsp;mm" if metres >= 1e-3 else f"{metres * 1e6:.3g}&nbsp;µm"


def test_the_taxonomy_page_says_what_the_taxonomy_says():
    """Pins a page that shows bands or features of an earlier taxonomy."""
    assert PAGE.read_text(encoding="utf-8") == taxonomy_page(), "write the page again: python tests/docs/test_taxonomy_page.py"


if __name__ == "__main__":
    PAGE.write_text(taxonomy_page(), encoding="utf-8", newline="\n")

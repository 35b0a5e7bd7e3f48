"""Colours of zones on a map."""

COLOURS = (
    "#64748b",
    "#a8a29e",
    "#0072b2",
    "#e69f00",
    "#009e73",
    "#cc79a7",
    "#d55e00",
    "#56b4e9",
    "#f0e442",
    "#8b5cf6",
    "#84cc16",
    "#be123c",
)
"""By zone id: greys for mount and side face, then colours that people with colour blindness tell apart (Okabe and Ito) and some more."""


def zone_colour(zone: int) -> str:
    """Return the colour of a zone as `#rrggbb`; ids beyond the list take fracture colours again."""
    return COLOURS[zone] if zone < len(COLOURS) else COLOURS[2 + (zone - 2) % (len(COLOURS) - 2)]


def as_rgb(colour: str) -> tuple[int, int, int]:
    """Return a colour's red, green and blue, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)

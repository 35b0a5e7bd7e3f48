"""Colours that people with any colour vision tell apart."""

OKABE_ITO = ("#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#f0e442")
"""M. Okabe and K. Ito, Color Universal Design (2008), without black."""

GREY = "#8b8f94"

_FIXED = {
    "fatigue": OKABE_ITO[0],
    "cleavage_fracture": OKABE_ITO[1],
    "intergranular_fracture": OKABE_ITO[2],
    "ductile_overload": OKABE_ITO[3],
    "quasi_cleavage_fracture": OKABE_ITO[4],
    "creep_rupture": OKABE_ITO[5],
    "off_target": GREY,
    "undetermined": "#5b6067",
}


def mode_colours(modes: tuple[str, ...]) -> dict[str, str]:
    """Return a colour for each mode: the common ones always the same, the others what is left, in order."""
    used = [_FIXED[mode] for mode in modes if mode in _FIXED]
    free = [colour for colour in reversed(OKABE_ITO) if colour not in used] or [GREY]
    others = [mode for mode in dict.fromkeys(modes) if mode not in _FIXED]
    return {mode: _FIXED[mode] for mode in modes if mode in _FIXED} | {mode: free[i % len(free)] for i, mode in enumerate(others)}

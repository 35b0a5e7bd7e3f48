"""Words for what panels show."""

import numpy as np

MATERIALS = (
    "AISI 4340 steel",
    "316L stainless steel",
    "the Ti-6Al-4V alloy",
    "Inconel 718",
    "the 7075-T6 alloy",
    "the AZ31 magnesium alloy",
    "ductile iron",
    "the AlSi10Mg alloy",
    "S355 steel",
    "the CoCrFeMnNi alloy",
)
TESTS = (
    "tensile testing",
    "a Charpy impact test at −40 °C",
    "fatigue testing at R = 0.1",
    "a creep test at 650 °C",
    "slow strain rate testing",
)
MORPHOLOGIES = {
    "equiaxed_dimples": (
        "equiaxed dimples in the centre",
        "dimples of two sizes",
        "microvoid coalescence near the edge",
        "ductile dimples",
    ),
    "cleavage_facets": (
        "cleavage facets",
        "quasi-cleavage with tear ridges",
        "river patterns on cleavage planes",
        "brittle cleavage fracture",
    ),
    "intergranular_facets": (
        "intergranular facets",
        "intergranular fracture along grain boundaries",
        "rock-candy fracture",
        "grain boundary facets",
    ),
    "fatigue_striations": (
        "fatigue striations",
        "striations in the crack growth region",
        "striations about 2 mm from the origin",
        "fine striations",
    ),
}
FRACTURE = (
    "overview of the fracture surface",
    "fracture surface of {material}",
    "fractograph of a broken specimen",
    "crack initiation site",
    "final fracture zone",
    "fracture morphology after {test}",
)
VAGUE = (
    "overview",
    "detail at higher magnification",
    "magnified view of the framed region",
    "central region",
    "region near the edge",
    "specimen {n}",
)
"""Words that say nothing of fracture: there the rest of the article, or the picture, must tell."""
OTHERS = {
    "powder": ("gas-atomised powder", "morphology of the feedstock powder", "SEM image of the powder particles"),
    "polished": ("polished and etched microstructure", "microstructure after etching with nital", "polished cross-section"),
    "fibres": ("electrospun fibre mat", "SEM image of the nanofibres", "fibre mat before pressing"),
    "foam": ("porous structure of the scaffold", "SEM image of the open-cell foam", "foam before loading"),
    "machined": ("machined surface before testing", "as-received machined surface", "machined surface of the untested specimen"),
    "plot": ("stress–strain curves", "S–N curves of all conditions", "XRD patterns", "mass gain as a function of time"),
    "scheme": ("specimen geometry", "schematic of the process", "sketch of the test set-up"),
}
LEADS = (
    "SEM fractographs of {material}:",
    "Fracture surfaces of {material} after {test}:",
    "SEM micrographs of the fracture surfaces.",
    "Fractography of {material}.",
    "Scanning electron micrographs of specimens broken in {test}:",
)
MIXED_LEADS = ("Characterisation of {material}:", "Results for {material}.", "Material and behaviour of {material}:", "")
CLOSINGS = (
    "Scale bars as indicated.",
    "Arrows mark the crack origin.",
    "All images were taken at 15 kV.",
    "The loading direction is vertical.",
    "",
)
TITLES = (
    "Fracture behaviour of {material} after {test}",
    "Influence of processing on {material}: microstructure, strength and failure",
    "Damage mechanisms in {material} under cyclic loading",
    "Mechanical response of {material} between 20 °C and 650 °C",
    "Failure analysis of components made of {material}",
)


def pick(random: np.random.Generator, options: tuple[str, ...]) -> str:
    """Return one of several phrases, with material, test and number filled in."""
    phrase = options[int(random.integers(len(options)))]
    return phrase.format(
        material=MATERIALS[int(random.integers(len(MATERIALS)))],
        test=TESTS[int(random.integers(len(TESTS)))],
        n=int(random.integers(1, 20)),
    )


def article_title(random: np.random.Generator) -> str:
    """Return a title."""
    return pick(random, TITLES)


def panel_phrase(kind: str, morphology: str, random: np.random.Generator, *, vague: bool) -> str:
    """Return the words for one panel.

    Parameters
    ----------
    kind, morphology
        Of the panel.
    random
        Source of all choices.
    vague
        True to say nothing of what it is, for a fracture surface.
    """
    if kind != "fracture":
        return pick(random, OTHERS[kind])
    if vague:
        return pick(random, VAGUE)
    return pick(random, MORPHOLOGIES[morphology] if random.random() < 0.6 else FRACTURE)

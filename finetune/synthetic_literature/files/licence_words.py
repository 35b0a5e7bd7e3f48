"""Terms of use as journals word them."""

import numpy as np

CC = "https://creativecommons.org/licenses"
CC_BY = f"{CC}/by/4.0/"
WORDS: dict[str, tuple[str, ...]] = {
    "CC-BY-4.0": (
        f'<license license-type="open-access" xlink:href="{CC_BY}"><license-p>This is an open access article under the CC BY 4.0 license.'
        "</license-p></license>",
        "<license><license-p>Licensee Example. This article is distributed under the terms of the Creative Commons Attribution 4.0"
        f' International License (<ext-link xlink:href="{CC_BY}">{CC_BY}</ext-link>).</license-p></license>',
        f'<license><ali:license_ref xmlns:ali="http://www.niso.org/schemas/ali/1.0/">{CC_BY}</ali:license_ref>'
        "<license-p>Open access.</license-p></license>",
    ),
    "CC0-1.0": (
        '<license xlink:href="https://creativecommons.org/publicdomain/zero/1.0/"><license-p>The authors waive all rights (CC0).'
        "</license-p></license>",
    ),
    "public-domain": (
        '<license license-type="public-domain"><license-p>This work was written by employees of the government and is in the public'
        " domain.</license-p></license>",
    ),
    "CC-BY-NC-4.0": (
        f'<license xlink:href="{CC}/by-nc/4.0/"><license-p>Open access under the CC BY-NC license, for non-commercial use.'
        "</license-p></license>",
        "<license><license-p>This is an Open Access article under the Creative Commons Attribution-NonCommercial 4.0 License."
        "</license-p></license>",
    ),
    "CC-BY-NC-ND-4.0": (
        f'<license xlink:href="{CC}/by-nc-nd/4.0/"><license-p>This is an open access article under the CC BY-NC-ND license.'
        "</license-p></license>",
    ),
    "CC-BY-ND-4.0": (f'<license xlink:href="{CC}/by-nd/4.0/"><license-p>No derivatives may be made.</license-p></license>',),
    "unknown": (
        "<license><license-p>All rights reserved. No part may be reproduced without the publisher.</license-p></license>",
        '<license license-type="open-access"><license-p>This article is made available via the open access subset.</license-p></license>',
        "",
    ),
}
"""JATS by id of the licence."""
PLAIN: dict[str, str] = {
    "CC-BY-4.0": "This is an open access article under the CC BY 4.0 license.",
    "CC0-1.0": "To the extent possible the authors waive all rights under Creative Commons CC0 1.0.",
    "public-domain": "This work is in the public domain.",
    "CC-BY-NC-4.0": "Open access under the Creative Commons Attribution-NonCommercial 4.0 International License.",
    "CC-BY-NC-ND-4.0": "This is an open access article under the CC BY-NC-ND 4.0 license.",
    "CC-BY-ND-4.0": "This is an open access article under the CC BY-ND 4.0 license.",
    "unknown": "All rights reserved.",
}
SHARES = {
    "CC-BY-4.0": 0.66,
    "CC0-1.0": 0.07,
    "public-domain": 0.05,
    "CC-BY-NC-4.0": 0.06,
    "CC-BY-NC-ND-4.0": 0.05,
    "CC-BY-ND-4.0": 0.03,
    "unknown": 0.08,
}


def draw_licence(random: np.random.Generator) -> str:
    """Return the id of a licence, as often as it occurs."""
    return list(SHARES)[int(random.choice(len(SHARES), p=list(SHARES.values())))]


def licence_markup(licence: str, random: np.random.Generator) -> str:
    """Return the words of a licence as JATS."""
    return WORDS[licence][int(random.integers(len(WORDS[licence])))]

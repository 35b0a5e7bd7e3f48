"""What each article of a corpus is about."""

from collections.abc import Sequence

import numpy as np

from fractoscope.finetune.synthetic_literature.drawing import PanelOrder, draw_figure
from fractoscope.finetune.synthetic_literature.files.draft import ArticleDraft, FigureDraft
from fractoscope.finetune.synthetic_literature.files.licence_words import draw_licence
from fractoscope.finetune.synthetic_literature.micrographs import MicrographPool
from fractoscope.finetune.synthetic_literature.wording import article_title, write_caption, write_paragraphs

COUNTS, COUNT_SHARES = (1, 2, 3, 4, 5, 6, 8, 9), (0.3, 0.2, 0.12, 0.22, 0.03, 0.08, 0.03, 0.02)
"""Panels of a figure."""
FIGURES = (1, 4)
"""Figures of an article."""
ONLY_FRACTURE, ONLY_OTHER = 0.5, 0.22
"""Share of figures of one sort of panel; the others mix."""
COPIES = 0.08
"""Share of fracture panels that show a surface from another figure again."""
FOREIGN = 0.03
SEVERAL = 0.25
"""Share of figures of two panels that are two files."""
LETTERED_ALONE = 0.1
"""Share of figures of one panel whose caption still says (a)."""
DRAWINGS = ("plot", "plot", "scheme")


def draft_article(number: int, seed: int, pool: MicrographPool, *, single_pictures: bool = False) -> ArticleDraft:
    """Return an article.

    Parameters
    ----------
    number
        Of the article in the corpus.
    seed
        Of the corpus.
    pool
        Micrographs; it moves on, so articles must be drafted in order.
    single_pictures
        True to make every figure of one file.
    """
    random = np.random.default_rng([seed, 101, number])
    figures = tuple(_figure(random, pool, single_pictures=single_pictures) for _ in range(int(random.integers(*FIGURES))))
    paragraphs = write_paragraphs([figure.letters for figure in figures], random)
    return ArticleDraft(number, article_title(random), draw_licence(random), figures, tuple(paragraphs))


def _figure(random: np.random.Generator, pool: MicrographPool, *, single_pictures: bool) -> FigureDraft:
    count = int(random.choice(COUNTS, p=COUNT_SHARES))
    orders = _orders(count, random, pool)
    lettered = count > 1 or random.random() < LETTERED_ALONE
    caption = write_caption(orders, random, lettered=lettered)
    several = count == 2 and not single_pictures and random.random() < SEVERAL
    drawn = (
        [draw_figure([order], random, lettered=False) for order in orders] if several else [draw_figure(orders, random, lettered=lettered)]
    )
    if several:
        drawn = [
            type(figure)(figure.picture, (figure.panels[0].replace(letter=letter, picture=place),), (*figure.traits, "several files"))
            for place, (figure, letter) in enumerate(zip(drawn, "ab", strict=True), 1)
        ]
    return FigureDraft(caption, tuple(drawn), foreign=bool(random.random() < FOREIGN))


def _orders(count: int, random: np.random.Generator, pool: MicrographPool) -> Sequence[PanelOrder]:
    sort = random.random()
    orders = []
    for _ in range(count):
        fracture = sort < ONLY_FRACTURE or (sort >= ONLY_FRACTURE + ONLY_OTHER and random.random() < 0.55)
        orders.append(_fracture(random, pool) if fracture else _other(random, pool))
    return orders


def _fracture(random: np.random.Generator, pool: MicrographPool) -> PanelOrder:
    earlier = pool.earlier_fracture(random) if random.random() < COPIES else None
    if earlier is not None:
        return PanelOrder("fracture", earlier, copy=True)
    micrograph, again = pool.fracture()
    return PanelOrder("fracture", micrograph, copy=again)


def _other(random: np.random.Generator, pool: MicrographPool) -> PanelOrder:
    if random.random() < 0.4:
        return PanelOrder(DRAWINGS[int(random.integers(len(DRAWINGS)))])
    micrograph = pool.look_alike()
    return PanelOrder(micrograph.kind, micrograph)

"""Captions, and which words of them belong to which panel."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fractoscope.finetune.synthetic_literature.drawing.panel_order import PanelOrder
from fractoscope.finetune.synthetic_literature.wording.phrases import CLOSINGS, LEADS, MIXED_LEADS, panel_phrase, pick

LETTERS = "abcdefghi"
VAGUE_SHARE = 0.25
"""Share of fracture panels whose own words do not tell what they show."""
SHARED_SHARE = 0.2
"""Share of captions in which neighbouring panels share their words."""
REFERRING_SHARE = 0.12
"""Share of captions whose last words refer to another panel."""


@dataclass(frozen=True)
class WrittenCaption:
    """A caption, whole and by letter; `bold` says that its letters are printed bold."""

    text: str
    parts: dict[str, str]
    bold: bool = False


def write_caption(orders: Sequence[PanelOrder], random: np.random.Generator, *, lettered: bool) -> WrittenCaption:
    """Return a caption.

    Parameters
    ----------
    orders
        What the panels show, in the order of their letters.
    random
        Source of all choices.
    lettered
        False for a figure whose caption names no letters; then all panels share it.
    """
    if not lettered:
        order = orders[0]
        phrase = panel_phrase(order.kind, _morphology(order), random, vague=False)
        text = f"{_sentence(phrase)}. {pick(random, CLOSINGS)}".strip()
        return WrittenCaption(text, {"": text})
    groups = _groups(orders, random)
    capital = bool(random.random() < 0.35)
    phrases = [_phrase(group, random) for group in groups]
    if len(groups) > 1 and random.random() < REFERRING_SHARE and groups[-1][0][1].kind == "fracture":
        first = groups[0][0][0]
        phrases[-1] = f"enlarged view of the area marked in ({first.upper() if capital else first})"
    style = int(random.choice(6, p=(0.3, 0.26, 0.12, 0.12, 0.1, 0.1)))
    return _styled(groups, phrases, style, _lead(orders, random), pick(random, CLOSINGS), random, capital=capital)


def _groups(orders: Sequence[PanelOrder], random: np.random.Generator) -> list[list[tuple[str, PanelOrder]]]:
    """Put neighbouring panels of one kind together where they shall share their words."""
    lettered = list(zip(LETTERS, orders, strict=False))
    share = random.random() < SHARED_SHARE
    groups: list[list[tuple[str, PanelOrder]]] = []
    for letter, order in lettered:
        if share and groups and len(groups[-1]) < 3 and groups[-1][0][1].kind == order.kind and random.random() < 0.6:
            groups[-1].append((letter, order))
        else:
            groups.append([(letter, order)])
    return groups


def _phrase(group: list[tuple[str, PanelOrder]], random: np.random.Generator) -> str:
    order = group[0][1]
    return panel_phrase(order.kind, _morphology(order), random, vague=bool(random.random() < VAGUE_SHARE))


def _lead(orders: Sequence[PanelOrder], random: np.random.Generator) -> str:
    """Return what introduces the panels: only a figure of nothing but fracture is introduced as one."""
    return pick(random, LEADS if all(order.kind == "fracture" for order in orders) else MIXED_LEADS)


def _styled(
    groups: list[list[tuple[str, PanelOrder]]],
    phrases: list[str],
    style: int,
    lead: str,
    closing: str,
    random: np.random.Generator,
    *,
    capital: bool,
) -> WrittenCaption:
    """Put a caption together in one of six styles."""
    names = [[letter.upper() if capital else letter for letter, _ in group] for group in groups]
    bold = style == 3
    if style == 0:
        body = "; ".join(f"{_brackets(name, random)} {phrase}" for name, phrase in zip(names, phrases, strict=True)) + "."
    elif style == 1:
        body = " ".join(f"{_brackets(name, random)} {_sentence(phrase)}." for name, phrase in zip(names, phrases, strict=True))
    elif style == 2:
        pieces = [f"{_brackets(name, random)} {phrase}" for name, phrase in zip(names, phrases, strict=True)]
        body = f"{', '.join(pieces[:-1])} and {pieces[-1]}." if len(pieces) > 1 else f"{pieces[0]}."
    elif style == 3:
        body = " ".join(f"{_bare(name)}, {_sentence(phrase)}." for name, phrase in zip(names, phrases, strict=True))
    elif style == 4:
        body = ", ".join(f"{_bare(name)}) {phrase}" for name, phrase in zip(names, phrases, strict=True)) + "."
    else:
        pieces = [f"{phrase} {_brackets(name, random)}" for name, phrase in zip(names, phrases, strict=True)]
        pieces[0] = pieces[0] if lead else _sentence(pieces[0])
        body = f"{', '.join(pieces[:-1])} and {pieces[-1]}." if len(pieces) > 1 else f"{pieces[0]}."
        lead = lead if lead.endswith(":") else ""
    parts = {letter: phrase for group, phrase in zip(groups, phrases, strict=True) for letter, _ in group}
    return WrittenCaption(" ".join(filter(None, (lead, body, closing))), parts, bold)


def _brackets(names: list[str], random: np.random.Generator) -> str:
    """Return "(a)", "(a, b)", "(a–c)" or "(a)–(c)"."""
    if len(names) == 1:
        return f"({names[0]})"
    if len(names) > 2 and random.random() < 0.7:
        return f"({names[0]}–{names[-1]})" if random.random() < 0.6 else f"({names[0]})–({names[-1]})"
    return (
        f"({', '.join(names)})"
        if random.random() < 0.6
        else " and ".join(f"({name})" for name in names)
        if len(names) == 2
        else f"({','.join(names)})"
    )


def _bare(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}" if len(names) > 2 else f"{names[0]},{names[1]}"


def _sentence(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]


def _morphology(order: PanelOrder) -> str:
    return order.micrograph.morphology if order.micrograph else ""

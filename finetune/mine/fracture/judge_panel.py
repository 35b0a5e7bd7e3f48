"""Words first, then the picture, then a tagger."""

from fractoscope.finetune.mine.fracture.tagger_opinion import tagger_opinion
from fractoscope.finetune.mine.fracture.text_rules import TextFinding
from fractoscope.finetune.mine.pictures.decoded_picture import DecodedPicture
from fractoscope.finetune.mine.records import FractureFinding
from fractoscope.model.tagger import Tagger

SMALLEST = 64
"""Fewest pixels across and down that a tagger reads."""


def judge_panel(
    text: TextFinding, fault: str, view: DecodedPicture, pixel_size: float | None, tagger: Tagger | None, *, vouched: bool = False
) -> tuple[FractureFinding, str]:
    """Return what each test said, and why the panel is dropped; empty if it is kept.

    The picture can only rule a panel out. The tagger is asked only where the words leave it open, since it costs most and, on
    real surfaces, knows least.

    Parameters
    ----------
    text
        What the words say.
    fault
        Why the picture cannot be a micrograph, by `micrograph_fault`; empty if it can.
    view
        The panel without databar.
    pixel_size
        Edge of a pixel (m), or None.
    tagger
        Whom to ask where the words leave it open; None to drop such panels.
    vouched
        True if a person has said that it is a fracture surface: then only the picture is looked at.
    """
    finding = FractureFinding(
        text="yes" if vouched else text.answer, text_score=round(text.score, 3), words=text.words, picture=fault or "yes"
    )
    if fault:
        return finding, f"picture: {fault}"
    if finding.text == "no":
        return finding, "words: no fracture surface"
    if finding.text == "yes":
        return finding, ""
    if tagger is None or min(view.grey.shape) < SMALLEST:
        return finding, "words: undecided, and no tagger asked"
    opinion = tagger_opinion(view.grey, pixel_size, tagger)
    return finding.replace(tagger=round(opinion, 4)), "" if opinion > 0 else "tagger: no fracture surface"

"""What words say."""

import pytest

from fractoscope.finetune.mine.fracture import judge_text
from fractoscope.finetune.mine.records import Excerpt


@pytest.mark.parametrize(
    ("part", "common", "answer"),
    [
        ("Equiaxed dimples in the centre", "", "yes"),
        ("Fracture surface of the steel", "", "yes"),
        ("Overview", "SEM fractographs of the alloy:", "yes"),
        ("Gas-atomised powder", "", "no"),
        ("Polished and etched microstructure", "", "no"),
        ("Stress–strain curves", "Fracture behaviour of the alloy.", "no"),
        ("XRD pattern of the fracture surface", "", "unsure"),
        ("Schematic of the specimen", "Fracture surfaces:", "no"),
        ("Specimen 3", "Characterisation:", "unsure"),
        ("", "", "unsure"),
    ],
)
def test_a_panels_own_words_count_first(part: str, common: str, answer: str):
    """Pins a plot kept for a caption about fracture, and a fractograph lost for a vague part."""
    assert judge_text(part, common, ()).answer == answer


def test_excerpts_decide_where_the_caption_is_silent():
    """Pins figures whose caption says "specimen 3" and whose text says what is to be seen."""
    excerpts = (Excerpt(text="The surfaces show dimples and cleavage facets (Fig. 3b).", panels=("b",)),)
    finding = judge_text("Specimen 3", "", excerpts)
    assert finding.answer == "yes"
    assert {"dimples", "cleavage"} <= set(finding.words)


def test_a_long_discussion_does_not_outweigh_the_caption():
    """Pins ten paragraphs on fracture that turn a powder into a fracture surface."""
    excerpts = tuple(Excerpt(text="Dimples, cleavage and striations on fracture surfaces.") for _ in range(10))
    assert judge_text("Powder particles", "", excerpts).answer == "no"

"""From what an article names to a file."""

import pytest

from fractoscope.finetune.mine.sources.media_store import matching

NAMES = ["pone.0000217.g001.jpg", "pone.0000217.g001.tif", "pone.0000217.g002.jpg", "F1.gif", "F1.JPG"]


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ("pone.0000217.g001", ["pone.0000217.g001.tif", "pone.0000217.g001.jpg"]),
        ("pone.0000217.g002.tif", ["pone.0000217.g002.jpg"]),
        ("images/F1", ["F1.JPG", "F1.gif"]),
        ("..\\..\\secret\\F1.jpg", ["F1.JPG", "F1.gif"]),
        ("pone.0000217", []),
        ("", []),
    ],
)
def test_files_are_found_by_stem_best_format_first(reference: str, found: list[str]):
    """Pins a dotted stem cut at its dot, a thumbnail preferred to the picture, and a path that leads anywhere."""
    assert matching(reference, NAMES) == found

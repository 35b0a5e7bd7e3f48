"""The page on checking a microscope tells what the suite really does to one."""

import re
from pathlib import Path

from fractoscope.instruments.conformance.bench import TIME_TO_LIVE
from fractoscope.instruments.conformance.neighbourhood import ANGLE_REACH
from fractoscope.instruments.conformance.plan import CLEAR_FRAMES, MOVES, RANGE_ENDS, SLOW_FRAMES, USUAL_FRAMES
from fractoscope.instruments.conformance.properties.abilities import STEP
from fractoscope.instruments.conformance.run_conformance import TOPICS
from fractoscope.instruments.conformance.scans import COLUMNS, LONGEST_SCAN, ROWS

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "check-a-microscope.md"


def test_the_page_tells_the_operator_the_truth():
    """Pins a suite that does more to an instrument than the page says."""
    text = " ".join(PAGE.read_text(encoding="utf-8").split())
    facts = (
        f"at most {MOVES} times",
        f"at most {USUAL_FRAMES + CLEAR_FRAMES + SLOW_FRAMES + RANGE_ENDS}, most of {COLUMNS} × {ROWS} pixels",
        f"no more than {LONGEST_SCAN:g} s",
        f"go {1e3 * ANGLE_REACH:g} mrad",
        f"working distance by {1e6 * STEP:g} µm",
        f"after {TIME_TO_LIVE / 60:g} minutes",
    )
    for fact in facts:
        assert fact in text, fact


def test_the_page_lists_every_topic():
    """Pins a topic that the page forgot."""
    section = PAGE.read_text(encoding="utf-8").partition("## What it looks at")[2]
    assert re.findall(r"^\| (\w+) \| ", section, re.MULTILINE)[1:] == list(TOPICS)

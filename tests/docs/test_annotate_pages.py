"""What the pages on annotating say is what the code writes."""

from pathlib import Path

import pytest

from fractoscope.finetune.annotate.cost import load_prices
from fractoscope.finetune.annotate.loopback.mishaps import KINDS
from fractoscope.finetune.annotate.records import Annotation, Finding
from fractoscope.finetune.annotate.review import Decision, agreement
from fractoscope.finetune.annotate.run.annotation_report import annotation_report
from fractoscope.finetune.annotate.run.annotation_settings import SHARD_BYTES, SHARD_REQUESTS, AnnotationSettings
from fractoscope.finetune.annotate.run.annotation_state import AnnotationState

DOCS = Path(__file__).parents[2] / "docs"
RECORD = (DOCS / "reference" / "annotations.md").read_text(encoding="utf-8")
HOW_TO = (DOCS / "how-to" / "annotate.md").read_text(encoding="utf-8")
COMMANDS = (DOCS / "reference" / "command-line.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("model", "prefix"), [(Annotation, ""), (Finding, "findings[]."), (Decision, "")])
def test_every_key_of_a_record_is_on_its_page(model: type, prefix: str):
    """Pins a key that curating finds in a line and not in the reference."""
    for name in model.model_fields:
        assert f"`{prefix}{name}`" in RECORD, f"{prefix}{name}"


def test_every_key_of_the_reports_is_on_its_page():
    """Pins a count that nobody can look up, and limits of a file that are not those of the code."""
    report = annotation_report({}, AnnotationState(), AnnotationSettings(model="m"), None, batch=True)
    for name, value in report.items():
        assert f"`{name}`" in RECORD, name
        for inner in value if isinstance(value, dict) else ():
            assert f"`{inner}`" in RECORD, f"{name}.{inner}"
    for name in (*agreement({}), *agreement({})["overall"]):
        assert f"`{name}`" in COMMANDS, name
    assert f"{SHARD_BYTES // 10**6} MB and {SHARD_REQUESTS:,} requests" in RECORD
    assert all(f"`{kind}`" in COMMANDS for kind in KINDS)


def test_the_price_list_of_the_page_is_one(tmp_path: Path):
    """Pins an example that is refused."""
    path = tmp_path / "prices.toml"
    path.write_text("currency" + HOW_TO.partition("```text\ncurrency")[2].partition("```")[0], "utf-8")
    assert load_prices(path).price(1_000_000, 0, batch=True) == pytest.approx(0.875)

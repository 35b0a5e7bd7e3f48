"""What the pages on mining say is what the code writes."""

import re
from pathlib import Path

import pytest

from fractoscope.finetune.mine import ALLOWED, MiningSettings
from fractoscope.finetune.mine.records import (
    ArticleIdentity,
    Excerpt,
    FractureFinding,
    ImageFile,
    Licence,
    PanelRecord,
    Provenance,
    ScaleFinding,
)
from fractoscope.finetune.mine.run.mining_report import mining_report
from fractoscope.finetune.mine.run.shard_writer import RECORDS
from fractoscope.finetune.mine.sources.manifest import ManifestRow

DOCS = Path(__file__).parents[2] / "docs"
RECORD = (DOCS / "reference" / "mined-panels.md").read_text(encoding="utf-8")
HOW_TO = (DOCS / "how-to" / "mine-the-literature.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("model", "prefix"),
    [
        (PanelRecord, ""),
        (ImageFile, "image."),
        (Excerpt, "excerpts[]."),
        (ArticleIdentity, "article."),
        (Licence, "licence."),
        (ScaleFinding, "scale."),
        (FractureFinding, "fracture."),
        (Provenance, "provenance."),
    ],
)
def test_every_key_of_a_record_is_on_its_page(model: type, prefix: str):
    """Pins a key that later stages find in a shard and not in the reference."""
    for name in model.model_fields:
        assert f"`{prefix}{name}`" in RECORD, f"{prefix}{name}"


def test_every_key_of_the_report_is_on_its_page():
    """Pins a count that nobody can look up."""
    for name, value in mining_report([], {}).items():
        assert f"`{name}`" in RECORD, name
        for inner in value if isinstance(value, dict) else ():
            assert f"`{inner}`" in RECORD, f"{name}.{inner}"


def test_the_how_to_names_the_defaults_and_the_columns_that_hold():
    """Pins licences that are allowed and not said to be, and a manifest with columns that are refused."""
    for name in ALLOWED:
        assert f"`{name}`" in HOW_TO
    assert MiningSettings().licences == ALLOWED
    header = next(line for line in HOW_TO.splitlines() if line.startswith("image,"))
    assert set(header.split(",")) == set(ManifestRow.model_fields)
    assert re.search(rf"{RECORDS:,} a shard", HOW_TO)

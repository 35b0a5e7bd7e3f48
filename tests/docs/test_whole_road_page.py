"""What the pages on the whole road say is what the program takes."""

import re
import tomllib
from pathlib import Path

from fractoscope.finetune.pipeline.plan import PipelinePlan
from fractoscope.finetune.pipeline.scale.assumptions import Assumptions

DOCS = Path(__file__).parents[2] / "docs"
HOW_TO = (DOCS / "how-to" / "whole-road.md").read_text(encoding="utf-8")
SCALE = (DOCS / "explanation" / "scale.md").read_text(encoding="utf-8")


def test_every_table_and_key_of_a_plan_is_on_its_page():
    """Pins a key that a plan may hold and nobody can look up."""
    rows = {row[0]: row[1] for row in re.findall(r"^\| `(\w+)` \| (.*?) \|", HOW_TO, re.MULTILINE)}
    assert set(rows) == set(PipelinePlan.model_fields)
    for table, field in PipelinePlan.model_fields.items():
        kinds = [kind for kind in (field.annotation, *getattr(field.annotation, "__args__", ())) if hasattr(kind, "model_fields")]
        for key in kinds[0].model_fields:
            assert f"`{key}`" in rows[table], f"{table}.{key}"


def test_the_plan_on_the_page_is_one(tmp_path: Path):
    """Pins an example that the program refuses."""
    text = HOW_TO.partition('```toml title="plan.toml"\n')[2].partition("```")[0]
    plan = PipelinePlan.model_validate(tomllib.loads(text))
    assert plan.stages == ("mine", "annotate", "curate", "train", "evaluate")


def test_every_assumption_is_on_the_page_on_scale():
    """Pins a projection that takes for granted what its page does not say."""
    for key in Assumptions.model_fields:
        assert f"`{key}`" in SCALE, key

"""From a measured run to an archive."""

import json
from pathlib import Path

import pytest

from fractoscope.finetune.pipeline.scale.assumptions import Assumptions, load_assumptions
from fractoscope.finetune.pipeline.scale.measured_rates import MeasuredRates, measured_rates
from fractoscope.finetune.pipeline.scale.project_scale import project_scale
from fractoscope.instruments.errors import BadFile

RATES = MeasuredRates(mine_s=2.0, panels=3.0, panel_bytes=1e5, request_bytes=2e5, curate_s=0.5)


def test_the_figures_are_the_products_of_what_was_measured_and_assumed():
    """Pins a factor that is forgotten or squared on the way to hours, bytes and money."""
    column = project_scale(RATES, Assumptions(articles=1e6, figures=4e6, share=0.01, cores=10, read_per_s=100))["filtered"]
    assert column["articles"] == 10_000
    assert column["panels"] == 30_000
    assert column["read_hours"] == pytest.approx(1e6 / 100 / 10 / 3600)
    assert column["mine_hours"] == pytest.approx(10_000 * 2.0 / 10 / 3600)
    assert column["fetch_TB"] == pytest.approx((1e6 * 85e3 + 40_000 * 300e3) / 1e12)
    assert column["batches"] == pytest.approx(30_000 * 2e5 / 200e6)
    assert column["teacher_dollars"] == pytest.approx(30_000 * 0.5 * (3_000 * 1.75 + 700 * 14) / 1e6)


def test_what_breaks_first_is_first():
    """Pins a limit that the projection passes over in silence."""
    both = project_scale(RATES, Assumptions())
    assert both["filtered"]["breaks_first"] == []
    assert both["everything"]["breaks_first"][0].startswith("pairs of copies in curating")


def test_a_result_is_read_and_anything_else_is_named(tmp_path: Path):
    """Pins rates of a run that is not one, and a division by no panels."""
    stages = {
        "mine": {"facts": {"panels": {"kept": 30}, "articles": {"read": 10}, "busy_s": 20.0, "bytes": 3_000_000}},
        "annotate": {"facts": {"bytes": 6_000_000, "attempts": 40}},
        "curate": {"seconds": 7.5},
    }
    (tmp_path / "result.json").write_text(json.dumps({"stages": stages}), "utf-8")
    assert measured_rates(tmp_path) == RATES.replace(request_bytes=150_000.0)
    stages["mine"]["facts"]["panels"] = {"kept": 0}
    (tmp_path / "result.json").write_text(json.dumps({"stages": stages}), "utf-8")
    with pytest.raises(BadFile, match="no result of the whole road"):
        measured_rates(tmp_path)


def test_assumptions_are_replaced_one_by_one(tmp_path: Path):
    """Pins a misspelt assumption that silently keeps its default."""
    (tmp_path / "own.toml").write_text("share = 0.01\n", "utf-8")
    assert load_assumptions(tmp_path / "own.toml") == Assumptions(share=0.01)
    (tmp_path / "own.toml").write_text("shares = 0.01\n", "utf-8")
    with pytest.raises(BadFile, match="no assumptions"):
        load_assumptions(tmp_path / "own.toml")

"""What a run will cost."""

from pathlib import Path

import pytest

from fractoscope.finetune.annotate.cost import PriceList, estimate, load_prices
from fractoscope.finetune.annotate.cost.estimate import picture_tokens
from fractoscope.finetune.annotate.requests import questions_of
from fractoscope.finetune.annotate.run.annotation_settings import AnnotationSettings
from fractoscope.finetune.mine.records import PanelRecord
from fractoscope.instruments.errors import BadFile

TILES = PriceList(input_per_million=2, output_per_million=10, picture_rule="tiles")
PATCHES = PriceList(input_per_million=2, output_per_million=10)


@pytest.mark.parametrize(
    ("size", "rules", "tokens"),
    [
        ((1024, 1024), TILES, 85 + 4 * 170),  # the provider's own example
        ((2048, 4096), TILES, 85 + 6 * 170),  # its other one
        ((512, 512), TILES, 85 + 170),
        ((1024, 1024), PATCHES, 1024),
        ((2000, 2000), PATCHES, 1536),
        ((33, 31), PATCHES, 2),
    ],
)
def test_a_picture_counts_as_the_rule_says(size: tuple[int, int], rules: PriceList, tokens: int):
    """Pins an estimate that is off by a tile."""
    assert picture_tokens(*size, rules) == tokens


def test_cost_is_tokens_times_price_and_batches_are_cheaper(panels: tuple[Path, list[PanelRecord]]):
    """Pins a factor of a million, or of two."""
    questions = questions_of(panels[1], AnnotationSettings(model="m")).values()
    live, batch = (estimate(questions, 1024, PATCHES, batch=batch) for batch in (False, True))
    assert live.requests == 12
    assert live.tokens_out == 12 * PATCHES.answer_tokens
    assert live.cost == pytest.approx((live.tokens_in * 2 + live.tokens_out * 10) / 1e6)
    assert batch.cost == pytest.approx(live.cost / 2)
    assert estimate(questions, 1024, None, batch=True).cost is None


@pytest.mark.parametrize(("text", "reason"), [("input_per_million = 1", "output_per_million"), ("= 1", "no TOML"), (None, "no such file")])
def test_a_price_list_that_is_none_is_refused(tmp_path: Path, text: str | None, reason: str):
    """Pins a missing price that counts as nothing."""
    path = tmp_path / "prices.toml"
    if text is not None:
        path.write_text(text, "utf-8")
    with pytest.raises(BadFile, match=reason):
        load_prices(path)

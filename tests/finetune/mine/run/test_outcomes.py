"""What a run writes down."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.finetune.mine.records import ArticleIdentity, Box, FractureFinding, Licence, PanelRecord, Provenance
from fractoscope.finetune.mine.run.article_outcome import ArticleOutcome
from fractoscope.finetune.mine.run.drop import Drop
from fractoscope.finetune.mine.run.mining_report import mining_report, report_text
from fractoscope.finetune.mine.run.mining_settings import MiningSettings
from fractoscope.finetune.mine.run.outcome_store import OutcomeStore
from fractoscope.finetune.mine.run.shard_writer import write_shards
from fractoscope.finetune.mine.sources import ArticleSource, SourceKind


def record(number: int, dropped: str = "") -> PanelRecord:
    """Return a record."""
    box = Box(left=0, top=0, right=9, bottom=9)
    return PanelRecord(
        record_id=f"r{number}",
        view=box,
        article=ArticleIdentity(),
        licence=Licence(id="CC-BY-4.0"),
        fracture=FractureFinding(text="yes"),
        provenance=Provenance(
            source="a/b.xml", figure_id="F1", media="f.jpg", media_sha256="0" * 64, box=box, picture_width=9, picture_height=9
        ),
        dropped=dropped,
    )


@pytest.mark.parametrize("count", [0, 1, 3, 4, 7])
def test_shards_hold_every_record_once(tmp_path: Path, count: int):
    """Pins a last record that is lost, and shards of a longer run before that stay and are read again."""
    write_shards(tmp_path, "panels", [record(n) for n in range(9)], most=3)
    shards = write_shards(tmp_path, "panels", [record(n) for n in range(count)], most=3)
    assert sorted(tmp_path.glob("panels-*.jsonl")) == shards
    lines = [line for shard in shards for line in shard.read_bytes().splitlines()]
    assert [PanelRecord.model_validate_json(line).record_id for line in lines] == [f"r{n}" for n in range(count)]


def test_an_outcome_holds_for_one_state_of_its_file(tmp_path: Path):
    """Pins an article that was replaced and is not mined again, and a half-written outcome that is believed."""
    store = OutcomeStore(tmp_path)
    source = ArticleSource(kind=SourceKind.JATS, path=Path("a.xml"), name="in/a.xml", size=5, modified_ns=7)
    store.save(source, ArticleOutcome(source=source.id, size=5, modified_ns=7, figures=2))
    found = store.find(source)
    assert found is not None
    assert found.figures == 2
    assert store.find(source.replace(modified_ns=8)) is None
    store.path(source).write_bytes(store.path(source).read_bytes()[:-5])
    assert store.find(source) is None
    assert not list(tmp_path.rglob("*.partial"))


@given(kept=st.integers(0, 5), dropped=st.integers(0, 5), articles=st.integers(0, 3))
def test_the_report_accounts_for_everything(kept: int, dropped: int, articles: int):
    """Pins panels that are neither kept nor named among what was dropped."""
    panels = tuple(record(n, "picture: colour" if n < dropped else "") for n in range(kept + dropped))
    outcomes = [ArticleOutcome(source="x", read=True, figures=1, panels=panels)]
    outcomes += [ArticleOutcome(source="y", drops=(Drop(stage="article", reason="retracted"),)) for _ in range(articles)]
    report = mining_report(outcomes, {})
    assert report["panels"]["found"] == report["panels"]["kept"] + sum(report["dropped"]["panel"].values())
    assert report["articles"]["found"] == report["articles"]["read"] + sum(report["dropped"]["article"].values())
    assert report["licences"] == ({"CC-BY-4.0": kept} if kept else {})
    text = report_text({**report, "text_reader": ""})
    assert "install fractoscope[mine]" in text
    assert ("retracted: " in text) == (articles > 0)


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("CC-BY-4.0", True),
        ("CC-BY", True),
        ("CC0-1.0", True),
        ("public-domain", True),
        ("CC-BY-NC-4.0", False),
        ("CC-BY-ND-4.0", False),
        ("CC-BY-SA-4.0", False),
        ("CC-BY-NC", False),
        ("unknown", False),
    ],
)
def test_only_what_is_listed_is_allowed(licence: str, allowed: bool):
    """Pins a prefix that lets CC BY-NC through as CC BY."""
    assert MiningSettings().allows(licence) is allowed


def test_unknown_terms_are_never_allowed():
    """Pins a list that names "unknown"."""
    assert not MiningSettings(licences=("unknown",)).allows("unknown")

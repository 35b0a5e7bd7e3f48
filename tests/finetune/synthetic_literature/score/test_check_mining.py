"""Mining held against the truth."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fractoscope.finetune.mine import PanelRecord
from fractoscope.finetune.synthetic_literature import CorpusTruth, check_mining
from fractoscope.instruments.errors import BadFile

Corpus = tuple[Path, CorpusTruth]


def test_a_small_corpus_is_mined_well_enough(corpus: Corpus, mined_corpus: Path):
    """Pins every step at once; the bars lie somewhat below those for the full corpus, since one figure weighs more here."""
    scores = check_mining(mined_corpus, corpus[0])
    least = {"figures_found": 0.99, "panels_split": 0.93, "letters": 0.92, "caption_parts": 0.92, "excerpts": 0.93, "scale_bars": 0.85}
    assert {name: scores[name] for name, bar in least.items() if scores[name]["share"] < bar} == {}
    assert scores["panels_spurious"] <= 0.07 * scores["panels_split"]["total"]
    assert scores["fracture_filter"]["precision"] >= 0.95
    assert scores["fracture_filter"]["recall"] >= 0.93
    assert scores["forbidden_kept"] == 0


def rewritten(run: Path, out: Path, change: Callable[[PanelRecord], PanelRecord | None]) -> Path:
    """Copy the shards of a run with its records changed, or left out."""
    out.mkdir()
    for shard in run.glob("*.jsonl"):
        records = [change(PanelRecord.model_validate_json(line)) for line in shard.read_bytes().splitlines()]
        (out / shard.name).write_text("".join(record.model_dump_json() + "\n" for record in records if record), "utf-8")
    return out


CHANGES: dict[str, Callable[[PanelRecord], PanelRecord | None]] = {
    "letters": lambda record: record.replace(panel="x"),
    "caption_parts": lambda record: record.replace(caption_part=f"{record.caption_part} and more"),
    "excerpts": lambda record: record.replace(excerpts=()),
    "panels_split": lambda record: record.replace(
        provenance=record.provenance.replace(box=record.provenance.box.replace(right=record.provenance.box.left + 10))
    ),
    "figures_found": lambda record: None if record.provenance.figure_id.endswith("1") else record,
}


@pytest.mark.parametrize("question", sorted(CHANGES))
def test_each_question_notices_its_own_fault(corpus: Corpus, mined_corpus: Path, tmp_path: Path, question: str):
    """Pins a score that stays high whatever was mined."""
    before = check_mining(mined_corpus, corpus[0])[question]["share"]
    after = check_mining(rewritten(mined_corpus, tmp_path / "run", CHANGES[question]), corpus[0])[question]["share"]
    assert after < before - 0.2


def test_the_filter_is_held_against_what_panels_show(corpus: Corpus, mined_corpus: Path, tmp_path: Path):
    """Pins precision and recall that do not move when everything is kept, or nothing."""
    everything = check_mining(rewritten(mined_corpus, tmp_path / "all", lambda record: record.replace(dropped="")), corpus[0])
    assert everything["fracture_filter"]["recall"] == pytest.approx(1.0, abs=0.05)
    assert everything["fracture_filter"]["precision"] < 0.9
    nothing = check_mining(rewritten(mined_corpus, tmp_path / "none", lambda record: record.replace(dropped="x")), corpus[0])
    assert nothing["fracture_filter"]["recall"] == 0


def test_a_panel_kept_against_its_licence_is_counted(corpus: Corpus, mined_corpus: Path, tmp_path: Path):
    """Pins the one mistake that must never pass."""
    closed = next(article for article in corpus[1].articles if article.obstacle == "licence" and article.figures)
    run = tmp_path / "run"
    shutil.copytree(mined_corpus, run, ignore=shutil.ignore_patterns("images", "articles"))
    shard = next(iter(sorted(run.glob("panels-*.jsonl"))))
    line = json.loads(shard.read_bytes().splitlines()[0])
    line["provenance"] |= {"source": f"corpus/{closed.source}", "figure_id": closed.figures[0].id}
    shard.write_bytes(shard.read_bytes() + json.dumps(line).encode() + b"\n")
    assert check_mining(run, corpus[0])["forbidden_kept"] == 1


def test_a_folder_without_shards_is_one_clear_error(corpus: Corpus, tmp_path: Path):
    """Pins perfect scores for a run that never was."""
    with pytest.raises(BadFile, match="no shards"):
        check_mining(tmp_path, corpus[0])

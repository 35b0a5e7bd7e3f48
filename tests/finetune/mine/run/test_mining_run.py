"""Runs from inputs to shards."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from fractoscope.finetune.mine import MiningSettings, PanelRecord, mine
from fractoscope.finetune.mine.run.outcome_store import FOLDER
from fractoscope.finetune.mine.sources import find_sources
from fractoscope.finetune.synthetic_literature import CorpusTruth
from fractoscope.finetune.synthetic_literature.files.damage import ARTICLE_DAMAGE, PICTURE_DAMAGE
from fractoscope.instruments.errors import BadFile, Busy

Corpus = tuple[Path, CorpusTruth]
FAST = MiningSettings(ocr=False)


def records(run: Path, stem: str = "panels") -> list[PanelRecord]:
    """Return the records of a run."""
    return [
        PanelRecord.model_validate_json(line) for shard in sorted(run.glob(f"{stem}-*.jsonl")) for line in shard.read_bytes().splitlines()
    ]


def test_every_kept_panel_is_a_file_with_its_hash_and_an_open_licence(mined_corpus: Path):
    """Pins records that point nowhere, and a panel that is kept against its licence."""
    from hashlib import sha256

    kept = records(mined_corpus)
    assert len(kept) > 10
    assert len({record.record_id for record in kept}) == len(kept)
    for record in kept:
        assert record.image is not None
        assert sha256((mined_corpus / record.image.file).read_bytes()).hexdigest() == record.image.sha256
        assert (record.image.width, record.image.height) == (record.provenance.box.width, record.provenance.box.height)
        assert FAST.allows(record.licence.id)
        assert record.article.doi
        assert record.provenance.versions["fractoscope"]


def test_each_way_to_be_broken_is_named_in_the_report(mined_corpus: Path, corpus: Corpus):
    """Pins a broken article that ends the run, or that vanishes without a word."""
    report = json.loads((mined_corpus / "report.json").read_text("utf-8"))
    dropped = {reason for counts in report["dropped"].values() for reason in counts}
    assert set(PICTURE_DAMAGE) <= dropped
    expected = {
        "not well-formed XML",
        "declares XML entities",
        "retracted",
        "path out of the package",
        "text read from a scan",
        "damaged PDF",
    }
    assert expected <= dropped
    assert len(expected) >= len(ARTICLE_DAMAGE)
    assert report["articles"]["found"] == len(corpus[1].articles)
    assert (mined_corpus / "report.txt").read_text("utf-8").startswith("articles: ")


def test_a_run_that_was_killed_goes_on_and_ends_like_any_other(corpus: Corpus, tmp_path: Path):
    """Pins finished articles that are mined again, halves of files that are read, and shards that depend on the accident."""
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    mine([corpus[0]], whole, FAST)
    arguments = ["dataset", "mine", str(corpus[0]), "--out", str(broken), "--no-ocr", "--tagger", "none"]
    program = f"import sys; from fractoscope.agent.command_line.main import main; sys.exit(main({arguments!r}))"
    with subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("article 1/")
        process.kill()
    before = {path: path.stat().st_mtime_ns for path in (broken / FOLDER).rglob("*.json")}
    total = len(find_sources([corpus[0]])[0])
    assert 0 < len(before) < total
    assert not (broken / "report.json").exists()
    done: list[int] = []
    mine([corpus[0]], broken, FAST, progress=lambda number, of, last: done.append(number))
    assert done[0] == len(before)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    for stem in ("panels", "dropped"):
        assert records(broken, stem) == records(whole, stem)


def test_a_second_run_with_other_settings_is_refused(corpus: Corpus, tmp_path: Path):
    """Pins panels of two policies in one data set."""
    article = next(path for path in sorted((corpus[0] / "bucket").rglob("*.xml")))
    mine([article], tmp_path, FAST)
    with pytest.raises(BadFile, match="other settings"):
        mine([article], tmp_path, MiningSettings(ocr=False, licences=("CC0-1.0",)))


def test_two_processes_do_not_mine_into_one_folder(corpus: Corpus, tmp_path: Path):
    """Pins two runs that overwrite each other's shards."""
    with FileLock(tmp_path / "run.lock"), pytest.raises(Busy):
        mine([corpus[0]], tmp_path, FAST)


def test_a_manifest_is_mined_with_the_collectors_word(corpus: Corpus, mined_corpus: Path, tmp_path: Path):
    """Pins rare features that the filter drops although a person picked them."""
    image = records(mined_corpus)[0].image
    assert image is not None
    (tmp_path / "f.png").write_bytes((mined_corpus / image.file).read_bytes())
    rows = [
        {"image": "f.png", "caption": "Fischauge", "licence": "CC BY 4.0", "fracture": True},
        {"image": "f.png", "licence": "CC BY-NC 4.0"},
    ]
    (tmp_path / "rare.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    report = mine([tmp_path / "rare.jsonl"], tmp_path / "run", FAST)
    assert report["panels"]["kept"] == 1
    assert report["dropped"]["licence"] == {"CC-BY-NC-4.0": 1}
    assert records(tmp_path / "run")[0].caption_part == "Fischauge"

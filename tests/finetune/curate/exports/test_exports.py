"""The formats of other training programs, word for word."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from fractoscope.finetune.curate.exports.conversation import Turn, plain_conversation
from fractoscope.finetune.curate.exports.export_dataset import EXPORTS, export_dataset
from fractoscope.finetune.curate.exports.hugging_face import hugging_face_entry
from fractoscope.finetune.curate.exports.llava import llava_entry
from fractoscope.finetune.curate.exports.messages import messages_entry
from fractoscope.finetune.curate.exports.sharegpt import sharegpt_entry
from fractoscope.finetune.curate.publish.version_folder import VersionFolder
from fractoscope.finetune.curate.records import DatasetRow
from fractoscope.finetune.mine.records import Box
from fractoscope.instruments.errors import BadFile

ROW = DatasetRow(
    id="r1",
    image="images/ab.png",
    sha256="ab",
    view=Box(left=0, top=0, right=100, bottom=80),
    pixel_size=1e-6,
    split="train",
    present=("fatigue_striations",),
    absent=("river_pattern",),
    directions={"fatigue_striations": 1.5708},
    label_source="person",
    doubt=0.1,
    paper="10.1/x",
    cluster="c1",
    licence="CC-BY-4.0",
    caption="Words that no model may see.",
    weight=2.0,
)
CARRIED = {
    "split": "train",
    "label_source": "person",
    "doubt": 0.1,
    "licence": "CC-BY-4.0",
    "paper": "10.1/x",
    "cluster": "c1",
    "weight": 2.0,
}
GOLDEN = {
    llava_entry: {
        "id": "r1",
        "image": "images/ab.png",
        "conversations": [{"from": "human", "value": "<image>\nWhat?"}, {"from": "gpt", "value": "That."}],
        **CARRIED,
    },
    sharegpt_entry: {
        "messages": [{"role": "user", "content": "<image>What?"}, {"role": "assistant", "content": "That."}],
        "images": ["images/ab.png"],
        "id": "r1",
        **CARRIED,
    },
    messages_entry: {
        "messages": [{"role": "user", "content": "<image>What?"}, {"role": "assistant", "content": "That."}],
        "images": ["images/ab.png"],
        "id": "r1",
        **CARRIED,
    },
    hugging_face_entry: {
        "file_name": "ab.png",
        "id": "r1",
        "present": ["fatigue_striations"],
        "absent": ["river_pattern"],
        "directions": '{"fatigue_striations": 1.5708}',
        "view": [0, 0, 100, 80],
        "pixel_size": 1e-6,
        "messages": [{"role": "user", "content": "What?"}, {"role": "assistant", "content": "That."}],
        **CARRIED,
    },
}


def words(row: DatasetRow) -> tuple[Turn, ...]:
    return (Turn("user", "What?"), Turn("assistant", "That."))


@pytest.mark.parametrize("entry", GOLDEN, ids=lambda entry: entry.__name__)
def test_an_entry_is_what_the_other_program_reads(entry: Callable[..., dict[str, object]]):
    """Pins a key that is renamed: the other program then trains on nothing, in silence."""
    assert entry(ROW, words) == GOLDEN[entry]


@pytest.mark.parametrize("form", EXPORTS)
def test_every_row_is_exported_with_its_picture_and_without_its_caption(version: Path, tmp_path: Path, form: str):
    """Pins a part that is left out, a picture that is missing, and the answer given away by the caption."""
    result = export_dataset(version, form, tmp_path / "out")
    rows = VersionFolder(version).rows()
    assert sum(result["rows"].values()) == len(rows)
    text = "".join((tmp_path / "out" / name).read_text("utf-8") for name in result["files"])
    assert all(f'"{row.id}"' in text for row in rows)
    assert "A fracture surface." not in text
    assert {path.name for path in (tmp_path / "out").rglob("*.png")} == {Path(row.image).name for row in rows}


def test_hugging_face_loads_the_folder(version: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Pins parts that the loader does not know by name and passes over in silence."""
    datasets = pytest.importorskip("datasets")
    export_dataset(version, "hugging-face", tmp_path / "out")
    datasets.disable_progress_bars()
    loaded = datasets.load_dataset(str(tmp_path / "out"), cache_dir=str(tmp_path / "cache"))
    counts = VersionFolder(version).description["counts"]
    assert sum(part.num_rows for part in loaded.values()) == sum(counts.values())
    first = loaded["train"][0]
    assert first["image"].size == (200, 150)
    assert json.loads(first["directions"]) is not None


def test_a_folder_with_something_in_it_is_refused(version: Path, tmp_path: Path):
    """Pins two versions mixed in one export."""
    (tmp_path / "x").write_text("", "utf-8")
    with pytest.raises(BadFile, match="not empty"):
        export_dataset(version, "llava", tmp_path)


def test_the_answer_is_the_one_that_fine_tuning_teaches():
    """Pins two forms of one answer, and an absence that is taught where nobody looked."""
    question, answer = (turn.text for turn in plain_conversation(ROW))
    assert json.loads(answer) == {"features": ["fatigue_striations"], "directions": {"fatigue_striations": 90}}
    assert "river_pattern" in question and "gas_pore" not in question

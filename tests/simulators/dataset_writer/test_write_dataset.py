"""Data sets of labelled frames."""

import hashlib
import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fractoscope.agent.command_line.main import main
from fractoscope.instruments.errors import BadFile
from fractoscope.simulators.dataset_writer.dataset_settings import DatasetSettings, WidthBand
from fractoscope.simulators.dataset_writer.frame_shard import CHECKSUMS, shard_name, write_shard
from fractoscope.simulators.dataset_writer.write_dataset import write_dataset
from fractoscope.simulators.ground_truth import GroundTruth
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

SMALL = DatasetSettings(
    seed=7,
    frames=8,
    families=("plate", "rotating_bending"),
    frames_per_specimen=2,
    specimens_per_shard=1,
    columns=96,
    rows=72,
    bands=(WidthBand(low=20e-6, high=2e-3),),
)


def contents(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.rglob("*") if file.is_file()
    }


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("frames") / "set"
    write_dataset(SMALL, folder)
    return folder


@pytest.fixture(scope="module")
def records(written: Path):
    return [json.loads(line) for file in sorted(written.glob("shard-*/labels.jsonl")) for line in file.read_text("utf-8").splitlines()]


@pytest.mark.nightly
def test_two_workers_write_the_same_bytes_as_one(written: Path, tmp_path: Path):
    """Pins a set that depends on how many processes rendered it."""
    # In a process of its own: what is spawned from a test runner would run the tests again.
    subprocess.run([sys.executable, "-c", _program(tmp_path / "again", 2)], check=True, timeout=240)
    assert contents(tmp_path / "again") == contents(written)


def test_a_broken_off_set_is_gone_on_with_to_the_same_bytes(written: Path, tmp_path: Path):
    """Pins a resumed set that differs from one written in one go, and what a killed process leaves behind."""
    folder = tmp_path / "set"
    with pytest.raises(KeyboardInterrupt):
        write_dataset(SMALL, folder, progress=_interrupt_after(2))
    (folder / (shard_name(3) + ".123.partial")).mkdir()
    (folder / (shard_name(3) + ".123.partial") / "frame.png").write_bytes(b"half")
    reported: list[int] = []
    write_dataset(SMALL, folder, progress=lambda done, total, note: reported.append(done))
    assert reported[0] == 2
    assert reported[-1] == 8
    assert contents(folder) == contents(written)


def _interrupt_after(frames: int):
    def progress(done: int, total: int, note: str) -> None:
        if done >= frames:
            raise KeyboardInterrupt

    return progress


@pytest.mark.slow
def test_a_killed_process_leaves_whole_shards_or_none(tmp_path: Path):
    """Pins half a shard under its final name after kill -9."""
    folder = tmp_path / "set"
    process = subprocess.Popen([sys.executable, "-c", _program(folder, 1)])
    deadline = time.monotonic() + 120
    while not list(folder.glob("shard-000001*")) and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.01)
    process.kill()
    process.wait()
    for shard in (path for path in folder.glob("shard-*") if not path.name.endswith(".partial")):
        _check_sums(shard)


def _program(folder: Path, workers: int) -> str:
    return (
        "from pathlib import Path\n"
        "from fractoscope.simulators.dataset_writer.dataset_settings import DatasetSettings\n"
        "from fractoscope.simulators.dataset_writer.write_dataset import write_dataset\n"
        f"settings = DatasetSettings.model_validate_json({SMALL.model_dump_json()!r})\n"
        f"write_dataset(settings, Path({str(folder)!r}), workers={workers})"
    )


def _check_sums(shard: Path):
    lines = (shard / CHECKSUMS).read_text("utf-8").splitlines()
    assert {line.split()[1] for line in lines} == {file.name for file in shard.iterdir()} - {CHECKSUMS}
    for line in lines:
        digest, name = line.split()
        assert hashlib.sha256((shard / name).read_bytes()).hexdigest() == digest


def test_checksums_and_manifest_are_those_of_the_files(written: Path):
    """Pins a checksum of something else than what lies on disk."""
    manifest = json.loads((written / "manifest.json").read_text("utf-8"))
    assert manifest["frames"] == 8
    assert set(manifest["shards"]) == {path.name for path in written.glob("shard-*")}
    for name, digest in manifest["shards"].items():
        assert hashlib.sha256((written / name / CHECKSUMS).read_bytes()).hexdigest() == digest
        _check_sums(written / name)


def test_labels_are_what_covers_a_twentieth(records: list[dict]):
    """Pins labels of features that cannot be seen, or that are there and not named."""
    assert any(record["labels"] for record in records)
    for record in records:
        assert record["labels"] == sorted(name for name, share in record["visible"].items() if share >= 0.05)
        assert record["simulated"] is True


def test_the_truth_on_disk_is_that_of_the_field(written: Path, records: list[dict]):
    """Pins arrays of another frame, or of another pitch than they say."""
    record = next(record for record in records if record["conditions"]["tilt_rad"] == 0)
    (file,) = written.glob(f"*/{record['frame']}.npz")
    grid = SurfaceGrid(record["field"]["x_m"], record["field"]["y_m"], record["field"]["width_m"] / 96, 96, 72)
    true = GroundTruth(record["seed"], record["family"]).field(grid).surface
    with np.load(file, allow_pickle=False) as arrays:
        assert np.array_equal(arrays["zone"], true.zone[::2, ::2])
        assert np.array_equal(arrays["visible"], true.visible[::2, ::2])
    with Image.open(file.with_suffix(".png")) as picture:
        assert (picture.size, picture.mode) == ((96, 72), "L")


def test_families_come_in_turn_and_widths_from_the_bands(records: list[dict]):
    """Pins settings that are read and not used."""
    assert [record["family"] for record in records] == ["plate"] * 2 + ["rotating_bending"] * 2 + ["plate"] * 2 + ["rotating_bending"] * 2
    assert all(20e-6 <= record["field"]["width_m"] <= 2e-3 for record in records)
    assert len({record["conditions"]["noise_seed"] for record in records}) == 8


def test_a_shard_that_is_there_is_kept(written: Path):
    """Pins a resumed run that renders everything anew."""
    before = (written / shard_name(0) / CHECKSUMS).stat().st_mtime_ns
    assert write_shard(SMALL, written, 0) == 2
    assert (written / shard_name(0) / CHECKSUMS).stat().st_mtime_ns == before


def test_other_settings_and_foreign_folders_are_refused(written: Path, tmp_path: Path):
    """Pins two sets mixed in one folder, and files of somebody else among the shards."""
    with pytest.raises(BadFile, match="other settings"):
        write_dataset(SMALL.model_copy(update={"seed": 8}), written)
    (tmp_path / "thesis.txt").write_text("two years", "utf-8")
    with pytest.raises(BadFile, match="something else"):
        write_dataset(SMALL, tmp_path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("seed = -1", "seed"),
        ("sed = 1", "sed"),
        ('families = ["spoon"]', "spoon"),
        ("seed 1", "not TOML"),
        ("dwell_time = [2e-6, 1e-6]", "lower one first"),
        ("[[bands]]\nlow = 2e-3\nhigh = 1e-3", "low must be below high"),
    ],
)
def test_settings_that_cannot_be_used_are_one_line(tmp_path: Path, text: str, told: str, capsys: pytest.CaptureFixture[str]):
    """Pins a traceback, or a misspelt name that is passed over."""
    (tmp_path / "set.toml").write_text(text, "utf-8")
    assert main(["twin", "frames", "--settings", str(tmp_path / "set.toml"), "--out", str(tmp_path / "out")]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert told in error
    assert not (tmp_path / "out").exists()

"""Adapters made from options, and what importing them loads."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from fractoscope.instruments.errors import BadFile
from fractoscope.simulators.adapter_factories import make_mounted, make_simulated
from fractoscope.simulators.bad_option import BadOption
from fractoscope.simulators.ground_truth import GroundTruth

IMPORTS = """
import sys
import fractoscope.simulators.adapter_factories as factories
heavy = {"torch", "transformers", "numba", "skimage"}
assert not heavy & set(sys.modules), heavy & set(sys.modules)
factories.make_mounted({"folder": sys.argv[1], "csv": sys.argv[1] + "/scales.csv"})
assert not heavy & set(sys.modules), heavy & set(sys.modules)
factories.make_simulated({"rate": "100"})
assert not {"torch", "transformers"} & set(sys.modules)
"""


def test_nothing_heavy_is_loaded_before_it_is_needed(picture_folder: Path):
    """Pins an SEM PC that must install torch, or a mounted session that waits for a compiler."""
    done = subprocess.run([sys.executable, "-c", IMPORTS, str(picture_folder)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_truth_is_written_only_if_asked_for(tmp_path: Path, watch: Any):
    """Pins ground truth that lies beside a session where an agent could read it."""
    make_simulated({"seed": "3", "rate": "1000", "record": str(tmp_path / "effects.jsonl")})
    assert list(tmp_path.iterdir()) == []
    make_simulated({"seed": "3", "truth-file": str(tmp_path / "truth.json")})
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    assert truth["seed"] == 3
    assert truth["family"] == "plate"
    assert truth["origin"] == dict(zip(("x_m", "y_m"), GroundTruth(3).origin, strict=True))


def test_the_family_reaches_microscope_and_truth(tmp_path: Path):
    """Pins an option that is taken and forgotten: a plate under the beam, a shaft in the truth."""
    make_simulated({"seed": "3", "family": "rotating_bending", "truth_file": str(tmp_path / "truth.json")})
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    assert truth == json.loads(json.dumps(GroundTruth(3, "rotating_bending").to_dict()))


def test_faults_come_from_a_file(tmp_path: Path):
    """Pins an option that is taken and forgotten, or a typo in the file that makes a rehearsal go well."""
    file = tmp_path / "faults.toml"
    file.write_text('[[faults]]\nkind = "beam_trip"\nnth = 1\n', "utf-8")
    assert make_simulated({"rate": "1000", "faults": str(file)}).disturbance is not None
    file.write_text('[[faults]]\nkind = "beam_trp"\nnth = 1\n', "utf-8")
    with pytest.raises(BadFile, match="beam_trp"):
        make_simulated({"rate": "1000", "faults": str(file)})


def test_pictures_are_mounted_and_their_places_written_down(picture_folder: Path, tmp_path: Path):
    """Pins options that are taken and forgotten."""
    adapter = make_mounted(
        {"folder": str(picture_folder), "csv": str(picture_folder / "scales.csv"), "placements_file": str(tmp_path / "p.json")}
    )
    assert adapter.describe().simulated is False
    assert len(json.loads((tmp_path / "p.json").read_text(encoding="utf-8"))["placements"]) == 2


@pytest.mark.parametrize(
    ("make", "options", "names"),
    [
        (make_simulated, {"sede": "3"}, "sede"),
        (make_simulated, {"seed": "three"}, "three"),
        (make_simulated, {"seed": "-1"}, "-1"),
        (make_simulated, {"family": "teapot"}, "teapot.*rotating_bending"),
        (make_simulated, {"rate": "0"}, "rate"),
        (make_simulated, {"rate": "inf"}, "rate"),
        (make_mounted, {}, "folder"),
        (make_mounted, {"folder": ".", "seed": "3"}, "seed"),
    ],
)
def test_a_bad_option_is_named(make: Callable[[Mapping[str, str]], Any], options: dict[str, str], names: str):
    """Pins a misspelt option that is silently the default."""
    with pytest.raises(BadOption, match=names):
        make(options)


def test_realism_is_an_option():
    """Pins an option that is taken and forgotten, and imperfections that nobody asked for."""
    plain, full = make_simulated({"rate": "1000"}), make_simulated({"rate": "1000", "realism": "full"})
    assert plain.column.own_astigmatism() == (0.0, 0.0) != full.column.own_astigmatism()
    assert set(full.describe().axes) - set(plain.describe().axes) == {"tilt", "rotation"}
    with pytest.raises(BadOption, match="plain or full"):
        make_simulated({"realism": "fully"})

"""The command must come up at once, and an SEM PC has no torch."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

HEAVY = ("torch", "transformers", "numba", "langgraph", "peft", "skimage", "scipy", "rich", "numpy", "pytest", "fibsem", "fastapi")
MODEL_LIBRARIES = ("torch", "transformers", "peft", "langgraph", "tokenizers")


def _loaded_after(code: str) -> set[str]:
    """Return which top-level packages a fresh interpreter holds after running `code`."""
    program = f"{code}\nimport sys\nsys.stderr.write(' '.join(sorted({{name.partition('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    return set(done.stderr.split())


@pytest.mark.parametrize("arguments", [["--help"], ["sem", "serve", "--help"], ["run", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]):
    """One import at the top of a command file costs every command seconds."""
    loaded = _loaded_after(f"from fractoscope.agent.command_line.main import main\nassert main({arguments!r}) == 0")
    assert not loaded & set(HEAVY), f"import them inside the function: {sorted(loaded & set(HEAVY))}"


def test_a_stop_loads_nothing_that_it_has_no_use_for():
    """Pins arrays, simulators and models loaded while the stage goes on moving."""
    code = "from fractoscope.agent.command_line.main import main\nassert main(['sem', 'stop', '--uri-file', 'not there']) == 4"
    loaded = _loaded_after(code)
    assert "Pyro5" in loaded
    assert not loaded & set(HEAVY), f"import them inside the function: {sorted(loaded & set(HEAVY))}"


def test_no_other_microscope_loads_the_package_of_openfibsem(tmp_path: Path):
    """Pins a listing, or a server of another microscope, that loads fibsem: half a minute on a slow disk, and absent on most PCs."""
    Image.fromarray(np.zeros((96, 128), np.uint8)).save(tmp_path / "one.png")
    (tmp_path / "sizes.csv").write_text("file,pixel_size_nm\none.png,500\n", encoding="utf-8")
    options = {"folder": str(tmp_path), "csv": str(tmp_path / "sizes.csv")}
    loaded = _loaded_after(
        "from fractoscope.agent.plugins import discover, load\n"
        "assert all(plugin.error is None for plugin in discover('fractoscope.microscopes', try_loading=True))\n"
        f"assert load('fractoscope.microscopes', 'mounted')({options!r}).describe()\n"
        "assert load('fractoscope.microscopes', 'openfibsem')"
    )
    assert not loaded & {"fibsem", "matplotlib", "cv2"}

"""The command must come up at once, and an SEM PC has no torch."""

import subprocess
import sys

import pytest

HEAVY = ("torch", "transformers", "numba", "langgraph", "peft", "skimage", "scipy", "rich", "numpy", "pytest")
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

"""The command must come up at once, and an SEM PC has no torch."""

import os
import subprocess
import sys
import time

import pytest

HEAVY = ("torch", "transformers", "numba", "langgraph", "peft", "skimage", "scipy", "rich", "numpy")
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


def test_help_is_fast():
    """The same, by the clock: the best of five, since a machine under load is slow now and then."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", "from fractoscope.agent.command_line.main import main; main(['--help'])"],
            stdout=subprocess.DEVNULL,
            check=True,
            timeout=60,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
        )
        times.append(time.perf_counter() - start)
    assert min(times) < 0.5


@pytest.mark.parametrize(
    "module",
    [
        "fractoscope.instruments.server",
        "fractoscope.instruments.wire",
        "fractoscope.agent.plugins",
        "fractoscope.simulators.adapter_factories",
        "fractoscope.agent.command_line.stop_sem",
        "fractoscope.agent.command_line.exit_status",
        "fractoscope.model.taxonomy",
    ],
)
def test_serving_a_microscope_loads_no_model_library(module: str):
    """`fractoscope sem serve` on an SEM PC without torch ended in an ImportError."""
    assert not _loaded_after(f"import {module}") & set(MODEL_LIBRARIES)


@pytest.mark.parametrize("adapter", ["simulated", "mounted"])
def test_the_command_that_serves_loads_no_model_library(adapter: str):
    """The same for everything that `sem serve` imports before it serves; an unknown option ends it there."""
    arguments = ["sem", "serve", "--adapter", adapter, "--uri-file", "unused", "--option", "no_such_option=1"]
    loaded = _loaded_after(f"from fractoscope.agent.command_line.main import main\nassert main({arguments!r}) == 2")
    assert "Pyro5" in loaded
    assert not loaded & set(MODEL_LIBRARIES)

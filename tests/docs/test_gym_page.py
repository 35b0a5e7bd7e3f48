"""The policies of the page on the environment run."""

import re
from pathlib import Path

import pytest

from fractoscope.simulators.gym import reach, scale
from fractoscope.simulators.gym.modes import MODES

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "gym.md"
TITLED = re.compile(r'```python title="policies.py"\n(.*?)```', re.DOTALL)


def test_the_example_runs_as_printed(capsys: pytest.CaptureFixture[str]):
    """Pins an example that an older environment understood."""
    (program,) = TITLED.findall(PAGE.read_text(encoding="utf-8"))
    exec(compile(program, "policies.py", "exec"), {})  # the page's own program is what is tested
    told = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in told] == ["random", "raster"]
    assert "9 looks" in told[1]


def test_the_page_tells_the_limits_and_scales_that_hold():
    """Pins figures of the page that the code has left behind."""
    text = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert MODES[3] == "ductile_overload"
    for fact in (
        f"1 is {1e3 * scale.FAR:g} mm",
        f"±{1e3 * reach.TRAVEL.high:g} mm",
        f"{1e6 * reach.FIELD_WIDTH.low:g} µm to {1e3 * reach.FIELD_WIDTH.high:g} mm",
        ", ".join(f"{1e6 * dwell:g}" for dwell in reach.DWELL_TIMES) + " µs a pixel",
    ):
        assert fact in text, fact

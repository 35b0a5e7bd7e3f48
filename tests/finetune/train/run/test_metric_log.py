"""The record of a run outlives kills, and a person can look at it."""

from pathlib import Path
from xml.etree import ElementTree

from fractoscope.finetune.train.run.metric_log import LINES, PAGE, MetricLog, curve


def test_a_resumed_run_does_not_record_steps_twice(tmp_path: Path):
    """Pins curves that run back and forth after a resume, and a last line that a kill cut off."""
    log = MetricLog(tmp_path)
    for step in (1, 2, 3):
        log.add({"step": step, "loss": 1.0 / step})
    with (tmp_path / LINES).open("a", encoding="utf-8") as file:
        file.write('{"step": 4, "lo')
    log.rewind(2)
    log.add({"step": 3, "loss": 0.2})
    assert [(entry["step"], entry["loss"]) for entry in log.entries()] == [(1, 1.0), (2, 0.5), (3, 0.2)]


def test_the_page_draws_what_was_recorded(tmp_path: Path):
    """Pins a page that needs a service, or leaves a curve out."""
    log = MetricLog(tmp_path)
    log.add({"step": 1, "loss": 2.0})
    log.add({"step": 5, "loss": 1.0, "eval_micro_f1": 0.5})
    page = (tmp_path / PAGE).read_text(encoding="utf-8")
    assert "eval_micro_f1" in page and page.count("<svg") == 2 and "script" not in page


def test_a_curve_stays_in_its_frame():
    """Pins points outside of the picture, and a division by zero for a curve that is flat."""
    for points in ([(0.0, 1.0), (10.0, 3.0), (20.0, -2.0)], [(4.0, 1.0)]):
        drawn = ElementTree.fromstring(curve("loss", points))
        dots = drawn.findall("circle")
        assert len(dots) == len(points)
        assert all(0 <= float(dot.get("cx", "-1")) <= 640 and 0 <= float(dot.get("cy", "-1")) <= 200 for dot in dots)

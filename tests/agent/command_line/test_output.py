"""Results for programs and for people."""

import json
from pathlib import Path

import numpy as np
import pytest

from fractoscope.agent.command_line.output import print_error, print_result


def test_json_is_one_object_on_one_line(capsys: pytest.CaptureFixture[str]):
    """Programs read a line an object."""
    print_result({"a": {"b": [1, 2]}, "µ": "x\ny"}, as_json=True)
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert json.loads(out) == {"a": {"b": [1, 2]}, "µ": "x\ny"}


def test_people_get_a_line_a_value(capsys: pytest.CaptureFixture[str]):
    """A Python repr is not for people."""
    print_result({"a": {"b": [1, 2]}, "frames": [{"ms": 1.23456789}, {"ms": None}], "empty": {}, "none": []}, as_json=False)
    assert capsys.readouterr().out.splitlines() == ["a.b: 1, 2", "frames[0].ms: 1.23457", "frames[1].ms: -", "empty: -", "none: -"]


def test_numbers_that_json_lacks_become_null(capsys: pytest.CaptureFixture[str]):
    """NaN makes a file that other programs refuse; raising would throw away an evaluation of minutes."""
    print_result({"a": float("nan"), "b": [np.float32(0.5), np.float64("inf")], "c": np.arange(2), "d": Path("x")}, as_json=True)
    assert json.loads(capsys.readouterr().out) == {"a": None, "b": [0.5, None], "c": [0, 1], "d": "x"}


def test_what_has_no_json_form_is_refused():
    """An object written as its repr is no result."""
    with pytest.raises(TypeError):
        print_result({"a": object()}, as_json=True)


def test_an_error_never_has_a_second_line(capsys: pytest.CaptureFixture[str]):
    """A vendor's text with line breaks."""
    print_error("one\n  two")
    assert capsys.readouterr().err == "fractoscope: one two\n"

"""What an adapter returns is held against what was asked, before anybody hears "done"."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from fractoscope.instruments.errors import StaleFrame
from fractoscope.instruments.server import LocalSem
from fractoscope.instruments.values import Frame, Phase
from tests.instruments.scripted_adapter import ScriptedAdapter


def test_a_stage_that_stops_short_is_not_done(agent: Any, adapter: ScriptedAdapter, move: Any, monkeypatch: pytest.MonkeyPatch):
    """Pins the false "not moving" half-way that counts as arrived (odemis #2473)."""
    go = adapter.move
    monkeypatch.setattr(adapter, "move", lambda target, watch: go(target.replace(x=target.x / 2), watch))
    ended = agent.perform(move(2e-3))
    assert (ended.phase, ended.error["vendor_code"]) == (Phase.FAILED, "STAGE_STALLED")
    assert "x is 1 mm (tolerance 5 µm) from its target" in ended.error["vendor_text"]


def test_a_stage_that_only_says_it_arrived_is_not_done(agent: Any, adapter: ScriptedAdapter, move: Any, monkeypatch: pytest.MonkeyPatch):
    """Pins a driver's word that nobody holds against the read-back."""

    def missed(target: Any, watch: Any):
        adapter.here = target.replace(x=target.x - 1e-3)
        return target

    monkeypatch.setattr(adapter, "move", missed)
    ended = agent.perform(move(2e-3))
    assert (ended.phase, ended.error["vendor_code"]) == (Phase.FAILED, "STAGE_MISSED")


def under(frame_id: str, frame: Frame) -> Frame:
    return Frame(frame.pixels, frame.metadata.replace(frame_id=frame_id))


def dated(frame: Frame) -> Frame:
    """Return a frame with an end and a dose, as a scan leaves it."""
    return Frame(frame.pixels, frame.metadata.replace(ended=frame.metadata.started + timedelta(seconds=1), dose=1e-12))


def redated(frame_id: str, frame: Frame) -> Frame:
    stamps = {"started": frame.metadata.ended, "ended": frame.metadata.ended + timedelta(seconds=1)}
    return Frame(frame.pixels, frame.metadata.replace(frame_id=frame_id, **stamps))


def moved(frame_id: str, frame: Frame) -> Frame:
    position = frame.metadata.position
    other = redated(frame_id, Frame(frame.pixels ^ 1, frame.metadata))
    return Frame(other.pixels, other.metadata.replace(position=position.replace(x=position.x + 1e-3)))


@pytest.mark.parametrize(
    ("spoil", "error"),
    [(lambda _, frame: frame, "StaleFrame"), (under, "StaleFrame"), (redated, "StaleFrame"), (moved, "HardwareFault")],
    ids=["old id", "old stamps", "old pixels", "old place"],
)
def test_an_old_frame_is_neither_done_nor_to_be_had(
    agent: Any,
    sem: LocalSem,
    adapter: ScriptedAdapter,
    look: Any,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[str, Frame], Frame],
    error: str,
):
    """Pins a stale frame that any client can fetch, because only the agent looks at it."""
    acquire = adapter.acquire
    monkeypatch.setattr(adapter, "acquire", lambda *arguments: dated(acquire(*arguments)))
    assert agent.perform(look(), "f").phase is Phase.DONE
    monkeypatch.setattr(adapter, "acquire", lambda *_: spoil("g", sem.frame("f")))
    ended = agent.perform(look(), "g")
    assert (ended.phase, ended.error["error"]) == (Phase.FAILED, error)
    with pytest.raises(StaleFrame, match="its acquisition is failed"):
        sem.frame("g")

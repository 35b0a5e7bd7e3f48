"""What an adapter returns is held against what was asked, before anybody hears "done"."""

from typing import Any

import pytest

from fractoscope.instruments.errors import StaleFrame
from fractoscope.instruments.server import LocalSem
from fractoscope.instruments.values import Phase
from tests.instruments.scripted_adapter import ScriptedAdapter


def test_a_stage_that_stops_short_is_not_done(agent: Any, adapter: ScriptedAdapter, move: Any, monkeypatch: pytest.MonkeyPatch):
    """Pins the false "not moving" half-way that counts as arrived (odemis #2473)."""
    go = adapter.move
    monkeypatch.setattr(adapter, "move", lambda target, watch: go(target.replace(x=target.x / 2), watch))
    ended = agent.perform(move(2e-3))
    assert (ended.phase, ended.error["vendor_code"]) == (Phase.FAILED, "STAGE_STALLED")
    assert "1 mm from its target" in ended.error["vendor_text"]


def test_a_stage_that_only_says_it_arrived_is_not_done(agent: Any, adapter: ScriptedAdapter, move: Any, monkeypatch: pytest.MonkeyPatch):
    """Pins a driver's word that nobody holds against the read-back."""

    def missed(target: Any, watch: Any):
        adapter.here = target.replace(x=target.x - 1e-3)
        return target

    monkeypatch.setattr(adapter, "move", missed)
    ended = agent.perform(move(2e-3))
    assert (ended.phase, ended.error["vendor_code"]) == (Phase.FAILED, "STAGE_MISSED")


def test_an_old_frame_is_neither_done_nor_to_be_had(
    agent: Any, sem: LocalSem, adapter: ScriptedAdapter, look: Any, monkeypatch: pytest.MonkeyPatch
):
    """Pins a stale frame that any client can fetch, because only the agent looks at it."""
    assert agent.perform(look(), "f").phase is Phase.DONE
    monkeypatch.setattr(adapter, "acquire", lambda *_: sem.frame("f"))
    ended = agent.perform(look(), "g")
    assert (ended.phase, ended.error["error"]) == (Phase.FAILED, "StaleFrame")
    with pytest.raises(StaleFrame, match="its acquisition is failed"):
        sem.frame("g")

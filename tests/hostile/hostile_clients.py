"""Two hostile clients and an observer, driving one instrument server with whatever comes to mind."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from fractoscope.instruments.errors import HardwareFault
from fractoscope.instruments.values import Phase, VacuumState

from .hostile_races import HostileRaces, slow_kinds
from .hostile_requests import ACTORS
from .nonsense import BAD_IDS, NONSENSE
from .orders import HUGE, KINDS, MALFORMED, Order, changed, changes

ODD_IDS = ("..", ".", "-", "CON", "nul.json", "..:..", "x" * 128, "X" * 128, "effects.sqlite", "a.b", "a:b", "a_b", "A.B", "0")
LENGTHS = (
    (30.0, None),
    (3600.0, None),
    (5, None),
    (1e-300, None),
    (0.0, "LimitExceeded"),
    (3601.0, "LimitExceeded"),
    (1e300, "LimitExceeded"),
)

people = st.sampled_from(ACTORS)
anybody = st.sampled_from(("agent", "operator", "observer"))
kinds = st.sampled_from((*KINDS, "set_beam"))


class HostileClients(HostileRaces):
    """Fencing numbers are chosen freely; who sends them makes no difference to a server that trusts nobody."""

    # Control

    @rule(
        who=people,
        name=st.sampled_from(("agent", "rival", "operator", "")),
        role=st.sampled_from((*ACTORS, "observer")),
        length=st.sampled_from(LENGTHS),
    )
    def take(self, who: str, name: str, role: str, length: tuple[float, str | None]):
        self._take(who, name, role, length[0])

    @rule(who=people)
    def take_as_is_right(self, who: str):
        self._take(who, who, who, 30.0)

    @rule(who=people)
    def take_over(self, who: str):
        self._take(who, "boss", "operator", 30.0)

    @rule(who=anybody, back=st.integers(-2, 3))
    def renew(self, who: str, back: int):
        fence = max(0, self.model.highest - back)
        expected = self.model.using(fence, self._now)
        self._expect(expected, lambda: self._say(who, "renew_lease", fence))

    @rule(who=anybody, back=st.integers(-2, 3))
    def release(self, who: str, back: int):
        fence = max(0, self.model.highest - back)
        self.bench.ask(lambda: self._say(who, "release_lease", fence))
        self.model.release(fence)

    @rule(seconds=st.sampled_from((0.0, 1.0, 6.0, 20.0, 31.0, 4000.0)))
    def let_time_pass(self, seconds: float):
        self.bench.clock.advance(seconds)
        self.bench.let_time_show()

    # Actions

    @rule(who=people, kind=kinds, prepared=st.booleans())
    def act(self, who: str, kind: str, prepared: bool):
        if prepared:
            self._prepare(who)
        self._start(who, self._order(kind), self._fresh_id(), self._fence)

    @rule(who=people, kind=kinds)
    def act_from_the_beginning_to_the_end(self, who: str, kind: str):
        self._prepare(who)
        self._start(who, self._order(kind), self._fresh_id(), self._fence)
        if self.model.running is not None:
            self.bench.finish()

    @rule(who=people, several=st.lists(changes, min_size=2, max_size=6), prepared=st.sampled_from((True, True, True, False)))
    def act_beyond_what_is_allowed(self, who: str, several: list[Any], prepared: bool):
        for kind, change in several:
            if prepared:
                self._prepare(who)
            self._start(who, changed(kind, self._next(), change), self._fresh_id(), self._fence)

    @rule(who=people, kind=kinds, back=st.integers(1, 5), future=st.booleans())
    def act_with_another_number(self, who: str, kind: str, back: int, future: bool):
        fence = self.model.highest + (HUGE if back == 5 else back) if future else max(0, self._fence - back)
        self._start(who, self._order(kind), self._fresh_id(), fence)

    @rule(who=people, kind=kinds, action_id=st.sampled_from(ODD_IDS))
    def act_under_an_odd_id(self, who: str, kind: str, action_id: str):
        self._start(who, self._order(kind), action_id, self._fence)

    @rule(
        who=people,
        pick=st.integers(0, 1000),
        how=st.sampled_from(("same", "same", "same", "other payload", "other case")),
        old=st.booleans(),
    )
    def use_a_ticket_again(self, who: str, pick: int, how: str, old: bool):
        self._have_something_on_record()
        action_id = list(self.model.entries)[pick % len(self.model.entries)]
        entry = self.model.entries[action_id]
        order = Order(entry.kind, entry.content, 0) if how == "same" else self._order(entry.kind)
        self._start(who, order, action_id.swapcase() if how == "other case" else action_id, 0 if old else self._fence)
        self.tally[f"ticket again, {how}"] += 1
        self.tally[f"ticket again of what was {entry.phase}"] += how == "same"

    @rule(who=anybody, chosen=changes)
    def ask_only(self, who: str, chosen: Any):
        order = changed(chosen[0], self._next(), chosen[1])
        before = len(self.bench.microscope.events)
        self._expect(order.refusal or self._interlock, lambda: self._say(who, "check", order.content))
        assert len(self.bench.microscope.events) == before

    # What goes on, and how it ends

    @rule(kind=slow_kinds, quarters=st.integers(1, 3))
    def let_it_go_on(self, kind: str, quarters: int):
        self._have_something_running(kind)
        self.bench.microscope.go_on(quarters)
        if not self.bench.microscope.busy:
            self.bench.expect_end(Phase.DONE)

    @rule(kind=slow_kinds)
    def let_it_end(self, kind: str):
        self._have_something_running(kind)
        self.bench.finish()

    @rule(
        kind=slow_kinds,
        fault=st.sampled_from((lambda: HardwareFault(vendor_code="E17", vendor_text="stalled"), ZeroDivisionError, OSError)),
    )
    def let_it_break(self, kind: str, fault: Callable[[], Exception]):
        self._have_something_running(kind)
        self.bench.microscope.fault = fault()
        self.bench.finish(Phase.FAILED, Phase.DONE)
        self.bench.microscope.fault = None

    @rule(who=anybody)
    def stop(self, who: str):
        running = self.model.running
        report = self.bench.sems[who].stop()
        assert (report.halted, report.scan_ended, report.blanked, report.cancelled) == (True, True, True, running)
        self.model.revoke_agent()
        if running is not None:
            self.bench.expect_end(Phase.CANCELLED)
        self.tally["stops in mid-action" if running else "stops at rest"] += 1
        self.bench.let_time_show()

    @rule(who=people, kind=slow_kinds, pick=st.integers(0, 1000), back=st.sampled_from((0, 0, 1, 2)))
    def cancel(self, who: str, kind: str, pick: int, back: int):
        self._have_something_running(kind)
        action_id = self.model.running if pick % 2 and self.model.running else list(self.model.entries)[pick % len(self.model.entries)]
        fence = max(0, self._fence - back)
        expected = self.model.using(fence, self._now)
        was_running = action_id == self.model.running
        answer = self._expect(expected, lambda: self._say(who, "cancel", action_id, fence))
        if expected is None:
            if was_running:
                self.bench.expect_end(Phase.CANCELLED)
                self.tally["cancels in mid-action"] += 1
            assert answer["phase"] == self.model.entries[action_id].phase

    # Reading, and nonsense

    @rule(who=anybody, pick=st.integers(0, 1000))
    def look_at_what_is_recorded(self, who: str, pick: int):
        self._have_something_on_record()
        action_id = list(self.model.entries)[pick % len(self.model.entries)]
        entry = self.model.entries[action_id]
        assert self.bench.sems[who].wait(action_id, 0.0).phase == entry.phase
        whole = entry.kind == "acquire_frame" and entry.phase == "done"
        frame = self._expect(None if whole else "StaleFrame", lambda: self.bench.sems[who].frame(action_id))
        if whole:
            assert frame.pixels.tobytes() == self.bench.microscope.pixels[action_id].tobytes()
            assert frame.metadata.frame_id == action_id
            self.tally["frames compared"] += 1

    @rule(who=anybody, action_id=st.sampled_from(("never", "A1", "a0", *ODD_IDS)), seconds=st.sampled_from((0.0, 1e-9, 1e300)))
    def ask_for_what_never_was(self, who: str, action_id: str, seconds: float):
        if action_id not in self.model.entries:
            self.bench.refused(lambda: self._say(who, "wait", action_id, seconds), MALFORMED)
            self.bench.refused(lambda: self._say(who, "frame_chunk", action_id, 0), "StaleFrame")

    @rule(who=anybody, action_id=st.sampled_from(BAD_IDS))
    def ask_for_no_id(self, who: str, action_id: Any):
        self.bench.refused(lambda: self._say(who, "frame_chunk", action_id, 0), MALFORMED, "StaleFrame")
        # A fencing number of nobody, so that the call counts as no sign of life.
        self.bench.refused(lambda: self._say(who, "cancel", action_id, 0), MALFORMED, "NotInControl")

    @rule(who=anybody, call=st.sampled_from(NONSENSE))
    def talk_nonsense(self, who: str, call: tuple[Any, ...]):
        self.bench.refused(lambda: self._say(who, *call), MALFORMED)

    # The world around

    @rule()
    def vent_or_pump(self):
        pumped = self.bench.microscope.vacuum_now is VacuumState.PUMPED
        self.bench.microscope.vacuum_now = VacuumState.VENTED if pumped else VacuumState.PUMPED

    @rule()
    def pump(self):
        self.bench.microscope.vacuum_now = VacuumState.PUMPED

    @precondition(lambda self: self.steps > self.last_restart + 8)
    @rule()
    def restart(self):
        self.bench.restart(crashed=False)
        self.last_restart = self.steps

    @rule(kind=slow_kinds, quarters=st.integers(0, 3))
    def crash_in_mid_action(self, kind: str, quarters: int):
        self._have_something_running(kind)
        if quarters:
            self.bench.microscope.go_on(quarters)
            if not self.bench.microscope.busy:
                self.bench.expect_end(Phase.DONE)
        self.bench.restart(crashed=True)

"""Two hostile clients and an observer, driving one instrument server with whatever comes to mind."""

import math
import shutil
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from fractoscope.instruments.errors import HardwareFault
from fractoscope.instruments.values import Operation, Phase, VacuumState

from .bench import Bench
from .nonsense import BAD_IDS, NONSENSE
from .orders import HUGE, KINDS, MALFORMED, Order, changed, changes, proper
from .recording_microscope import QUARTERS
from .reference_model import Held

ACTORS = ("agent", "operator")
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
slow_kinds = st.sampled_from([kind for kind in KINDS if kind != "set_beam"])


class HostileClients(RuleBasedStateMachine):
    """Fencing numbers are chosen freely; who sends them makes no difference to a server that trusts nobody."""

    tally: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="hostile-"))
        self.bench = Bench(self.folder, self.tally)
        self.model = self.bench.model
        self.serial = self.steps = self.last_restart = 0

    def teardown(self):
        try:
            self.bench.check_record()
        finally:
            self.bench.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    @invariant()
    def the_rules_hold(self):
        self.steps += 1
        self.tally["steps"] += 1
        self.bench.check()

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

    # Two at the same time

    @rule(kind=slow_kinds, same=st.booleans())
    def start_side_by_side(self, kind: str, same: bool):
        self._have_nothing_running()
        first = self._order(kind)
        second = first if same else self._order(kind)
        ids = (self._fresh_id(),) * 2 if same else (self._fresh_id(), self._fresh_id())
        fence = self._fence
        expected = self.model.starting(ids[0], first.content, fence, self._interlock, self._now)
        answers = self._together(
            *(
                lambda who=who, order=order, action_id=action_id: self._say(
                    who, "start", order.content, {"action_id": action_id, "fence": fence}
                )
                for who, order, action_id in zip(ACTORS, (first, second), ids, strict=True)
            )
        )
        errors = sorted(str(name) for _, name in answers)
        if expected is not None:
            assert errors == [expected] * 2
            return
        assert errors == (["None", "None"] if same else ["Busy", "None"])
        winner = next(index for index, (_, name) in enumerate(answers) if name is None)
        self.bench.begin(Operation.model_validate(answers[winner][0]), (first, second)[winner])
        self.tally["started side by side"] += 1

    @rule(kind=slow_kinds, other=st.sampled_from(("stop", "take")))
    def start_beside_what_ends_it(self, kind: str, other: str):
        self._have_nothing_running()
        order, action_id, fence = self._order(kind), self._fresh_id(), self._fence
        held = self.model.held
        expected = self.model.starting(action_id, order.content, fence, self._interlock, self._now)
        take = lambda: self._say("operator", "take_lease", "boss", "operator", "", 3600.0)  # noqa: E731 - a call, like the others
        answers = self._together(
            lambda: self._say("agent", "start", order.content, {"action_id": action_id, "fence": fence}),
            take if other == "take" else lambda: self._say("operator", "stop"),
        )
        (started, refusal), (lease, not_taken) = answers
        assert refusal in ({expected} if expected else {None, "NotInControl"})
        if other == "take" and not_taken is None:
            self.model.highest = lease["fence"]
            self._hold("boss", "operator", 3600.0)
        elif other == "stop":
            self.model.revoke_agent()
        if refusal is None:
            self._see_what_became_of(started, order, must_not_be_done=other == "stop" and held is not None and held.role == "agent")
        self._agree_on_time()
        self.tally[f"start beside {other}, {refusal or 'accepted'}"] += 1

    def _agree_on_time(self):
        """Renew the lease, for the clock may have run on between the last use of its number and this moment."""
        held = self.model.held
        if held is not None:
            _, name = self.bench.ask(lambda: self._say("observer", "renew_lease", held.fence))
            assert name is None or self._now > held.deadline, name
            held.deadline = self._now + held.time_to_live if name is None else -math.inf
        self.bench.let_time_show()

    def _see_what_became_of(self, started: dict[str, Any], order: Order, *, must_not_be_done: bool):
        """Follow an action that may have begun or not to its end, whatever it is."""
        bench = self.bench
        bench.model.begin(started["action_id"], order.kind, order.content, math.inf)
        bench.begun[order.key] = started["action_id"]
        while not (ended := bench.sems["observer"].wait(started["action_id"], 0.0)).phase.ended:
            if bench.microscope.busy and not must_not_be_done:
                bench.microscope.go_on(QUARTERS)
        bench.count_entries()
        # Timed out: a stop that looks again and again at what has just begun lets the clock run.
        ended_early = (Phase.CANCELLED, Phase.TIMED_OUT)
        assert ended.phase in (ended_early if must_not_be_done else (*ended_early, Phase.DONE)), ended
        bench.expect_end(ended.phase)

    def _together(self, *calls: Callable[[], Any]) -> list[tuple[Any, str | None]]:
        barrier = threading.Barrier(len(calls))
        answers: list[Any] = [None] * len(calls)

        def run(index: int, call: Callable[[], Any]):
            barrier.wait()
            try:
                answers[index] = self.bench.ask(call)
            except BaseException as error:  # noqa: BLE001 - raised again in the test's own thread
                answers[index] = error

        threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for answer in answers:
            if isinstance(answer, BaseException):
                raise answer
        return answers

    def _prepare(self, who: str):
        """See to it that somebody is in control and the chamber pumped, so that what follows is not refused for that alone."""
        self.pump()
        if self.model.held is None:
            self._take(who, who, who, 3600.0)

    # Not preconditions: who wins a race is not the same in every run, and the choice of rules must be.

    def _have_something_running(self, kind: str):
        self._prepare("agent")
        if self.model.running is None:
            self._start("agent", self._order(kind), self._fresh_id(), self._fence)

    def _have_nothing_running(self):
        self._prepare("agent")
        if self.model.running is not None:
            self.bench.finish()

    def _have_something_on_record(self):
        if not self.model.entries:
            self._have_something_running("acquire_frame")

    def _take(self, who: str, name: str, role: str, length: float):
        expected = self.model.taking(name, role, length)
        before = self.model.held
        lease = self._expect(expected, lambda: self._say(who, "take_lease", name, role, "", length))
        if expected is None:
            assert lease["fence"] > self.model.highest
            self.model.highest = lease["fence"]
            self._hold(name, role, length)
            self.tally["leases taken"] += 1
            self.tally["pre-emptions"] += before is not None and (before.holder, before.role) != (name, role)

    def _hold(self, name: str, role: str, length: float):
        self.model.held = Held(name, role, self.model.highest, length, self._now + length)

    def _start(self, who: str, order: Order, action_id: str, fence: int):
        """Start, and see that exactly what the model says comes of it."""
        say = lambda: self._say(who, "start", order.content, {"action_id": action_id, "fence": fence})  # noqa: E731 - a call
        if order.refusal == MALFORMED:
            self.bench.refused(say, MALFORMED)
            return
        known = self.model.entries.get(action_id)
        expected = self.model.starting(action_id, order.content, fence, order.refusal or self._interlock, self._now)
        answer = self._expect(expected, say)
        if expected is not None:
            return
        operation = Operation.model_validate(answer)
        assert operation.action_id == action_id
        if known is None:
            self.bench.begin(operation, order)
        else:
            assert operation.phase == known.phase

    def _expect(self, error: str | None, call: Callable[[], Any]) -> Any:
        if error is not None:
            self.bench.refused(call, error)
            return None
        answer, name = self.bench.ask(call)
        assert name is None, f"refused with {name}"
        return answer

    def _say(self, who: str, method: str, *arguments: Any) -> Any:
        return self.bench.link(who).call(method, *arguments)

    @property
    def _now(self):
        return self.bench.clock.monotonic()

    @property
    def _fence(self):
        return self.model.held.fence if self.model.held is not None else self.model.highest

    @property
    def _interlock(self):
        return None if self.bench.microscope.vacuum_now is VacuumState.PUMPED else "InterlockOpen"

    def _order(self, kind: str):
        serial = self._next()
        return Order(kind, proper(kind, serial), serial)

    def _next(self):
        self.serial += 1
        return self.serial

    def _fresh_id(self):
        return f"a{self._next()}"

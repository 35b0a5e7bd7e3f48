"""Two clients at the same moment: who is first is not known, what must hold is."""

import math
import threading
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from fractoscope.instruments.values import Operation, Phase

from .hostile_requests import ACTORS, HostileRequests
from .orders import KINDS, Order
from .recording_microscope import QUARTERS

slow_kinds = st.sampled_from([kind for kind in KINDS if kind != "set_beam"])


class HostileRaces(HostileRequests):
    """Rules in which two threads call through a barrier."""

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
        ended_early = (Phase.CANCELLED, Phase.TIMED_OUT, Phase.NEVER_RAN)
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

"""What the hostile clients have in common: a server, a model, and ways to ask the one and compare with the other."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from hypothesis.stateful import RuleBasedStateMachine, invariant

from fractoscope.instruments.values import Operation, VacuumState

from .bench import Bench
from .orders import MALFORMED, Order, proper
from .reference_model import Held

ACTORS = ("agent", "operator")


class HostileRequests(RuleBasedStateMachine):
    """Asks, compares, and holds every physical effect against the rules after each step; it has no rules of its own."""

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

    def _prepare(self, who: str):
        """See to it that somebody is in control and the chamber pumped, so that what follows is not refused for that alone."""
        self.bench.microscope.vacuum_now = VacuumState.PUMPED
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

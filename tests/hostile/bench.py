"""One microscope under test: the real server over a recording microscope, three connections to it, and what must be true of it."""

import shutil
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from fractoscope.instruments.errors import ERRORS, SemError
from fractoscope.instruments.server import EffectLedger, LocalSem, watchdog
from fractoscope.instruments.values import Operation, Phase
from fractoscope.instruments.wire import RemoteSem, SemServer
from tests.instruments.scripted_adapter import FakeClock

from .limits import COLUMNS, CURRENT, DWELL_TIME, FIELD_WIDTH, ROWS, SITE, VOLTAGE, WORKING_DISTANCE, X, Y, Z
from .orders import Order
from .recording_microscope import PATIENCE, QUARTERS, Event, RecordingMicroscope
from .reference_model import ReferenceModel

STANDSTILL = 1e-6
"""What the rules let an axis without a range differ from where it stands."""

EFFECTS = {"move": "move_stage", "scan": "acquire_frame", "focus": "autofocus", "beam": "set_beam"}
"""Physical effects, and the kind of action that has them."""

CLIENTS = ("agent", "operator", "observer")


class Bench:
    """Answers are compared with the model's, and every physical effect with what the model let begin.

    Parameters
    ----------
    folder
        For the ledgers; a restart after a crash goes on in the next one, over a copy taken while the action ran.
    tally
        Counts what happened.
    """

    def __init__(self, folder: Path, tally: Counter[str]) -> None:
        self.folder = folder
        self.tally = tally
        self.clock = FakeClock()
        self.microscope = RecordingMicroscope(self.clock)
        self.model = ReferenceModel()
        self.begun: dict[tuple[str, float], str] = {}
        self._seen = self._entries = 0
        self._counts: Counter[tuple[str, float]] = Counter()
        self._endings: list[threading.Thread] = []
        self._lives = 0
        self._open()

    def ask(self, call: Callable[[], Any]) -> tuple[Any, str | None]:
        """Return an answer, or the class of the known error that came in its place; every other error is a failure."""
        try:
            return call(), None
        except SemError as error:
            name, text = type(error).__name__, str(error)
            assert type(error) is ERRORS.get(name)
            assert name != "ConnectionLost", text
            assert text.strip()
            assert "the instrument server failed with" not in text, text
            assert "unreadable error" not in text, text
            return None, name

    def refused(self, call: Callable[[], Any], *names: str):
        """Ask for what must be refused, and see that nothing changed."""
        before = (len(self.microscope.events), self.state)
        _, name = self.ask(call)
        assert name in names, f"{name or 'accepted'} in place of {' or '.join(names)}"
        assert (len(self.microscope.events), self.state) == before, f"{name} left a trace"
        self.tally[f"refused {name}"] += 1

    @property
    def state(self):
        return self.sems["observer"].state()

    def link(self, who: str):
        """Return a connection on which anything can be said."""
        return self.sems[who]._links.link

    def begin(self, operation: Operation, order: Order):
        """Take note of an accepted action and return once it is physically under way, or over where it is over at once."""
        assert operation.phase is Phase.RUNNING
        self.model.begin(operation.action_id, order.kind, order.content, self.clock.monotonic() + operation.timeout)
        self.begun[order.key] = operation.action_id
        if order.kind == "set_beam":
            self.finish()
        else:
            self._entries += 1
            self.microscope.await_entry(self._entries)

    def count_entries(self):
        """Catch up with calls that may or may not have reached the microscope."""
        self._entries = self.microscope.entered

    def finish(self, *phases: Phase):
        """Let the action that runs come to its end."""
        running = self.model.running
        assert running is not None
        if self.model.entries[running].kind != "set_beam":
            self.microscope.go_on(QUARTERS)
        self.expect_end(*(phases or (Phase.DONE,)))

    def expect_end(self, *phases: Phase):
        """See the running action end in one of these ways, and take note of it."""
        running = self.model.running
        assert running is not None
        ended = self.sems["observer"].wait(running, PATIENCE)
        assert ended.phase in phases, ended
        assert (ended.outcome is not None) == (ended.phase is Phase.DONE)
        assert (ended.error is None) == (ended.phase is Phase.DONE)
        self.model.end(ended.phase.value)
        self.tally[f"{ended.kind} {ended.phase.value}"] += 1

    def let_time_show(self):
        """Have the server notice what time has brought about, as its watchdog does."""
        now = self.clock.monotonic()
        self.sem.supervise()
        expired = self.model.run_out(now)
        self.tally["leases run out"] += expired
        running = self.model.running
        if running is not None and (expired or now > self.model.entries[running].deadline):
            self.expect_end(Phase.CANCELLED, Phase.TIMED_OUT)
            # One that was given up occupies the microscope until the adapter comes back.
            assert self.sem._runner.wait_idle(PATIENCE)

    def restart(self, crashed: bool):
        """End the server and open another over its ledger; crashed: over the ledger as it was while the action ran."""
        left = self._home
        if crashed:
            self._lives += 1
            shutil.copytree(left, self._home, ignore=shutil.ignore_patterns("*.lock", "*-shm"))
        self._close_server()
        self.model.held = None
        arrived = self._arrived_all_the_same()
        self._open()
        if self.model.running is not None:
            ended = self.sems["observer"].wait(self.model.running, 0.0)
            if not crashed:
                assert ended.phase is Phase.CANCELLED
            elif ended.phase is Phase.FAILED:
                assert ended.error["vendor_code"] == "server_restarted"
            else:
                assert ended.phase is Phase.DONE
                assert arrived
            self.model.end(ended.phase.value)
            self.tally[f"after a crash {ended.phase.value}" if crashed else f"{ended.kind} cancelled"] += 1
        self.tally["crashes" if crashed else "restarts"] += 1

    def check(self):
        """Hold everything that happened since the last look against the rules."""
        events = self.microscope.events
        for event in events[self._seen :]:
            _require_within_limits(event)
            if event.kind in EFFECTS:
                self._require_allowed(event)
        self._seen = len(events)
        microscope = self.microscope
        assert microscope.beam().blanked or microscope.scanning(), "the beam is on and nothing scans"
        if self.model.running is None:
            assert not microscope.moving(), "the stage travels for nobody"
            assert not microscope.scanning(), "the beam scans for nobody"
        if self.model.held is not None and self.clock.monotonic() > self.model.held.deadline:
            # It ran out while the server looked at what came of an action, which takes some time of this clock.
            self.let_time_show()
        state = self.state
        held = self.model.held
        shown = state.lease and (state.lease.holder, state.lease.role.value, state.lease.fence)
        assert shown == (held and (held.holder, held.role, held.fence))
        assert state.operation == self.model.running

    def check_record(self):
        """Compare the ledger on disk, and the frames it promises, with the model and with what the microscope made."""
        for action_id, entry in self.model.entries.items():
            if entry.kind == "acquire_frame" and entry.phase == "done":
                assert np.array_equal(self.sems["operator"].frame(action_id).pixels, self.microscope.pixels[action_id])
                self.tally["frames compared"] += 1
        self.close()
        self.model.end(Phase.CANCELLED.value)
        connection = sqlite3.connect(self._home / "effects.sqlite")
        try:
            rows = dict(connection.execute("SELECT action_id, phase FROM effects").fetchall())
        finally:
            connection.close()
        assert rows == {action_id: entry.phase for action_id, entry in self.model.entries.items()}

    def close(self):
        """Close all; closing again does nothing."""
        self._close_server()
        for ending in self._endings:
            ending.join()

    @property
    def _home(self):
        return self.folder / str(self._lives)

    def _open(self):
        self._home.mkdir(parents=True, exist_ok=True)
        # The test is the watchdog, so that it alone says when time shows.
        period, watchdog.PERIOD = watchdog.PERIOD, 3600.0
        try:
            self.sem = LocalSem(self.microscope, EffectLedger(self._home / "effects.sqlite"), facility=SITE, clock=self.clock)
        finally:
            watchdog.PERIOD = period
        self.server = SemServer(self.sem)
        self.sems = {who: RemoteSem(self.server.address) for who in CLIENTS}

    def _close_server(self):
        for sem in self.sems.values():
            sem.close()
        ending = threading.Thread(target=self.server.close)  # Pyro5 takes its time over it
        ending.start()
        self._endings.append(ending)
        self.sem.close()

    def _arrived_all_the_same(self) -> bool:
        running = self.model.running
        if running is None or self.model.entries[running].kind != "move_stage":
            return False
        target = self.model.entries[running].content["target"]
        here = self.microscope.position()
        return all(abs(getattr(here, axis) - value) <= 2e-6 for axis, value in target.items())

    def _require_allowed(self, event: Event):
        """Fail for an effect that the rules did not let begin, or that came before."""
        key = effect_key(event)
        assert key in self.begun, f"{event.kind} happened and was never accepted: {event.asked}"
        self._counts[key] += 1
        assert self._counts[key] == 1, f"{self.begun[key]} happened twice"
        self.tally[f"executed {EFFECTS[event.kind]}"] += 1


def effect_key(event: Event) -> tuple[str, float]:
    """Return by what an effect is known."""
    asked = {"move": lambda: event.asked.y, "beam": lambda: event.asked.working_distance}.get(event.kind, lambda: event.field_width)()
    return EFFECTS[event.kind], asked


def _require_within_limits(event: Event):
    """Fail for a position, a setting or a scan that the site does not allow, whenever it was in force."""
    place, beam, scan = event.position, event.beam, event.scan
    assert abs(place.x) <= X and abs(place.y) <= Y and abs(place.z) <= Z, f"limit violation: {place}"
    assert abs(place.tilt) <= STANDSTILL and abs(place.rotation) <= STANDSTILL, f"an axis without a range moved: {place}"
    assert VOLTAGE[0] <= beam.voltage <= VOLTAGE[1], f"limit violation: {beam}"
    assert CURRENT[0] <= beam.current <= CURRENT[1], f"limit violation: {beam}"
    assert WORKING_DISTANCE[0] <= beam.working_distance <= WORKING_DISTANCE[1], f"limit violation: {beam}"
    assert (beam.stigmator_x, beam.stigmator_y) == (0.0, 0.0), f"a setting without a range changed: {beam}"
    assert FIELD_WIDTH[0] <= event.field_width <= FIELD_WIDTH[1], f"limit violation: {event.field_width} m"
    assert scan.columns <= COLUMNS and scan.rows <= ROWS, f"limit violation: {scan}"
    assert DWELL_TIME[0] <= scan.dwell_time <= DWELL_TIME[1], f"limit violation: {scan}"
    assert beam.blanked or event.scanning, "the beam was on while nothing scanned"

"""A simulated microscope served by a process that gets killed, and what must be true of it afterwards."""

import hashlib
import json
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from fractoscope.instruments.errors import ConnectionLost, SemError, StaleFrame
from fractoscope.instruments.values import AcquireFrame, MoveStage, Operation, Phase, Role, ScanSettings, StagePosition, Ticket
from fractoscope.instruments.wire import RemoteSem

SCRIPT = Path(__file__).with_name("dying_server.py")
PATIENCE = 120.0
RATE = 2.0
"""Simulated seconds in a real one: a move or a scan below takes about 0.3 s."""

SMALL = ScanSettings(columns=32, rows=24, bits=16)
LONG = ScanSettings(columns=256, rows=192, dwell_time=1e-5, bits=16)


class ServedMicroscope:
    """Lives on over the deaths of its server: one ledger, one physical record, one address file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.uri_file = folder / "uri.json"
        self.armed = folder / "armed"
        self.actions: dict[str, Any] = {}
        self.settled: Counter[str] = Counter()
        self.pixels: dict[str, str] = {}
        self.fence = 0
        self.open: str | None = None

    def start(self, instant: str = "when killed"):
        """Start the server, which dies at that instant of the next action of `self.cut`."""
        for file in (self.uri_file, self.armed):
            file.unlink(missing_ok=True)
        options = ["--option", f"record={self.folder / 'record.jsonl'}", "--option", f"rate={RATE}", "--option", "seed=3"]
        where = ["--uri-file", str(self.uri_file), "--ledger", str(self.folder / "ledger")]
        command = [sys.executable, str(SCRIPT), instant, str(self.armed), "sem", "serve", "--adapter", "simulated", *where, *options]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + PATIENCE
        while not self.uri_file.exists():
            assert self.process.poll() is None, self.process.communicate()[1]
            assert time.monotonic() < deadline, "the server does not come up"
            time.sleep(0.005)
        self.sem = RemoteSem(self.uri_file)
        fence = self.sem.take_lease("agent", Role.AGENT, time_to_live=300.0).fence
        assert fence > self.fence, "a fencing number came twice"
        self.fence = fence

    def kill(self):
        """Kill the server, if it is not dead yet, and wait for its end."""
        self.process.kill()
        self.process.communicate()
        self.sem.close()

    def perform(self, action_id: str, action: Any) -> Operation:
        """Have an action carried out to its end."""
        self.actions[action_id] = action
        self.sem.start(action, Ticket(action_id=action_id, fence=self.fence))
        ended = self.sem.wait(action_id, PATIENCE)
        assert ended.phase is Phase.DONE, ended
        return ended

    def cut(self, action_id: str, action: Any, kill: Any = None):
        """Start an action during which the server dies: of itself, or killed by a call that runs beside it."""
        self.actions[action_id] = action
        self.open = action_id
        self.armed.touch()
        beside = threading.Thread(target=kill) if kill is not None else None
        if beside is not None:
            beside.start()
        try:
            self.sem.start(action, Ticket(action_id=action_id, fence=self.fence))
            if beside is None:
                self.sem.wait(action_id, PATIENCE)
                self.process.wait(PATIENCE)
        except ConnectionLost:
            pass
        if beside is not None:
            beside.join()
        self.kill()

    def settle(self):
        """Hold what the restarted server says of the action that was cut, if any was, against the microscope's own record."""
        action_id, self.open = self.open, None
        if action_id is None:
            return
        action = self.actions[action_id]
        begun, complete = self.begun(action_id), self.complete(action_id)
        assert begun <= 1
        try:
            told = self.sem.wait(action_id, 0.0)
        except SemError as error:
            assert "no action" in str(error)
            assert begun == 0, "an effect without a record"
            self.settled[f"{action.kind} not recorded"] += 1
            told = self.perform(action_id, action)
            begun, complete = self.begun(action_id), self.complete(action_id)
        else:
            self.settled[f"{action.kind} {told.phase.value}"] += 1
        assert told.phase in (Phase.DONE, Phase.FAILED), told
        # Without a lease of its time: the outcome is told to whoever has the ticket, and nothing is done for it.
        assert self.sem.start(action, Ticket(action_id=action_id, fence=0)) == told
        assert self.begun(action_id) == begun
        if told.phase is Phase.DONE:
            assert (begun, complete) == (1, True), f"{action_id} is told as done and is not"
        else:
            assert told.error is not None
            assert told.error["vendor_code"] == "server_restarted"
            assert not complete or action.kind == "acquire_frame"
        self.check_frame(action_id, told)

    def check_frame(self, action_id: str, told: Operation):
        """See that a frame told as done can be had, whole and the same every time, and one that failed cannot."""
        if told.kind != "acquire_frame":
            return
        if told.phase is Phase.DONE:
            frame = self.sem.frame(action_id)
            assert frame.metadata.model_dump(mode="json") == told.outcome
            assert frame.pixels.shape == (self.actions[action_id].scan.rows, self.actions[action_id].scan.columns)
            digest = hashlib.sha256(frame.pixels.tobytes()).hexdigest()
            assert self.pixels.setdefault(action_id, digest) == digest, f"{action_id} came with other pixels"
        else:
            try:
                self.sem.frame(action_id)
            except StaleFrame:
                return
            raise AssertionError(f"{action_id} failed and has a frame")

    def check_all(self):
        """Look at every action there ever was once more."""
        for action_id in self.actions:
            told = self.sem.wait(action_id, 0.0)
            assert told.phase in (Phase.DONE, Phase.FAILED)
            assert self.begun(action_id) <= 1, f"{action_id} happened twice"
            assert told.phase is Phase.FAILED or self.complete(action_id)
            self.check_frame(action_id, told)

    def lines(self) -> list[dict[str, Any]]:
        """Return the microscope's own record, but for a last line that is being written."""
        record = self.folder / "record.jsonl"
        return [json.loads(line) for line in record.read_bytes().split(b"\n")[:-1]] if record.exists() else []

    def begun(self, action_id: str) -> int:
        """Return how often the effect of an action began, by the record."""
        return sum(self._is_of(line, action_id) for line in self.lines() if line["effect"] in ("move", "scan"))

    def complete(self, action_id: str) -> bool:
        """Return True if its effect came to its end: the stage at rest on the target, the field scanned as long as it takes."""
        lines = self.lines()
        starts = [number for number, line in enumerate(lines) if self._is_of(line, action_id) and line["effect"] in ("move", "scan")]
        following = lines[starts[0] + 1] if starts and starts[0] + 1 < len(lines) else {"effect": "none"}
        action = self.actions[action_id]
        if following["effect"] == "rest":
            return bool(StagePosition(**following["at"]).distance(action.target) <= 5e-6)
        if following["effect"] == "scan_end":
            return bool(following["dose_C"] >= 0.999 * action.scan.pixels * action.scan.dwell_time * 100e-12)
        return False

    def _is_of(self, line: dict[str, Any], action_id: str) -> bool:
        action = self.actions[action_id]
        if isinstance(action, MoveStage):
            return line["effect"] == "move" and line["target"] == action.target.model_dump()
        return line.get("frame") == action_id


def long_move(number: int) -> MoveStage:
    """Return a move of about a millimetre, to where no other goes."""
    return MoveStage(target=StagePosition(x=(number % 2) * 1e-3 + number * 1e-5, y=-number * 1e-5))


def long_look() -> AcquireFrame:
    """Return an acquisition as long as a long move."""
    return AcquireFrame(field_width=2e-3, scan=LONG)


def short_look() -> AcquireFrame:
    """Return an acquisition that is over at once."""
    return AcquireFrame(field_width=2e-3, scan=SMALL)

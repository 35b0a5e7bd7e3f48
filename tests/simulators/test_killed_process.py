"""A microscope's process that is killed and started again, by the simulator's own record."""

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

from fractoscope.instruments.server import EffectLedger
from fractoscope.instruments.values import Phase
from fractoscope.simulators.physical_record import PhysicalRecord

ACTIONS = 16
SESSION = """
import sys
from pathlib import Path
from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.values import AcquireFrame, MoveStage, Role, ScanSettings, StagePosition, Ticket
from fractoscope.simulators.simulated_sem import SimulatedSem
from fractoscope.simulators.virtual_clock import VirtualClock

folder, count = Path(sys.argv[1]), int(sys.argv[2])
with LocalSem(SimulatedSem(3, VirtualClock(), folder / "effects.jsonl"), EffectLedger(folder / "ledger.sqlite")) as sem:
    fence = sem.take_lease("agent", Role.AGENT).fence
    for n in range(count):
        move = MoveStage(target=StagePosition(x=n * 1e-4, y=0.0))
        look = AcquireFrame(field_width=1e-3 + n * 1e-4, scan=ScanSettings(columns=64, rows=48))
        print(n, flush=True)
        sem.start(move if n % 2 else look, Ticket(action_id=f"a{n}", fence=fence))
        sem.wait(f"a{n}", 30.0)
    print("end", flush=True)
"""


def run_until(folder: Path, last: int) -> bool:
    """Run the session and kill it when it begins the action of that number; return True if it came to its end."""
    arguments = [sys.executable, "-c", SESSION, str(folder), str(ACTIONS)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == "end":
                return True
            if int(line) == last:
                process.kill()
        return False


def test_no_effect_is_repeated_or_lost_over_kills(tmp_path: Path):
    """Pins a retry after a crash that moves the stage or doses the specimen twice, or a ledger that claims what never happened."""
    moments = sorted(random.Random(5).sample(range(1, ACTIONS), 4))
    assert [run_until(tmp_path, moment) for moment in moments] == [False] * len(moments)
    assert run_until(tmp_path, ACTIONS)
    record = PhysicalRecord(tmp_path / "effects.jsonl")
    moves = Counter(round(line["target"]["x"] * 1e4) for line in record.lines("move"))
    scans = Counter(int(line["frame"][1:]) for line in record.lines("scan"))
    ledger = EffectLedger(tmp_path / "ledger.sqlite")
    try:
        for number in range(ACTIONS):
            effect = ledger.find(f"a{number}")
            assert effect is not None
            happened = (moves if number % 2 else scans)[number]
            assert happened <= 1, f"a{number} happened {happened} times"
            assert happened == 1 or effect.phase is not Phase.DONE, f"a{number} is recorded as done and never happened"
    finally:
        ledger.close()

"""Whatever two hostile clients send, the rules hold: by a model of them and by the microscope's own record."""

import sys
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from fractoscope.instruments.values import Operation

from .bench import Bench
from .hostile_clients import HostileClients
from .nonsense import NONSENSE
from .orders import CHANGES, KINDS, MALFORMED, changed
from .reference_model import Held

EXECUTED = ("executed move_stage", "executed acquire_frame", "executed autofocus", "executed set_beam")
REFUSED = ("refused NotInControl", "refused LimitExceeded", "refused Unsupported", "refused Busy", "refused SemError")
RARER = (
    *("refused ActionConflict", "refused InterlockOpen", "refused NotPermitted", "refused StaleFrame", "frames compared"),
    *("pre-emptions", "leases run out", "stops in mid-action", "cancels in mid-action", "restarts", "crashes", "started side by side"),
    *("start beside stop, accepted", "start beside take, accepted", "ticket again, other case", "ticket again of what was done"),
)


def drive(examples: int, steps: int):
    """Run the machine and return what it counted."""
    HostileClients.tally.clear()
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        derandomize=True,
        database=None,
        deadline=None,
        # Real servers, ports and files under each example: shrinking a failure would take longer than reading it.
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(HostileClients, settings=chosen)
    tally = HostileClients.tally
    sys.stdout.write("".join(f"{count:7d} {what}\n" for what, count in sorted(tally.items())))
    return tally


def require(tally: Counter[str], least: dict[str, int]):
    """Fail where what the test is about hardly happened: a server that refuses all would break no rule either."""
    rare = {what: tally[what] for what, count in least.items() if tally[what] < count}
    assert not rare, f"happened too rarely: {rare}"


def test_every_hostile_order_meets_its_refusal_and_every_harmless_one_is_carried_out(tmp_path: Path):
    """Pins the one change among hundreds that random steps do not happen upon."""
    bench = Bench(tmp_path, Counter())
    try:
        call = bench.link("agent").call
        fence = bench.model.highest = call("take_lease", "agent", "agent", "", 3600.0)["fence"]
        bench.model.held = Held("agent", "agent", fence, 3600.0, bench.clock.monotonic() + 3600.0)
        every = [(kind, change) for kind in KINDS for change in CHANGES[kind]]
        for serial, (what, change) in enumerate(every):
            order = changed(what, serial, change)
            start = partial(call, "start", order.content, {"action_id": f"a{serial}", "fence": fence})
            if order.refusal is not None:
                bench.refused(start, order.refusal)
                continue
            bench.begin(Operation.model_validate(start()), order)
            if what != "set_beam":
                bench.finish()
            events = len(bench.microscope.events)
            assert start()["phase"] == "done"
            assert len(bench.microscope.events) == events, "a ticket used again acted again"
            bench.check()
        for nonsense in NONSENSE:
            bench.refused(partial(call, *nonsense), MALFORMED)
        bench.check_record()
    finally:
        bench.close()


def test_500_hostile_steps_break_no_rule():
    """Pins: a limit passed, an outdated number obeyed, an effect doubled, a beam left on, a refusal that leaves a trace."""
    tally = drive(20, 40)
    require(tally, {"steps": 500, **dict.fromkeys((*EXECUTED, *REFUSED, "stops in mid-action", "crashes"), 1)})


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_10000_hostile_steps_break_no_rule():
    """Pins what only a long run meets."""
    tally = drive(110, 101)
    require(tally, {"steps": 10_000, **dict.fromkeys(EXECUTED + REFUSED, 50), **dict.fromkeys(RARER, 5)})

"""Whatever two hostile clients send, the rules hold: by a model of them and by the microscope's own record."""

import sys

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from .machine import HostileClients


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


def test_500_hostile_steps_break_no_rule():
    tally = drive(10, 50)
    assert tally["steps"] >= 500


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_10000_hostile_steps_break_no_rule():
    tally = drive(100, 100)
    assert tally["steps"] >= 10_000

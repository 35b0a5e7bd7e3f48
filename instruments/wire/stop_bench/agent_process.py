"""A client in control, as an agent is: `python -m fractoscope.instruments.wire.stop_bench.agent_process URI_FILE`.

It takes the lease, starts what it is told, says so, and waits for the end in a call to the server, which a stop then meets.
"""

import sys
from pathlib import Path
from time import perf_counter
from typing import Any

from pydantic import TypeAdapter

from fractoscope.instruments.errors import SemError
from fractoscope.instruments.values import Action, Role, Ticket
from fractoscope.instruments.wire.remote_sem import RemoteSem
from fractoscope.instruments.wire.stop_bench.child_process import PATIENCE, reply, requests

_ACTION: TypeAdapter[Action] = TypeAdapter(Action)


def main(uri_file: Path) -> None:
    """Do what standard input says until it closes."""
    with RemoteSem(uri_file, timeout=30.0) as sem:
        fence = 0
        for request in requests():
            if request["take_lease"]:
                fence = sem.take_lease("stop bench", Role.AGENT, time_to_live=600.0).fence
            _carry_out(sem, fence, request)


def _carry_out(sem: RemoteSem, fence: int, request: dict[str, Any]) -> None:
    action_id = str(request["action_id"])
    try:
        sem.start(_ACTION.validate_python(request["action"]), Ticket(action_id=action_id, fence=fence))
    except SemError as error:
        reply(refused=error.to_dict())
        return
    reply(refused=None)
    waiting = perf_counter()
    operation = sem.wait(action_id, PATIENCE)
    reply(waiting_since=waiting, phase=str(operation.phase), outcome=operation.outcome, error=operation.error)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

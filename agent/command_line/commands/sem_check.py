"""`fractoscope sem check`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson, UriFile

PlanFile = Annotated[Path, typer.Argument(metavar="PLAN", help="JSON list of actions.")]


def sem_check(plan: PlanFile, uri_file: UriFile, as_json: AsJson = False) -> int:
    """Hold a whole plan against the rules of a running server; nothing moves. Status 3 if a step would be refused."""
    from fractoscope.agent.command_line.exit_status import DONE, REFUSED
    from fractoscope.agent.command_line.output import print_json, print_line
    from fractoscope.agent.command_line.plan_file import read_plan
    from fractoscope.instruments.wire import RemoteSem

    actions = read_plan(plan)
    with RemoteSem(uri_file) as sem:
        refusals = sem.check_plan(actions)
    if as_json:
        steps = [
            {"step": number, "kind": action.kind, "refusal": None if refusal is None else {**refusal.to_dict(), "text": str(refusal)}}
            for number, (action, refusal) in enumerate(zip(actions, refusals, strict=True), start=1)
        ]
        print_json({"steps": steps, "refused": sum(refusal is not None for refusal in refusals)})
    else:
        for number, (action, refusal) in enumerate(zip(actions, refusals, strict=True), start=1):
            print_line(f"{number} {action.kind}: {'ok' if refusal is None else f'{type(refusal).__name__}: {refusal}'}")
    return REFUSED if any(refusal is not None for refusal in refusals) else DONE

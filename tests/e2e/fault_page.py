"""The page of faults is what a run of their scenarios gives; this writes it again: `python -m tests.e2e.fault_page`."""

import tempfile
from pathlib import Path

import pytest

from tests.e2e.fault_scenario import Rehearsed, Scenario, rehearse
from tests.e2e.fault_scenarios import SCENARIOS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "faults.md"

HEAD = """# Faults

What a session does when something goes wrong. Each row is a session on the simulated SEM in which that fault strikes its second
frame or move: a real server process, a real journal. The table is written by a run of these sessions, and the tests fail if a
run gives another one; `python -m tests.e2e.fault_page` writes it again. [Rehearse faults](../how-to/rehearse-faults.md) tells how
to run one of your own.

*Found* is the fault's word in the journal with what was done about it; nothing is found where nothing is wrong with what came.
*Not done* lists the actions that were not done, with their journal word. *Moves* and *scans* count what the simulated microscope
really did, by its own record, for the frames that were read; more scans than frames are frames from which nothing was read.
A session that *stopped* did so with its instrument at rest, and tells what a person is to do; the tests resume some of them to
their end.

"""
COLUMNS = ("fault", "found → what was done", "not done", "ended", "frames read", "moves", "scans")


def row(scenario: Scenario, came: Rehearsed) -> str:
    """Return a scenario's line of the table: facts alone, no timings."""
    ended = "recovered" if came.summary["outcome"] == "budget" else "stopped"
    numbers = (came.summary["frames"], len(came.physical("move")), len(came.physical("scan")))
    cells = (scenario.title, words(came.met), words(came.undone), ended, *map(str, numbers))
    return f"| {' | '.join(cells)} |\n"


def words(found: list[str]) -> str:
    return "<br>".join(f"`{word}`" for word in found) or "–"


def page(rows: list[str]) -> str:
    """Return the page as Markdown."""
    rule = "|---" * 4 + "|---:" * 3 + "|\n"
    return f"{HEAD}| {' | '.join(COLUMNS)} |\n{rule}{''.join(rows)}{NOTES}"


NOTES = """
## Remedies

Every remedy takes new action ids and is capped. The count is of steps in a row that failed, whatever their words; a step that
succeeds ends it.

| word | first | second | third |
|---|---|---|---|
{remedies}

Every other word stops the session at once: `link_lost` once the attempts to connect anew are used up, `beam_tripped`,
`vacuum_lost`, `interlock`, `disk_full`, `program`. A stop brings the instrument to rest; without a link its lease runs out and
does it. `summary.json` tells under `left` in which state it was found, and the error tells what a person is to do.

`out_of_focus` and `spoilt_frame` are what the tagger's own quality gate finds: it says nothing of such a frame, and the policy
takes it again, once.

## Where faults are found

| check | where | why there |
|---|---|---|
| move ended at its target, by the driver's word and by read-back | instrument server | every client profits |
| frame: id, size, depth, field width; begun after the one before it ended; no line of it in it; centre where the stage is | \
instrument server | every client profits; a stale frame cannot be had at all |
| the same again, against what this session asked for, and against the target of its move | agent, before a frame is read | the \
wire, a restarted or a foreign server lie between |
| vacuum and beam current, before each decision and after each frame | agent | a frame that was begun in good vacuum may have \
ended without |
| blank, torn, charging | agent, before a frame is read | it is the pixels that tell; frames of less than 128 lines are not measured |

Not found: lines from a picture older than the frame before, charging that shifts no lines, a stage whose encoders are wrong, and
scan distortion.
"""


def remedies() -> str:
    from fractoscope.agent.recovery.remedy import IN_TURN

    return "\n".join(
        f"| `{word}` | {' | '.join([*(f'`{each}`' for each in turns), '`stop`', ''][:3])} |" for word, turns in IN_TURN.items()
    )


NOTES = NOTES.format(remedies=remedies())


def write_page() -> None:
    """Run every scenario and write the page."""
    rows = []
    for scenario in SCENARIOS.values():
        with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
            rows.append(row(scenario, rehearse(scenario, Path(folder), patch)))
    PAGE.write_text(page(rows), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_page()

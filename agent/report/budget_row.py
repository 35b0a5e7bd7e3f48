"""What was spent of what was allowed."""

from collections.abc import Sequence
from dataclasses import dataclass

from fractoscope.agent.journal import Kind
from fractoscope.agent.report.quantities import duration, quantity
from fractoscope.agent.report.session_record import SessionRecord


@dataclass(frozen=True)
class BudgetRow:
    """One part of the budget.

    Attributes
    ----------
    name, used, allowed
        For readers; allowed is "" without a bound.
    share
        Used of allowed, 0 to 1 and above, or None.
    """

    name: str
    used: str
    allowed: str
    share: float | None


def budget_rows(record: SessionRecord) -> Sequence[BudgetRow]:
    """Return frames, dose, working time and stage moves."""
    frames = record.of(Kind.FRAME)
    dose = sum(float(entry.payload["metadata"].get("dose", 0.0)) for entry in frames)
    moves = sum(entry.payload.get("kind") == "move_stage" and entry.payload.get("phase") == "done" for entry in record.of(Kind.ACTION))
    budget = record.mission.budget if record.mission is not None else None
    most, charge, minutes = (budget.frames, budget.dose_C, budget.minutes) if budget is not None else (None, None, None)
    return (
        BudgetRow("Frames", str(len(frames)), "" if most is None else str(most), None if most is None else len(frames) / most),
        BudgetRow("Dose", quantity(dose, "C"), "" if charge is None else quantity(charge, "C"), None if charge is None else dose / charge),
        BudgetRow(
            "Working time",
            duration(record.worked),
            "" if minutes is None else duration(60 * minutes),
            None if minutes is None else record.worked / (60 * minutes),
        ),
        BudgetRow("Stage moves", str(moves), "", None),
    )

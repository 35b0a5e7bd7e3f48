"""A zone in `report.json`."""

from fractoscope.agent.report.document.statement_record import StatementRecord
from fractoscope.agent.verdict import ZoneVerdict
from fractoscope.instruments.values import FrozenValue


class ZoneRecord(FrozenValue):
    """One zone.

    Attributes
    ----------
    verdict
        As in `summary.json`.
    certainty
        In words, of the mode that is stated or leaned to.
    statement, counter
        The verdict, and what was looked for against it, or null.
    triplet
        Numbers of the frames that show the zone, wide to narrow.
    one_place
        Whether those magnify one place.
    """

    verdict: ZoneVerdict
    certainty: str
    statement: StatementRecord
    counter: StatementRecord | None
    triplet: tuple[int, ...]
    one_place: bool

"""The simulators' physical record as a witness."""

from fractoscope.instruments.values import StagePosition
from fractoscope.simulators.physical_record import PhysicalRecord


class RecordWitness:
    def __init__(self, record: PhysicalRecord) -> None:
        self._record = record

    def moves(self):
        return len(self._record.lines("move"))

    def scans(self):
        return len(self._record.lines("scan"))

    def resting_at(self):
        rests = self._record.lines("rest")
        return StagePosition(**rests[-1]["at"]) if rests else None

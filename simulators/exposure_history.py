"""What the beam has already put on the specimen, place by place."""

from collections import deque
from threading import Lock

from fractoscope.simulators.imaging import ContaminationMap, ExposedField
from fractoscope.simulators.imaging.contamination_map import REMEMBERED
from fractoscope.simulators.physical_record import PhysicalRecord


class ExposureHistory:
    """The exposures of a physical record, searches included, oldest first; those of earlier processes as well.

    Parameters
    ----------
    record
        Read once; what comes later is added.
    """

    def __init__(self, record: PhysicalRecord) -> None:
        self._lock = Lock()
        self._fields: deque[ExposedField] = deque(maxlen=REMEMBERED)
        for line in record.lines():
            if "exposed" in line:
                self.add(ExposedField(**line["exposed"]))

    @property
    def contamination(self) -> ContaminationMap:
        """The most recent exposures, for the film that they leave."""
        with self._lock:
            return ContaminationMap(tuple(self._fields))

    def add(self, field: ExposedField) -> None:
        """Add what one more scan has exposed."""
        with self._lock:
            self._fields.append(field)

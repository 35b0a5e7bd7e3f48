"""The simulated microscope, put together."""

from pathlib import Path

from fractoscope.instruments.clocks import SystemClock
from fractoscope.instruments.protocols import Clock, Disturbance, Scanner, Watch
from fractoscope.instruments.values import BeamSettings, Capabilities, ScanSettings
from fractoscope.simulators.contrast_search import ContrastSearch
from fractoscope.simulators.faults import FaultFitting, FaultPlan
from fractoscope.simulators.faults.faulty_chamber import AiryChamber
from fractoscope.simulators.focus_search import FocusSearch
from fractoscope.simulators.mechanics import Mechanics
from fractoscope.simulators.optics import Optics
from fractoscope.simulators.physical_record import PhysicalRecord
from fractoscope.simulators.realism import PLAIN, Realism
from fractoscope.simulators.simulated_chamber import SimulatedChamber
from fractoscope.simulators.simulated_column import COLUMN_SETTINGS, SimulatedColumn
from fractoscope.simulators.simulated_scanner import DETECTORS, INSTRUMENT, SCAN_SETTINGS, SimulatedScanner
from fractoscope.simulators.simulated_stage import STAGE_AXES, TURNING_AXES, SimulatedStage
from fractoscope.simulators.specimen_view import SpecimenView
from fractoscope.simulators.stigmator_search import StigmatorSearch


class SimulatedSem:
    """An adapter for a microscope that exists only here; it tells nothing of the truth about its specimen.

    Making one compiles what the renderer needs, which takes a while the first time on a machine.

    Parameters
    ----------
    seed
        Of the specimen, of the stage's misses and of the noise.
    clock
        Time in which the stage travels and the beam scans.
    record_path
        Where physical effects are written down, one JSON line each; None keeps them in memory. A record that exists is
        continued: the stage stands where it was left, as a real one does when its computer restarts.
    look_interval
        Longest time (s of `clock`) between two looks at whether an action was cancelled; 20 ms of real time at most.
    faults
        What is to go wrong, or None for a microscope that does as it is told and knows nothing of faults.
    realism
        What is wrong with it in everyday work.
    real_clock
        Time of the link, for its faults; None takes the system's.
    family
        What kind of specimen it is: see `FAMILIES`.

    Attributes
    ----------
    disturbance
        Faults of the link and the disk around the microscope, for its server; None without a plan.
    """

    def __init__(
        self,
        seed: int,
        clock: Clock,
        record_path: Path | None = None,
        *,
        look_interval: float = 0.01,
        faults: FaultPlan | None = None,
        realism: Realism = PLAIN,
        real_clock: Clock | None = None,
        family: str = "plate",
    ) -> None:
        self.record = PhysicalRecord(record_path)
        view = SpecimenView(seed, family)
        view.compile()
        fitting = None if faults is None else FaultFitting(faults, clock, real_clock or SystemClock(), self.record)
        axes = {**STAGE_AXES, **TURNING_AXES} if realism.turns else STAGE_AXES
        stage = SimulatedStage(clock, self.record, imperfections=realism.stage, seed=seed, axes=axes, look_interval=look_interval)
        column = SimulatedColumn(clock, self.record, astigmatism=realism.astigmatism, seed=seed)
        self.stage: Mechanics = stage
        self.column: Optics = column
        if fitting is not None:
            self.stage, self.column = (faulty_stage := fitting.stage(stage)), fitting.column(column)
        scanner = SimulatedScanner(clock, self.record, self.stage, self.column, view, realism=realism, look_interval=look_interval)
        self.scanner: Scanner = scanner
        self.chamber: AiryChamber = SimulatedChamber(clock, self.record, look_interval=look_interval)
        self.disturbance: Disturbance | None = None
        if fitting is not None:
            self.scanner, self.chamber = fitting.scanner(scanner, faulty_stage), fitting.chamber(self.chamber)
            self.disturbance = fitting.surroundings
        self._focus = FocusSearch(self.column, scanner)
        self._stigmators = StigmatorSearch(self.column, scanner)
        self._contrast = ContrastSearch(scanner)

    def autofocus(self, field_width: float, watch: Watch) -> BeamSettings:
        """Find and set the sharpest working distance at the present place; see `FocusSearch.find`."""
        return self._focus.find(field_width, watch)

    def autostigmate(self, field_width: float, watch: Watch) -> BeamSettings:
        """Find and set the stigmators at the present place and focus; see `StigmatorSearch.find`."""
        return self._stigmators.find(field_width, watch)

    def adjust_contrast(self, field_width: float, scan: ScanSettings, watch: Watch) -> ScanSettings:
        """Find brightness and contrast for frames of a scan; see `ContrastSearch.find`."""
        return self._contrast.find(field_width, scan, watch)

    def describe(self) -> Capabilities:
        """Return what this microscope can do."""
        return Capabilities(
            instrument=INSTRUMENT,
            simulated=True,
            axes=self.stage.axes,
            settings={**COLUMN_SETTINGS, **SCAN_SETTINGS},
            detectors=DETECTORS,
            bits=(8, 16),
            abilities=("set_beam", "autofocus", "autostigmate", "auto_contrast", "pump"),
        )

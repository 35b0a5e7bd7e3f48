"""What the entry points in `fractoscope.microscopes` name: our own adapters, made from options."""

from collections.abc import Mapping

from fractoscope.instruments.protocols import Adapter
from fractoscope.simulators.adapter_options import AdapterOptions
from fractoscope.simulators.scaled_clock import ScaledClock

LOOK_INTERVAL = 0.01
"""Real seconds between two looks at whether an action was cancelled: half of what `Watch` asks for."""


def make_simulated(options: Mapping[str, str]) -> Adapter:
    """Return a simulated microscope.

    Parameters
    ----------
    options
        `seed` (whole number, 0): of the specimen. `family` (name, plate): what kind of specimen it is.
        `rate` (number, 1): simulated seconds in a real one; a server should keep
        real time for its own allowances. `chamber` (pumped or vented; default: as it was left): vented is as after a change of specimen.
        `record` (file): where physical effects are written down, one JSON line each.
        `realism` (plain or full; default: plain): full has backlash, creep, drift, tilt, rotation, astigmatism, contamination,
        charging, hum and vibration as far as the image stage shows them. `truth_file` (file): where the truth about the specimen is
        written; without it nothing is told. `faults` (file): what is to go wrong.

    Raises
    ------
    BadOption
        If an option is unknown or not what it should be.
    BadFile
        If the record is none, or the faults cannot be read.
    """
    known = ("seed", "family", "rate", "chamber", "record", "realism", "truth_file", "faults")
    chosen = AdapterOptions("simulated", options, known)
    seed = chosen.whole_number("seed", 0)
    rate = chosen.positive_number("rate", 1.0)
    full = chosen.one_of("realism", ("plain", "full")) == "full"
    vented = chosen.one_of("chamber", ("pumped", "vented")) == "vented"
    # These load numba, which neither the command line nor the mounted micrographs need.
    from fractoscope.simulators.faults import read_fault_plan
    from fractoscope.simulators.ground_truth import GroundTruth
    from fractoscope.simulators.realism import FULL, PLAIN
    from fractoscope.simulators.simulated_sem import SimulatedSem
    from fractoscope.simulators.specimen.families.registry import FAMILIES

    family = chosen.one_of("family", tuple(FAMILIES)) or "plate"

    faults_file = chosen.path("faults")
    faults = None if faults_file is None else read_fault_plan(faults_file)
    truth_file = chosen.path("truth_file")
    if truth_file is not None:
        GroundTruth(seed, family).write(truth_file)
    microscope = SimulatedSem(
        seed,
        ScaledClock(rate),
        chosen.path("record"),
        look_interval=LOOK_INTERVAL * rate,
        faults=faults,
        realism=FULL if full else PLAIN,
        family=family,
    )
    if vented:
        microscope.chamber.vent()
    return microscope


def make_mounted(options: Mapping[str, str]) -> Adapter:
    """Return a microscope whose specimens are real pictures.

    Parameters
    ----------
    options
        `folder` (needed): the pictures. `csv` (file): their pixel sizes, where the files carry none. `rate` (number, 1) and
        `record` (file): as for the simulated one. `placements_file` (file): where it is written at which stage positions the
        pictures lie.

    Raises
    ------
    BadOption
        If an option is unknown, missing, or not what it should be.
    BadFile
        If the folder, the table or the record cannot be read, or nothing can be mounted.
    """
    chosen = AdapterOptions("mounted", options, ("folder", "csv", "rate", "record", "placements_file"))
    folder = chosen.required_path("folder")
    rate = chosen.positive_number("rate", 1.0)
    # Opening pictures loads decoders that a session on another microscope does not need.
    from fractoscope.simulators.mounted_micrographs import MountedMicrographs

    microscope = MountedMicrographs(
        folder, chosen.path("csv"), ScaledClock(rate), chosen.path("record"), look_interval=LOOK_INTERVAL * rate
    )
    placements_file = chosen.path("placements_file")
    if placements_file is not None:
        microscope.stub.write_placements(placements_file)
    return microscope

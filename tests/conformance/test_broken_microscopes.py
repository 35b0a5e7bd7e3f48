"""The suite finds what a bad adapter gets wrong, by the property that names the fault."""

from pathlib import Path
from typing import Any

import pytest

from fractoscope.instruments.conformance import Neighbourhood, Outcome, Subject, run_conformance
from fractoscope.instruments.conformance.run_conformance import TOPICS
from tests.conformance.broken import columns, scanners, stages
from tests.conformance.broken.sound_sem import SoundSem
from tests.conformance.record_witness import RecordWitness
from tests.simulators.held_clock import HeldClock

FAULTS = {
    stages.ClipsTargets: "moves: an axis arrives where it was sent (x)",
    stages.RemembersTheTarget: "stop: stop halts a move half way",
    stages.IgnoresHalt: "stop: stop halts a move half way",
    stages.SwallowsCancel: "operations: cancel ends a move and is idempotent",
    stages.ReturnsEarly: "moves: a stage stands still once its move is done",
    stages.SaysStillTooSoon: "moves: a stage stands still once its move is done",
    stages.DropsTilt: "moves: an axis arrives where it was sent (tilt)",
    stages.LevelsTilt: "moves: a move of one axis leaves the others",
    stages.MovesByTheTarget: "moves: an axis arrives where it was sent (y)",
    stages.MovesTwice: "moves: the account of the stage agrees",
    stages.BlocksReadBacks: "stop: the state is told while the stage moves",
    scanners.ForgetsToBlank: "frames: the beam is off after a frame",
    scanners.LeavesTheScanRunning: "frames: the beam is off after a frame",
    scanners.ScansOnAfterStop: "stop: stop ends a scan and blanks the beam",
    scanners.SwallowsScanCancel: "operations: cancel ends a scan",
    scanners.StampsReal: "frames: a frame says whether it is simulated",
    scanners.StampsTheDefaultBeam: "frames: a frame carries the beam that made it",
    scanners.StampsTheRequestedField: "pictures: a wider field shows more",
    scanners.StampsLocalTime: "frames: a frame knows when it was taken",
    scanners.ReturnsThePreviousFrame: "pictures: the first frame after a move is no older one",
    scanners.ReusesItsBuffer: "frames: a frame stays what it was when the next is taken",
    scanners.LosesALine: "frames: a frame has the shape and depth asked for (8)",
    scanners.SwapsRowsAndColumns: "frames: a frame has the shape and depth asked for (8)",
    scanners.Holds8BitsIn16: "frames: a 16 bit frame holds more than 8 bits",
    scanners.IsBlank: "frames: a frame is not blank",
    scanners.EndsBlank: "frames: a frame is not blank",
    scanners.MirrorsX: "pictures: a move shifts the picture the right way (x)",
    scanners.TurnsYUpsideDown: "pictures: a move shifts the picture the right way (y)",
    scanners.ScansTwice: "frames: an acquisition is one scan",
    scanners.CountsDoseTwice: "frames: the dose is current times dwell time times pixels",
    scanners.CountsNoDose: "frames: the dose is current times dwell time times pixels",
    scanners.ProgressJumpsBack: "operations: progress never falls",
    columns.ResetsTheStigmators: "abilities: setting one thing leaves the others",
    columns.FocusesNothing: "abilities: setting the beam is announced or refused",
    columns.SettingUnblanks: "abilities: setting one thing leaves the others",
    columns.AnnouncesAutofocus: "abilities: autofocus is announced or refused",
    columns.FocusLeavesTheBeamOn: "abilities: autofocus is announced or refused",
    columns.GuessesTravel: "description: its ranges hold the present state",
    columns.GuessesResolutions: "limits: an end of a range can be scanned (columns-low)",
    columns.TravelsInMillimetres: "description: its ranges are in si units",
    columns.KnowsNoSpeed: "description: it describes itself completely",
    columns.GuessesSpeed: "operations: an action announces how long it may take",
    columns.HasNoFieldWidth: "description: it describes itself completely",
    columns.StartsWithTheBeamOn: "description: the state agrees with the description",
}

CORRECTED = {
    stages.ReportsTheRequest: "moves: a move is reported as read back",
    columns.ReportsTheRequestedBeam: "abilities: setting the beam is announced or refused",
}
"""What the server's own read-back puts right, with the property that would fail without it."""


def examine(make: Any, tmp_path: Path, topics: tuple[str, ...]):
    """Return what the suite says of a microscope, as outcome and what was seen by property."""
    clock = HeldClock()
    adapter = make(clock)
    axes = frozenset({"x", "y", "z", "tilt", "rotation"})
    place = Neighbourhood(home=adapter.rest, field_width=150e-6, axes=axes)
    with Subject.in_process(adapter, tmp_path, hold=clock, witness=RecordWitness(adapter.record)) as subject:
        return run_conformance(subject, place, topics=topics)


def test_the_sound_microscope_passes_everything(tmp_path: Path):
    """Pins a suite that fails what is right, which would make every finding below worthless."""
    report = examine(SoundSem, tmp_path, TOPICS)
    others = {f"{result.topic}: {result.name}": result.seen for result in report.properties if result.outcome is not Outcome.PASSED}
    unshown = {name for name in others if name.startswith("wire: ")} | {
        "limits: an axis that is not there is refused",
        "limits: a depth that is not there is refused",
        "limits: a raster that is not listed is refused",
    }
    assert set(others) == unshown, others
    assert report.conforms


@pytest.mark.parametrize("fault", FAULTS, ids=lambda kind: kind.__name__)
def test_a_broken_microscope_is_found(fault: Any, tmp_path: Path):
    """Pins a suite that a bad adapter gets through."""
    report = examine(fault, tmp_path, (FAULTS[fault],))
    (result,) = report.properties
    assert result.outcome is Outcome.FAILED, f"{fault.__doc__} {result.outcome}: {result.seen}"
    assert not report.conforms


@pytest.mark.parametrize("fault", CORRECTED, ids=lambda kind: kind.__name__)
def test_what_an_adapter_only_claims_is_put_right_by_the_server(fault: Any, tmp_path: Path):
    """Pins a server that passes an adapter's word on without looking for itself."""
    (result,) = examine(fault, tmp_path, (CORRECTED[fault],)).properties
    assert result.outcome is Outcome.PASSED, result.seen


def test_every_fault_has_a_broken_microscope():
    """Pins a broken microscope that nobody tries."""
    made = {kind for module in (columns, scanners, stages) for kind in vars(module).values() if isinstance(kind, type)}
    tried = {kind for kind in made if issubclass(kind, SoundSem)} - {SoundSem, columns.Describes}
    assert tried == set(FAULTS) | set(CORRECTED)

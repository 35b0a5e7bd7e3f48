"""What crosses from the simulated microscope to an agent at run time."""

import re
from typing import Any

from fractoscope.instruments.values import ScanSettings
from fractoscope.simulators.ground_truth import GroundTruth
from fractoscope.simulators.simulated_sem import SimulatedSem
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.virtual_clock import VirtualClock

FAMILY, SEED = "multi_origin_fatigue", 4


def test_frames_and_capabilities_tell_no_truth(watch: Any):
    """Pins an origin, a mode, a defect or a zone that reaches the agent beside the pixels: seed and family alone name the specimen."""
    sem = SimulatedSem(SEED, VirtualClock(), family=FAMILY)
    metadata = sem.scanner.acquire("f", 5e-3, ScanSettings(columns=64, rows=48), watch).metadata
    assert metadata.notes | {"exposure": ""} == {"simulator_seed": str(SEED), "simulator_family": FAMILY, "exposure": ""}
    told = metadata.model_dump_json() + sem.describe().model_dump_json()
    told = told.replace(FAMILY, "")
    truth = GroundTruth(SEED, FAMILY)
    names = {feature.name.lower() for feature in Feature if feature.name}
    names |= {str(zone.mode) for zone in truth.zones} | {zone.name for zone in truth.zones} - {"mount"}
    names |= {"truth", "zone", "origin", "defect", "history", truth.history.cause}
    assert {name for name in names if name in told} == set()
    numbers = {float(number) for number in re.findall(r"-?\d+\.?\d*(?:[eE][-+]?\d+)?", told)}
    for origin in truth.origins:
        assert not any(abs(number - value) < 1e-7 for number in numbers for value in (origin.x, origin.y)), origin

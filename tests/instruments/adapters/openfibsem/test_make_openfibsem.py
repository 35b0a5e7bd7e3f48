"""The factory: options, and what is not served."""

import importlib.util
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

from fractoscope.instruments.adapters.openfibsem import make_openfibsem
from fractoscope.instruments.errors import BadFile, HardwareFault, SemError

LIMITS = "[axes]\nx = { low = -0.01, high = 0.01, speed = 1e-3 }\n"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({}, "needs the option manufacturer: give manufacturer as one of Demo, ThermoFisher"),
        ({"manufacturer": "Zeiss"}, "one of Demo, ThermoFisher, not 'Zeiss'"),
        ({"manufacturer": "TESCAN"}, "turns the ion beam on when it connects"),
        ({"manufacturer": "Demo", "colour": "red"}, "has no option colour; it takes manufacturer"),
        ({"manufacturer": "ThermoFisher"}, "needs the option ip_address"),
        ({"manufacturer": "ThermoFisher", "ip-address": "localhost"}, "needs the option limits"),
        ({"manufacturer": "Demo", "simulated": "no"}, "give true or false"),
    ],
)
def test_a_wrong_option_says_what_is_accepted(options: Any, says: Any):
    """Pins a demo that is served because nobody said what to serve, and a misspelling that is passed over."""
    with pytest.raises(ValueError, match=says):
        make_openfibsem(options)


def test_without_the_package_the_way_out_is_told(monkeypatch: Any):
    """Pins a ModuleNotFoundError that tells a microscopist nothing."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SemError, match=r"pip install 'fractoscope\[openfibsem\]'$"):
        make_openfibsem({"manufacturer": "Demo"})


@pytest.mark.usefixtures("demo")
def test_the_entry_point_makes_the_demo_and_stamps_it_as_simulated():
    """Pins an entry point that names nothing, and a demo's pictures that pass for data."""
    (entry,) = entry_points(group="fractoscope.microscopes", name="openfibsem")
    capabilities = entry.load()({"manufacturer": "demo"}).describe()
    assert capabilities.simulated is True
    assert capabilities.instrument.startswith("OpenFIBSEM 0.5")


@pytest.mark.usefixtures("demo")
def test_a_detector_that_is_not_there_is_refused_with_those_that_are():
    """Pins a misspelt detector for which another one is used."""
    with pytest.raises(ValueError, match="there is no detector 'Everhart'; choose one of ETD, TLD"):
        make_openfibsem({"manufacturer": "Demo", "detector": "Everhart"})


@pytest.mark.usefixtures("demo")
def test_thermofishers_driver_without_its_software_is_one_clear_fault(tmp_path: Any):
    """Pins a fall-back to the demo where AutoScript is missing."""
    (tmp_path / "limits.toml").write_text(LIMITS, encoding="utf-8")
    with pytest.raises(HardwareFault, match="Autoscript"):
        make_openfibsem({"manufacturer": "ThermoFisher", "ip_address": "localhost", "limits": str(tmp_path / "limits.toml")})


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("text", "says"), [(None, "cannot be read"), ("stage: [", "is no configuration"), ("stage: {}\n", "is no configuration")]
)
def test_a_configuration_that_cannot_be_used_says_why(tmp_path: Any, text: Any, says: Any):
    """Pins a KeyError from deep inside."""
    file = tmp_path / "microscope.yaml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile, match=says):
        make_openfibsem({"manufacturer": "Demo", "configuration": str(file)})


@pytest.mark.usefixtures("demo")
def test_a_compustage_is_not_served(tmp_path: Any):
    """Pins a stage with other axes and another frame of reference that is driven as if it were ours."""
    from fibsem.config import MICROSCOPE_CONFIGURATION_PATH

    file = tmp_path / "arctis.yaml"
    file.write_text(Path(MICROSCOPE_CONFIGURATION_PATH).read_text("utf-8") + "\n    is_compustage: true\n", encoding="utf-8")
    with pytest.raises(SemError, match="CompuStage"):
        make_openfibsem({"manufacturer": "Demo", "configuration": str(file)})

"""What the entry point `openfibsem` in `fractoscope.microscopes` names."""

from collections.abc import Mapping
from pathlib import Path

from fractoscope.instruments.adapters.openfibsem.connection import DRIVERS, Connection
from fractoscope.instruments.adapters.openfibsem.fibsem_library import FibsemLibrary
from fractoscope.instruments.adapters.openfibsem.instrument_limits import InstrumentLimits
from fractoscope.instruments.adapters.openfibsem.openfibsem_sem import OpenFibsemSem
from fractoscope.instruments.adapters.openfibsem.stated_limits import StatedLimits
from fractoscope.instruments.adapters.openfibsem.told_limits import LIMITS
from fractoscope.instruments.clocks import SystemClock
from fractoscope.instruments.protocols import Adapter

OPTIONS = ("manufacturer", "ip_address", "configuration", "limits", "detector", "simulated")

DEMO_LIMITS = Path(__file__).parent / "demo_limits.toml"

NOT_SERVED = "fibsem's TESCAN driver turns the ion beam on when it connects and has no blanker, so it is not served"


def make_openfibsem(options: Mapping[str, str]) -> Adapter:
    """Return a microscope that fibsem drives.

    Parameters
    ----------
    options
        `manufacturer` (needed): Demo or ThermoFisher; never chosen here, so that nobody gets the demo unasked. `ip_address` (needed but
        for Demo): of the microscope's server. `limits` (file, needed but for Demo): ranges and speeds that the instrument does not tell.
        `configuration` (file): fibsem's YAML of the instrument. `detector` (ETD): type of the detector. `simulated` (false): true where
        a vendor's offline simulator stands behind the address; the demo is always simulated.

    Raises
    ------
    ValueError
        If an option is unknown, missing, or not what it should be.
    BadFile
        If a file cannot be used, or a limit that is needed is known to nobody.
    SemError
        If fibsem is not installed or does not load.
    HardwareFault, Unsupported
        If the microscope does not connect, cannot be blanked, or has a stage that is not known here.
    """
    given = {name.replace("-", "_"): value for name, value in options.items()}
    unknown = sorted(set(given) - set(OPTIONS))
    if unknown:
        raise ValueError(f"the openfibsem microscope has no option {', '.join(unknown)}; it takes {', '.join(OPTIONS)}")
    manufacturer = _manufacturer(given)
    demo = manufacturer == "Demo"
    for name in ("ip_address", "limits"):
        if not demo and name not in given:
            raise ValueError(f"the openfibsem microscope of {manufacturer} needs the option {name}")
    simulated = _simulated(given) or demo
    limits_file = Path(given["limits"]) if "limits" in given else DEMO_LIMITS
    stated = StatedLimits.read(limits_file)
    configuration = Path(given["configuration"]) if "configuration" in given else None
    library = FibsemLibrary.load()
    connection = Connection.open(library, manufacturer, given.get("ip_address", "localhost"), configuration, simulated=simulated)
    limits = InstrumentLimits.join(LIMITS[manufacturer](connection), stated, library.rasters, str(limits_file))
    return OpenFibsemSem(connection, limits, given.get("detector", "ETD"), SystemClock())


def _manufacturer(given: Mapping[str, str]) -> str:
    asked = given.get("manufacturer", "")
    for name in DRIVERS:
        if asked.lower() == name.lower():
            return name
    choice = f"give manufacturer as one of {', '.join(DRIVERS)}"
    if asked.lower() == "tescan":
        raise ValueError(f"{NOT_SERVED}; {choice}")
    raise ValueError(f"{choice}, not {asked!r}" if asked else f"the openfibsem microscope needs the option manufacturer: {choice}")


def _simulated(given: Mapping[str, str]) -> bool:
    text = given.get("simulated", "false")
    if text not in ("true", "false"):
        raise ValueError(f"simulated of the openfibsem microscope is {text!r}; give true or false")
    return text == "true"

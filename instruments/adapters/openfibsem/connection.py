"""A connected microscope, and how the connection is made without setting anything."""

import importlib
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fractoscope.instruments.adapters.openfibsem.demo_letters import draw_letters
from fractoscope.instruments.adapters.openfibsem.driver import Driver
from fractoscope.instruments.adapters.openfibsem.fibsem_library import FibsemLibrary
from fractoscope.instruments.adapters.openfibsem.vendor_call import vendor_call
from fractoscope.instruments.errors import BadFile, Unsupported

PORT = 7520
"""Port of AutoScript's server, the default of fibsem."""

DRIVERS = {"Demo": ("fibsem.microscopes.simulator", "DemoMicroscope"), "ThermoFisher": ("fibsem.microscope", "ThermoMicroscope")}
"""Module and class by manufacturer.

TESCAN's (`fibsem.microscopes.tescan`) is left out: connecting sets a detector of the ion beam, for which it turns that beam on, and it
has no blanker. See decision 10.
"""


@dataclass(frozen=True)
class Connection:
    """What every ability talks to.

    Attributes
    ----------
    driver
        The microscope object; one of its own locks and events each.
    library
        The package's classes.
    name
        Under which frames are signed.
    manufacturer
        Key of `DRIVERS`.
    simulated
        True if no real specimen is under a real beam.
    """

    driver: Driver
    library: FibsemLibrary
    name: str
    manufacturer: str
    simulated: bool

    @classmethod
    def open(cls, library: FibsemLibrary, manufacturer: str, address: str, configuration: Path | None, *, simulated: bool) -> "Connection":
        """Connect.

        Parameters
        ----------
        library
            The package.
        manufacturer, address
            Whose microscope, and where its server is.
        configuration
            fibsem's YAML file of the instrument, or None for the package's own.
        simulated
            Stamp for the frames.

        Raises
        ------
        BadFile
            If the configuration cannot be used.
        HardwareFault
            If the driver cannot be made or does not connect; its text is kept.
        Unsupported
            If the stage is one whose frame of reference is not known here.
        """
        module, name = DRIVERS[manufacturer]
        system = _system(library, configuration or library.configuration)
        system.info.manufacturer = manufacturer
        with vendor_call("connect"):
            driver: Any = getattr(importlib.import_module(module), name)(system)
            # fibsem keeps these on the class, so that two objects would share one lock and one stop.
            driver._threading_lock = threading.RLock()
            driver._stop_acquisition_event = threading.Event()
            driver.connect_to_microscope(address, PORT, reset_beam_shift=False)
            if manufacturer == "Demo":
                draw_letters(driver, library.rasters)
        title = f"OpenFIBSEM {library.version}: {system.info.model} {system.info.serial_number}"
        if driver.stage_is_compustage:
            raise Unsupported(ability="a CompuStage, whose axes are not known here", instrument=title)
        return cls(driver=driver, library=library, name=title, manufacturer=manufacturer, simulated=simulated)


def _system(library: FibsemLibrary, path: Path) -> Any:
    try:
        settings = importlib.import_module("fibsem.utils").load_yaml(path)
        return library.structures.SystemSettings.from_dict(settings)
    except OSError as error:
        raise BadFile(
            path=str(path), reason=f"cannot be read ({error.strerror or error})", remedy="give a configuration of fibsem"
        ) from error
    except Exception as error:
        reason = f"is no configuration of fibsem ({type(error).__name__}: {' '.join(str(error).split())})"
        raise BadFile(path=str(path), reason=reason, remedy="write it with fibsem's own tools") from error

"""The package `fibsem`, loaded when a microscope is made and not before."""

import importlib
import importlib.util
import logging
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fractoscope.instruments.adapters.openfibsem.quiet_import import quiet_import
from fractoscope.instruments.adapters.openfibsem.quiet_log import NAME, quiet_root
from fractoscope.instruments.errors import SemError

MISSING = (
    "the openfibsem microscope needs the package fibsem, which is not installed; install it with: pip install 'fractoscope[openfibsem]'"
)


@dataclass(frozen=True)
class FibsemLibrary:
    """What is used of the package besides the microscope object.

    Attributes
    ----------
    version
        Of the installed package.
    structures
        Module `fibsem.structures`: its classes of positions, image settings and points.
    electron
        The electron beam's name, the only one that is ever used.
    rasters
        Columns and rows on offer; the vendors' software takes only listed ones.
    configuration
        The package's own configuration file.
    """

    version: str
    structures: Any
    electron: Any
    rasters: tuple[tuple[int, int], ...]
    configuration: Path

    @classmethod
    def load(cls) -> "FibsemLibrary":
        """Import the package with its habits contained.

        Raises
        ------
        SemError
            If it is not installed, or does not load: it makes folders beside its own files, so these must be writable.
        """
        found = importlib.util.find_spec("fibsem")
        if found is None or found.origin is None:
            raise SemError(reason=MISSING)
        quiet_root(Path(found.origin).parent)
        try:
            with quiet_import() as said:
                config = importlib.import_module("fibsem.config")
                structures = importlib.import_module("fibsem.structures")
                importlib.import_module("fibsem.microscope")
        except (ImportError, OSError) as error:
            raise SemError(reason=f"fibsem does not load ({error}); repair its installation, whose folder must be writable") from error
        if said.getvalue():
            logging.getLogger(NAME).debug("on import: %s", said.getvalue().strip())
        rasters = sorted((int(columns), int(rows)) for columns, rows in (name.split("x") for name in config.AVAILABLE_RESOLUTIONS))
        return cls(
            version=version("fibsem"),
            structures=structures,
            electron=structures.BeamType.ELECTRON,
            rasters=tuple(rasters),
            configuration=Path(config.MICROSCOPE_CONFIGURATION_PATH),
        )

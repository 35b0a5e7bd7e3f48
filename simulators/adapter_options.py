"""Options of a simulator, as they come from a command line."""

from collections.abc import Mapping
from math import isfinite
from pathlib import Path

from fractoscope.simulators.bad_option import BadOption


class AdapterOptions:
    """Reads options by name, `-` and `_` alike, and refuses those that nobody asks for.

    Parameters
    ----------
    adapter
        Named in errors.
    given
        What the caller wants.
    known
        Names that the adapter takes, with `_`.

    Raises
    ------
    BadOption
        If an option is unknown.
    """

    def __init__(self, adapter: str, given: Mapping[str, str], known: tuple[str, ...]) -> None:
        self._adapter = adapter
        self._given = {name.replace("-", "_"): value for name, value in given.items()}
        unknown = sorted(set(self._given) - set(known))
        if unknown:
            raise BadOption(f"the {adapter} microscope has no option {', '.join(unknown)}; it takes {', '.join(known)}")

    def whole_number(self, name: str, default: int) -> int:
        """Return an option as a whole number from 0 on, or its default."""
        text = self._given.get(name)
        if text is None:
            return default
        if not text.isascii() or not text.isdigit():
            raise BadOption(f"{name} of the {self._adapter} microscope is {text!r}; give a whole number from 0 on")
        return int(text)

    def positive_number(self, name: str, default: float) -> float:
        """Return an option as a number above 0, or its default."""
        text = self._given.get(name)
        try:
            value = default if text is None else float(text)
        except ValueError:
            value = 0.0
        if not (isfinite(value) and value > 0):
            raise BadOption(f"{name} of the {self._adapter} microscope is {text!r}; give a number above 0")
        return value

    def one_of(self, name: str, accepted: tuple[str, ...]) -> str | None:
        """Return an option that names one of a few things, or None."""
        text = self._given.get(name)
        if text is not None and text not in accepted:
            raise BadOption(f"{name} of the {self._adapter} microscope is {text!r}; give {' or '.join(accepted)}")
        return text

    def path(self, name: str) -> Path | None:
        """Return an option as a path, or None."""
        text = self._given.get(name)
        return None if text is None else Path(text)

    def required_path(self, name: str) -> Path:
        """Return an option as a path.

        Raises
        ------
        BadOption
            If it is not given.
        """
        path = self.path(name)
        if path is None:
            raise BadOption(f"the {self._adapter} microscope needs the option {name}")
        return path

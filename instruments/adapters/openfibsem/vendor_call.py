"""The edge at which a vendor's exceptions become ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from fractoscope.instruments.errors import HardwareFault, SemError


@contextmanager
def vendor_call(name: str) -> Iterator[None]:
    """Turn whatever a driver raises into a fault that keeps its text.

    Parameters
    ----------
    name
        What was called, for the fault's code.

    Raises
    ------
    HardwareFault
        With the driver's class of exception in the code and its text; errors of our own tree pass as they are.
    """
    try:
        yield
    except SemError:
        raise
    except Exception as error:
        text = " ".join(str(error).split()) or "the driver gave no text"
        raise HardwareFault(vendor_code=f"{name}: {type(error).__name__}", vendor_text=text) from error

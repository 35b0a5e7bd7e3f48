"""Keeping what libraries say to each other out of a run's output."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet_libraries() -> Iterator[None]:
    """Hide that one library calls another by a name that will change; what warns of the run itself stays visible."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*activation_checkpointing", category=FutureWarning)
        warnings.filterwarnings("ignore", message=".*pin_memory", category=UserWarning)
        yield

"""Importing a package that prints, lengthens the module path and fills caches."""

import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path


@contextmanager
def quiet_import() -> Iterator[io.StringIO]:
    """Contain what an import does besides importing, and yield what it prints.

    Standard output is for results: what the package says there is kept apart. Folders on the module path that do not exist go again
    (fibsem adds a vendor's Windows folders everywhere). matplotlib, which comes along, keeps its font list in a folder that goes with
    the import, unless it was loaded before or the user has chosen one.
    """
    said = io.StringIO()
    before = list(sys.path)
    chosen = os.environ.get("MPLCONFIGDIR")
    with tempfile.TemporaryDirectory(prefix="fractoscope-", ignore_cleanup_errors=True) as folder, redirect_stdout(said):
        if chosen is None and "matplotlib" not in sys.modules:
            os.environ["MPLCONFIGDIR"] = folder
        try:
            yield said
        finally:
            sys.path[:] = [place for place in sys.path if place in before or Path(place).is_dir()]
            if chosen is None:
                os.environ.pop("MPLCONFIGDIR", None)

"""What holds for all tests."""

import signal
import threading

import pytest

# A run in the background of a shell begins with Ctrl-C ignored, and so would every process that a test starts and interrupts.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)

TOGETHER = ("mined_corpus", "version")
"""Fixtures that take many seconds: the files that use one go to one process of several, so that it is made once."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests of a file, and the files that share a dear fixture, in one process."""
    if not config.pluginmanager.hasplugin("xdist"):
        return
    shared: dict[str, str] = {}
    for item in items:
        file = item.nodeid.partition("::")[0]
        for name in TOGETHER:
            if name in getattr(item, "fixturenames", ()):
                shared[file] = f"{name} of {file.split('/')[1]}"
    for item in items:
        file = item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group(shared.get(file, file)))

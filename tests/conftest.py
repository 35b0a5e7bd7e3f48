"""What holds for all tests."""

import signal
import threading
from typing import Any

import pytest

# A run in the background of a shell begins with Ctrl-C ignored, and so would every process that a test starts and interrupts.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)

TOGETHER = {
    "mined corpus": (
        "tests/finetune/annotate/loopback/",
        "tests/finetune/mine/run/test_mining_run.py",
        "tests/finetune/synthetic_literature/score/test_check_mining.py",
    ),
    "curated version": ("tests/finetune/curate/duplicates/", "tests/finetune/curate/exports/", "tests/finetune/curate/run/"),
    "little base": ("tests/finetune/train/",),
    "reported session": ("tests/agent/report/",),
}
"""Where tests share what takes many seconds to make: one of several processes runs them all, so that it is made once."""


def one_process(test: str) -> str:
    """Return what a test must share its process with: the tests of its file, or of all files that share something dear."""
    for name, places in TOGETHER.items():
        if test.startswith(places):
            return name
    return test.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Deal whole files: many tests of a file go on where the one before ended."""
    from xdist.scheduler import LoadFileScheduling

    class Together(LoadFileScheduling):
        # Not xdist's group mark: under pytest 9.2 it is ignored without a word.
        def _split_scope(self, nodeid: str) -> str:
            return one_process(nodeid)

    return Together(config, log)

"""Ending a process of a pool together with the one that started it."""

import multiprocessing
import os
import threading


def follow_parent() -> None:
    """End this process as soon as its parent is gone.

    A pool's processes wait for work on a queue whose other end they hold themselves, so they would never learn that the parent was
    killed, and would stay for good with their models in memory.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        # Not `sys.exit`, which ends this thread alone. Whatever was being written stays under its partial name.
        os._exit(1)

    threading.Thread(target=watch, name="follow-parent", daemon=True).start()

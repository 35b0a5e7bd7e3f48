"""What a process of a pool does first."""

import multiprocessing
import os
import threading


def begin_in_pool() -> None:
    """Compute on one thread, as there are others beside this process, and end as soon as its parent is gone."""
    # Read by OpenMP when torch is first loaded, which is later: threads of several processes would wait for one another's cores.
    os.environ["OMP_NUM_THREADS"] = "1"
    _follow_parent()


def _follow_parent() -> None:
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

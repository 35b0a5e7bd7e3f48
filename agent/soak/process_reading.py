"""What a process holds at one moment."""

import os
from typing import Any, Self

from fractoscope.instruments.values import FrozenValue


class ProcessReading(FrozenValue):
    """Resources that a leak would show in.

    Attributes
    ----------
    rss_bytes
        Memory in use that lies in RAM.
    descriptors
        Open files and sockets; on Windows handles of any kind.
    threads
        Threads.
    cpu_s
        Processor time so far (s).
    """

    rss_bytes: int
    descriptors: int
    threads: int
    cpu_s: float

    @classmethod
    def of(cls, pid: int) -> Self:
        """Return what a process of this machine holds now."""
        import psutil

        process = psutil.Process(pid)
        cpu = process.cpu_times()
        descriptors = process.num_handles() if os.name == "nt" else process.num_fds()
        return cls(
            rss_bytes=process.memory_info().rss,
            descriptors=descriptors,
            threads=process.num_threads(),
            cpu_s=cpu.user + cpu.system,
        )

    def until(self, end: Self) -> dict[str, Any]:
        """Return this reading and a later one side by side, with the growth of memory in per cent."""
        pairs = {
            f"{name}_{when}": getattr(reading, name)
            for name in ("rss_bytes", "descriptors", "threads")
            for when, reading in (("begin", self), ("end", end))
        }
        return {**pairs, "rss_growth_percent": round(100 * (end.rss_bytes / self.rss_bytes - 1), 2)}

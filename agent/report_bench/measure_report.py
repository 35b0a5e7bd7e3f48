"""The benchmark itself."""

import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from os import times
from pathlib import Path
from time import perf_counter
from typing import Any

from fractoscope.agent.report_bench.recorded_frames import record_frames


def measure_report(frames: int) -> dict[str, Any]:
    """Record a session of so many small frames, make its report in a process of its own, and return what that took.

    Returns
    -------
    dict
        `frames`, `record_s` (writing the session), `report_s` (the report, the process's start left out), `report_cpu_s`
        (processor time of it and of the processes that helped; on Windows of it alone), `report_mb` (the page,
        10⁶ bytes), `data_mb` (`report.json`), `peak_memory_mb` (the most that the report's process held at once).
    """
    with tempfile.TemporaryDirectory() as name:
        begun = perf_counter()
        folder = record_frames(Path(name) / "bench", frames)
        recorded = perf_counter() - begun
        # A process of its own: the memory that writing the session took is not the report's.
        with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
            seconds, processor, peak = pool.submit(_report, folder).result()
        return {
            "frames": frames,
            "record_s": round(recorded, 2),
            "report_s": round(seconds, 2),
            "report_cpu_s": round(processor, 2),
            "report_mb": round((folder / "report.html").stat().st_size / 1e6, 2),
            "data_mb": round((folder / "report.json").stat().st_size / 1e6, 2),
            "peak_memory_mb": round(peak / 1e6),
        }


def _report(folder: Path) -> tuple[float, float, int]:
    from fractoscope.agent.report import write_report

    begun, before = perf_counter(), _processor_time()
    write_report(folder)
    return perf_counter() - begun, _processor_time() - before, peak_memory()


def _processor_time() -> float:
    """Return the processor time (s) of this process and of those that it started and that have ended."""
    spent = times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def peak_memory() -> int:
    """Return the most memory that this process has held in RAM at once (bytes)."""
    if sys.platform == "win32":
        import psutil

        return int(psutil.Process().memory_info().peak_wset)
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024

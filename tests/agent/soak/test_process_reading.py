"""What is read of a process."""

import os
import threading
from pathlib import Path

from fractoscope.agent.soak.process_reading import ProcessReading


def test_an_open_file_and_a_thread_show(tmp_path: Path):
    """Pins a soak that finds no leak because it counts nothing."""
    before = ProcessReading.of(os.getpid())
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    with (tmp_path / "open").open("w"):
        thread.start()
        during = ProcessReading.of(os.getpid())
        end.set()
        thread.join()
    compared = before.until(during)
    assert compared["descriptors_end"] > compared["descriptors_begin"]
    assert compared["threads_end"] == compared["threads_begin"] + 1


def test_growth_is_a_share_of_the_first_reading():
    """Pins a growth against the end, which never reaches 100 %."""
    small, large = (ProcessReading(rss_bytes=size, descriptors=3, threads=2, cpu_s=1.0) for size in (100, 250))
    assert small.until(large)["rss_growth_percent"] == 150.0

"""The loopback teacher in a process of its own."""

import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path

from filelock import FileLock

from fractoscope.finetune.annotate.loopback import TeacherDesk, load_truth_table
from fractoscope.finetune.annotate.loopback.application import make_teacher
from fractoscope.finetune.annotate.loopback.batch_store import BatchStore
from fractoscope.finetune.annotate.loopback.serve_teacher import teacher_beside
from fractoscope.finetune.annotate.transport.teacher_error import TeacherUnreachable
from fractoscope.finetune.pipeline.plan.stage_plans import TeacherPlan

START, END = 120.0, 15.0
"""Seconds that it may take to start, and to finish what it is about."""
LOCK = "teacher.lock"


@contextmanager
def teacher_process(truth: Path, folder: Path, plan: TeacherPlan) -> Iterator[str]:
    """Serve a teacher and yield its base URL.

    A real teacher does not die with those who ask it. This one finishes the request it is about when its client is killed, and only then
    ends: what it has counted as paid is then also written into the batch, and a client that comes back finds it there.

    Parameters
    ----------
    truth
        File of `write_truth_table`.
    folder
        Keeps files, batches and what was paid.
    plan
        How it errs.

    Raises
    ------
    TeacherUnreachable
        If it does not start.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, truth, folder, plan), name="teacher")
    process.start()
    theirs.close()
    try:
        try:
            url = str(ours.recv()) if ours.poll(START) else ""
        except EOFError:
            url = ""
        if not url:
            raise TeacherUnreachable(f"the teacher over {truth} does not start; run again, and look at its lines above")
        yield url
    finally:
        ours.close()  # the other end then reads its end of file, as it does when this process is killed
        process.join(END)


def _serve(client: Connection, truth: Path, folder: Path, plan: TeacherPlan) -> None:
    """Serve until the client is gone."""
    if hasattr(os, "setsid"):
        os.setsid()  # a signal to the group of the client, as a terminal sends it, is not for the teacher
    folder.mkdir(parents=True, exist_ok=True)
    # The teacher of a client that was killed a moment ago may still be at its last request.
    # A client that was killed while this one was starting has closed its end: then there is nobody to serve.
    with suppress(BrokenPipeError), FileLock(folder / LOCK).acquire(timeout=END):
        desk = TeacherDesk(load_truth_table(truth), folder, plan.noise, plan.mishaps)
        with teacher_beside(make_teacher(desk, BatchStore(desk, folder))) as url:
            client.send(url)
            wait([client])

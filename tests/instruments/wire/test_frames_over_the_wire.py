"""Pixels arrive bit for bit, whole, and belong to the caller."""

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fractoscope.instruments.errors import SemError, StaleFrame
from fractoscope.instruments.server import LocalSem
from fractoscope.instruments.values import Frame, ScanSettings
from fractoscope.instruments.wire import RemoteSem, SemServer
from fractoscope.instruments.wire.dialect import CHUNK, PIXELS_KEY

from ..scripted_adapter import ScriptedAdapter  # noqa: TID252 - test modules have no package name of their own


@pytest.mark.parametrize(
    ("columns", "rows", "bits"),
    [(1, 1, 8), (1, 1, 16), (640, 480, 8), (333, 77, 16), (1024, 1024, 8), (1025, 1024, 8), (1024, 1024, 16), (1500, 1100, 16)],
)
def test_frames_arrive_bit_for_bit(far_agent: Any, sem: LocalSem, look: Any, columns: int, rows: int, bits: int):
    """Pins swapped rows and columns, swapped bytes, and a last chunk that is lost or doubled at a multiple of the chunk."""
    operation = far_agent.perform(look(columns, rows, bits))
    here, there = far_agent.microscope.frame(operation.action_id), sem.frame(operation.action_id)
    assert here.pixels.dtype == (np.uint8 if bits == 8 else np.uint16)
    assert here.pixels.shape == (rows, columns)
    assert np.array_equal(here.pixels, there.pixels)
    assert here.metadata == there.metadata
    assert here.pixels.flags.writeable
    assert here.pixels.flags.owndata


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 60), st.integers(1, 60), st.sampled_from([8, 16]))
def test_frames_of_any_shape_arrive(far_agent: Any, sem: LocalSem, adapter: ScriptedAdapter, columns: int, rows: int, bits: int):
    """Pins a shape that only works where it divides the chunk."""
    adapter.rng = np.random.default_rng(columns * 61 + rows)
    name = f"{columns}-{rows}-{bits}"
    frame = adapter.frame_of(name, scan=ScanSettings(columns=columns, rows=rows, bits=bits))
    sem.frame = lambda _: frame
    arrived = far_agent.microscope.frame(name).pixels
    assert arrived.shape == (rows, columns)
    assert arrived.tobytes() == frame.pixels.tobytes()


def test_a_frame_that_is_not_contiguous_or_in_another_byte_order_arrives(remote: RemoteSem, sem: LocalSem, adapter: ScriptedAdapter):
    """Pins an adapter that hands out a cropped or foreign view of its buffer."""
    metadata = adapter.frame_of("f").metadata
    pixels = np.arange(200, dtype=">u2").reshape(10, 20)[::2, ::-3]
    sem.frame = lambda _: Frame(pixels=pixels, metadata=metadata)
    assert np.array_equal(remote.frame("f").pixels, pixels)


def test_pixels_that_are_no_grey_levels_are_refused_by_name(remote: RemoteSem, sem: LocalSem, adapter: ScriptedAdapter):
    """Pins floats or colours that arrive as noise."""
    metadata = adapter.frame_of("f").metadata
    for pixels in (np.zeros((3, 3)), np.zeros((3, 3, 3), np.uint8), np.zeros((0, 3), np.uint8)):
        sem.frame = lambda _, pixels=pixels: Frame(pixels=pixels, metadata=metadata)
        with pytest.raises(SemError, match="grey levels"):
            remote.frame("f")


def test_frames_fetched_one_after_another_do_not_share_memory(far_agent: Any, look: Any):
    """Pins the second frame overwriting the first through a buffer that is used again."""
    first, second = (far_agent.perform(look(700, 500, 16)).action_id for _ in range(2))
    pixels = far_agent.microscope.frame(first).pixels
    kept = pixels.copy()
    far_agent.microscope.frame(second)
    assert np.array_equal(pixels, kept)


def test_a_failed_call_leaves_no_pixels_behind(far_agent: Any, look: Any, monkeypatch: pytest.MonkeyPatch):
    """Pins Pyro5's leak: annotations of a call that failed go out with the next answer (2 MiB arrived on a state call)."""
    from fractoscope.instruments.wire import sem_service

    remote = far_agent.microscope
    name = far_agent.perform(look(600, 600, 16)).action_id
    attach = sem_service.attach_pixels

    def attach_and_fail(key: Any, pixels: Any):
        attach(key, pixels)
        raise StaleFrame(frame_id=name, reason="failed after the pixels were attached")

    monkeypatch.setattr(sem_service, "attach_pixels", attach_and_fail)
    link = remote._links.link
    with pytest.raises(StaleFrame):
        link.call("frame_chunk", name, 0)
    assert len(link.chunk()) == 0
    link.call("state")
    assert len(link.chunk()) == 0
    monkeypatch.undo()
    link.call("frame_chunk", name, 0)
    assert len(link.chunk()) == min(CHUNK, 600 * 600 * 2)
    link.call("state")
    assert len(link.chunk()) == 0


def test_the_chunks_are_plain_pyro5_annotations(far_agent: Any, server: SemServer, look: Any):
    """Pins bytes on the wire that only our own client can read."""
    from Pyro5.api import Proxy, current_context

    name = far_agent.perform(look(100, 50, 8)).action_id
    with Proxy(server.address.sem) as proxy:
        proxy._pyroHandshake = {"fractoscope": 1}
        proxy.frame_chunk(name, 0)
        pixels = bytes(current_context.response_annotations[PIXELS_KEY])
        proxy.state()
    assert pixels == far_agent.microscope.frame(name).pixels.tobytes()


def test_an_offset_past_the_end_gives_an_error_not_a_loop(
    remote: RemoteSem, sem: LocalSem, adapter: ScriptedAdapter, monkeypatch: pytest.MonkeyPatch
):
    """Pins a client that asks for ever for a chunk that never comes."""
    from fractoscope.instruments.wire.frame_shelf import FrameShelf

    frame = adapter.frame_of("f")
    sem.frame = lambda _: frame
    take = FrameShelf.take
    monkeypatch.setattr(FrameShelf, "take", lambda self, name: (take(self, name)[0], take(self, name)[1][:10]))
    with pytest.raises(SemError, match="of 35 bytes"):
        remote.frame("f")

"""Sends pixels from where they lie, beside the answer that follows."""

from Pyro5.callcontext import current_context


def attach_pixels(key: str, pixels: memoryview | None) -> None:
    """Have the answer to the present remote call carry these bytes as its annotation `key`; None takes them back."""
    connection = current_context.client
    if connection is not None:
        connection.attached = None if pixels is None else (key, pixels)

"""Ways in which articles are broken."""

import struct
import zlib
from collections.abc import Callable

ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE article [<!ENTITY a "fracture"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<article><body><p>&b;</p></body></article>"
)


def truncated(data: bytes) -> bytes:
    """Return the first 60 % of a file, as a broken download leaves it."""
    return data[: int(0.6 * len(data))]


def corrupt(data: bytes) -> bytes:
    """Return a picture whose header is whole and whose pixels break off and turn to noise."""
    keep = min(len(data) // 3, 700)
    return data[:keep] + bytes((7 * k + 13) % 251 for k in range(40))


def bomb(side: int = 60_000) -> bytes:
    """Return a PNG file of a few bytes whose header promises a square of so many pixels."""
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 4_096)) + chunk(b"IEND", b"")


PICTURE_DAMAGE: dict[str, Callable[[bytes], bytes] | None] = {
    "picture missing": None,
    "picture damaged": corrupt,
    "picture too large": lambda _: bomb(),
}
"""What is done to the file of an article's first figure, by the reason that the miner must give."""
ARTICLE_DAMAGE = ("truncated XML", "XML entities", "retracted", "path out of the package", "read from a scan", "wrong checksum")
"""What is wrong with a whole article."""

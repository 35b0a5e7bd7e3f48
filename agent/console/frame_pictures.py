"""Frames as pictures that a browser shows."""

import threading
from collections import OrderedDict
from io import BytesIO
from pathlib import Path

from fractoscope.agent.console.no_such_session import NoSuchSession
from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.files import read_frame
from fractoscope.instruments.values import Pixels

WIDEST = 4096
"""Pixels across of the largest picture that is made."""

_KEPT = 64 << 20
_SUFFIX = ".ome.tif"
_QUALITY = 85
_AT_ONCE = 2


class FramePictures:
    """Makes JPEGs of frames and keeps the last 64 MB of them; any thread may ask.

    Parameters
    ----------
    folder
        Of the session; what lies outside is never read, whatever the journal says.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._guard = threading.Lock()
        self._made: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        # A frame of 4096 x 4096 takes some hundred megabytes on its way to a picture.
        self._making = threading.Semaphore(_AT_ONCE)

    def path(self, file: str) -> Path:
        """Return where a frame lies.

        Raises
        ------
        NoSuchSession
            If it is not there, or is no frame in the session's folder of frames.
        """
        frames = self._folder / "frames"
        try:
            path = (self._folder / file).resolve()
            known = path.is_relative_to(frames) and path.name.endswith(_SUFFIX) and path.is_file()
        except (OSError, ValueError):  # a name that no file can have: too long, or with a NUL
            known = False
        if not known:
            raise NoSuchSession(f"{file[:80]!r} is no frame in the session's folder")
        return path

    def jpeg(self, file: str, width: int) -> bytes:
        """Return a picture at most `width` pixels across.

        Raises
        ------
        NoSuchSession
            If the file is not there or no picture.
        """
        key = (file, min(max(width, 16), WIDEST))
        with self._guard:
            known = self._made.get(key)
            if known is not None:
                self._made.move_to_end(key)
                return known
        path = self.path(file)
        with self._making:
            try:
                made = jpeg(read_frame(path).pixels, key[1])
            except (BadFile, OSError) as error:
                reason = error.fields["reason"] if isinstance(error, BadFile) else error.strerror
                raise NoSuchSession(f"{path.name} cannot be read as a picture: {reason}") from error
        with self._guard:
            self._made[key] = made
            while sum(map(len, self._made.values())) > _KEPT and len(self._made) > 1:
                self._made.popitem(last=False)
        return made


def jpeg(pixels: Pixels, width: int) -> bytes:
    """Return pixels as a JPEG at most `width` pixels across."""
    from PIL import Image

    from fractoscope.agent.report.thumbnails import eight_bits

    image = Image.fromarray(eight_bits(pixels))
    # Also for a strip much taller than wide: a JPEG ends at 65,500 pixels.
    scale = min(1.0, width / image.width, WIDEST / image.height)
    if scale < 1.0:
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        image = image.resize(size, Image.Resampling.BILINEAR)
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()

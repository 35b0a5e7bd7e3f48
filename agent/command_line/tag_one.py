"""Tagging one picture file, in whatever process the work is done."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from fractoscope.agent.command_line.scale_option import ScaleOption
from fractoscope.agent.plugins import PluginGroup, load
from fractoscope.instruments.errors import BadFile
from fractoscope.model.frame_tags import FrameTags

if TYPE_CHECKING:
    from fractoscope.model.tagger import Tagger

SMALLEST = 64
"""Fewest pixels across or down that anything can be read from."""


@dataclass(frozen=True)
class TagOne:
    """Reads a file and tags it, with a tagger that each process makes once.

    Attributes
    ----------
    tagger
        Name of a plugin in `fractoscope.taggers`.
    scale
        For files that carry no scale.
    """

    tagger: str
    scale: ScaleOption

    def __call__(self, path: Path) -> FrameTags | str:
        """Return the tags, or one line on what is wrong with the file."""
        return tag_one(path, _tagger(self.tagger), self.scale)


def tag_one(path: Path, reader: "Tagger", scale: ScaleOption) -> FrameTags | str:
    """Return the tags of a file, or one line on what is wrong with it."""
    from fractoscope.instruments.files import read_frame

    try:
        frame = scale.apply(read_frame(path))
        if min(frame.pixels.shape) < SMALLEST:
            rows, columns = frame.pixels.shape
            raise BadFile(
                path=str(path), reason=f"it has {columns} × {rows} pixels", remedy=f"give one of at least {SMALLEST} × {SMALLEST}"
            )
        return reader.tag([frame])[0]
    except BadFile as error:
        return str(error)
    except OSError as error:
        return f"{path}: {error.strerror or error}; check the path and its rights"


@lru_cache(maxsize=1)
def _tagger(name: str) -> "Tagger":
    made: Tagger = load(PluginGroup.TAGGERS, name)({})
    return made

"""From picture files to lines of tags."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fractoscope.agent.command_line.exit_status import BAD_INPUT, DONE
from fractoscope.agent.command_line.output import print_error, print_json, print_line
from fractoscope.agent.command_line.scale_option import ScaleOption
from fractoscope.agent.plugins import PluginGroup, load
from fractoscope.instruments.errors import BadFile
from fractoscope.model.frame_tags import FrameTags

SMALLEST = 64
"""Fewest pixels across or down that anything can be read from."""


def tag_files(images: Sequence[Path], tagger: str, scale: ScaleOption, *, as_json: bool) -> int:
    """Tag files one by one and print each as soon as it is done.

    Parameters
    ----------
    images
        Files.
    tagger
        Name of a plugin in `fractoscope.taggers`.
    scale
        For files that carry no scale.
    as_json
        True, or stdout no terminal: a JSON object a line. False: a line to read.

    Returns
    -------
    int
        0, or 2 if a file could not be read; the others are done all the same.

    Raises
    ------
    PluginError
        If there is no such tagger or it does not load.
    """
    from fractoscope.instruments.files import read_frame

    reader = load(PluginGroup.TAGGERS, tagger)({})
    status = DONE
    for path in images:
        try:
            frame = scale.apply(read_frame(path))
            if min(frame.pixels.shape) < SMALLEST:
                rows, columns = frame.pixels.shape
                raise BadFile(
                    path=str(path), reason=f"it has {columns} × {rows} pixels", remedy=f"give one of at least {SMALLEST} × {SMALLEST}"
                )
            tags = reader.tag([frame])[0]
        except BadFile as error:
            print_error(str(error))
            status = BAD_INPUT
            continue
        except OSError as error:
            print_error(f"{path}: {error.strerror or error}; check the path and its rights")
            status = BAD_INPUT
            continue
        if as_json or not sys.stdout.isatty():
            print_json(tags_to_json(path, tags))
        else:
            print_line(_readable(path, tags))
    return status


def tags_to_json(path: Path, tags: FrameTags) -> dict[str, Any]:
    """Return the keys that programs rely on, plus tiles and the way the frame was divided."""
    data = tags.model_dump(mode="json", exclude={"frame_id", "field_width"})
    return {"file": str(path), **data, "field_width_m": tags.field_width}


def _readable(path: Path, tags: FrameTags) -> str:
    parts = [f"{name} {tags.features.get(name, 1.0):.2f}" for name in tags.asserted] or ["nothing asserted"]
    text = f"{path}: {', '.join(parts)}"
    if tags.candidates:
        text += f"; candidates: {', '.join(f'{name} {tags.features.get(name, 1.0):.2f}' for name in tags.candidates)}"
    return text if tags.abstained is None else f"{text}; {tags.abstained}"

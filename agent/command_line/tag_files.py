"""From picture files to lines of tags."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from fractoscope.agent.command_line.exit_status import BAD_INPUT, DONE
from fractoscope.agent.command_line.output import print_error, print_json, print_line
from fractoscope.agent.command_line.scale_option import ScaleOption
from fractoscope.agent.command_line.tag_one import TagOne, tag_one
from fractoscope.agent.plugins import PluginGroup, load
from fractoscope.model.frame_tags import FrameTags


def tag_files(images: Sequence[Path], tagger: str, scale: ScaleOption, *, as_json: bool, workers: int = 1, ray: bool = False) -> int:
    """Tag files one by one and print each, in their order, as soon as it is done.

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
    workers, ray
        Processes, or tasks at a time in Ray Data.

    Returns
    -------
    int
        0, or 2 if a file could not be read; the others are done all the same.

    Raises
    ------
    PluginError
        If there is no such tagger or it does not load.
    BadFile
        If Ray is asked for and is not installed.
    """
    status = DONE
    for path, tags in _tagged(images, tagger, scale, workers, ray=ray):
        if isinstance(tags, str):
            print_error(tags)
            status = BAD_INPUT
        elif as_json or not sys.stdout.isatty():
            print_json(tags_to_json(path, tags))
        else:
            print_line(_readable(path, tags))
    return status


def _tagged(images: Sequence[Path], tagger: str, scale: ScaleOption, workers: int, *, ray: bool) -> Iterator[tuple[Path, FrameTags | str]]:
    """Yield each file with its tags, or with what is wrong with it."""
    factory = load(PluginGroup.TAGGERS, tagger)  # a name that is none is an error of the command, not of every file
    if workers == 1 and not ray:
        reader = factory({})
        yield from ((path, tag_one(path, reader, scale)) for path in images)
        return
    from fractoscope.agent.command_line.runner_option import task_runner
    from fractoscope.finetune.curate.run.task_runner import in_order

    absolute = [path.absolute() for path in images]  # a worker elsewhere starts in another folder
    found = in_order(task_runner(workers, ray=ray), TagOne(tagger, scale), absolute)
    yield from zip(images, found, strict=True)


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

"""Reading what annotators said."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from fractoscope.finetune.annotate.records import Annotation
from fractoscope.instruments.errors import BadFile

PATTERN = "annotations*.jsonl"


def read_annotations(paths: Sequence[Path]) -> dict[str, list[Annotation]]:
    """Return annotations by record id, in the order in which they were written.

    Parameters
    ----------
    paths
        Files of annotation lines, or folders with `annotations*.jsonl` in them.

    Raises
    ------
    BadFile
        If a path holds no annotations, or a line is none.
    """
    found: dict[str, list[Annotation]] = defaultdict(list)
    for path in paths:
        files = sorted(path.glob(PATTERN)) if path.is_dir() else [path]
        if not files or not files[0].is_file():
            raise BadFile(path=str(path), reason="no annotations in it", remedy=f"name a file of annotations or a folder with {PATTERN}")
        for file in files:
            for number, line in enumerate(file.read_bytes().splitlines(), 1):
                try:
                    annotation = Annotation.model_validate_json(line)
                except ValidationError as error:
                    fault = error.errors(include_url=False)[0]
                    reason = f"line {number} is no annotation ({'.'.join(map(str, fault['loc']))}: {fault['msg']})"
                    raise BadFile(path=str(file), reason=reason, remedy="annotate again, or take the line out") from error
                found[annotation.record_id].append(annotation)
    return found

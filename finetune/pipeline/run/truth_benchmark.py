"""The benchmark of a version with truth for labels."""

import shutil
from pathlib import Path

from fractoscope.finetune.curate.publish.version_folder import BENCHMARK, CARD, LABELS, read_rows
from fractoscope.finetune.curate.publish.write_version import place
from fractoscope.finetune.curate.records import DatasetRow
from fractoscope.finetune.mine.run.image_store import write_whole
from fractoscope.finetune.synthetic_literature.score import truth_of_records
from fractoscope.instruments.errors import BadFile
from fractoscope.simulators.specimen.feature import Feature


def write_truth_benchmark(version: Path, mined: Path, corpus: Path, out: Path) -> int:
    """Write the pictures of a version's benchmark with the labels of the simulator, and return how many they are.

    The teacher that labelled the training pictures errs; what it says of the held-out ones is not used. A picture without a truth, such as
    a bad cut, is left out, since nobody knows what it shows.

    Parameters
    ----------
    version
        Folder of the version.
    mined, corpus
        The run of mining that it came from, and the made-up literature under it.
    out
        Folder of the benchmark; written anew.

    Raises
    ------
    BadFile
        If an input is unreadable, or no picture of the benchmark has a truth.
    """
    drawn = tuple(str(feature.name).lower() for feature in Feature)
    truths = {record.record_id: panel for record, panel in truth_of_records(mined, corpus)}
    rows: list[DatasetRow] = []
    for row in read_rows(version / f"{BENCHMARK}.jsonl"):
        panel = truths.get(row.id)
        if panel is not None:
            absent = tuple(name for name in drawn if name not in panel.features)
            rows.append(row.replace(present=panel.features, absent=absent, directions={}, label_source="truth", doubt=0.0))
    if not rows:
        remedy = "make up more articles, or hold out more with [curate.splits]"
        raise BadFile(path=str(version / BENCHMARK), reason="no picture with a known truth is held out", remedy=remedy)
    partial = out.with_name(f"{out.name}.partial")
    for folder in (partial, out):
        shutil.rmtree(folder, ignore_errors=True)
    for row in rows:
        place(version / row.image, partial / row.image)
    write_whole(partial / LABELS, b"".join(row.model_dump_json().encode() + b"\n" for row in rows))
    write_whole(partial / CARD, _card(rows).encode())
    partial.replace(out)
    return len(rows)


def _card(rows: list[DatasetRow]) -> str:
    papers = len({row.paper for row in rows})
    return (
        "# Benchmark of a rehearsal\n\n"
        f"{len(rows)} pictures of {papers} made-up papers, none of which was trained on. Present is what covers at least 5 % of the view\n"
        "in the simulator's truth. It measures whether the road works, not how well a model reads real micrographs.\n"
    )

"""How well copies were found in a made-up corpus."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fractoscope.finetune.curate.inputs import MinedPicture, read_mined
from fractoscope.finetune.curate.run.curation_run import Progress, duplicates_of
from fractoscope.finetune.curate.run.curation_settings import CurationSettings
from fractoscope.finetune.curate.run.task_runner import InProcessTasks, PoolTasks
from fractoscope.finetune.synthetic_literature.score.mined_panels import mined_panels
from fractoscope.finetune.synthetic_literature.score.paired_panels import paired_panels
from fractoscope.finetune.synthetic_literature.truth import CorpusTruth


def check_duplicates(
    run: Path,
    corpus: Path,
    folder: Path,
    *,
    embedding: bool = True,
    workers: int = 1,
    progress: Progress = lambda done, total, note: None,
) -> dict[str, Any]:
    """Look for copies in a run of mining and hold the clusters against the truth.

    Parameters
    ----------
    run
        Folder of a run over the corpus's folder as its only input.
    corpus
        Folder of the corpus, or its truth file.
    folder
        Where fingerprints are kept.
    embedding
        False to look without the embedded model.
    workers
        Processes.
    progress
        Told of what is finished.

    Returns
    -------
    dict
        `panels` kept that show a micrograph; `copies`, those beyond the first of each micrograph; `caught`, the share of these that
        clusters join to another one; `false_merges`, panels whose cluster has more of another micrograph than of their own, as a share of
        all panels; `pairs`: true pairs of copies, those in one cluster, pairs of strangers in one cluster; `compared` pairs; `missed` and
        `false` name the first of each.

    Raises
    ------
    BadFile
        If run or truth is missing or unreadable.
    """
    truth = CorpusTruth.load(corpus)
    origins = _origins(truth, run)
    pictures = [picture for picture in read_mined([run]) if picture.record.record_id in origins]
    runner = PoolTasks(workers) if workers > 1 else InProcessTasks()
    found = duplicates_of(pictures, folder, runner, CurationSettings(embedding=embedding), progress)
    names = [origins[picture.record.record_id] for picture in pictures]
    return {**score_clusters(names, found.clusters, pictures), "compared": found.compared, "unreadable": len(found.unreadable)}


def score_clusters(origins: Sequence[str], clusters: Sequence[Sequence[int]], pictures: Sequence[MinedPicture] = ()) -> dict[str, Any]:
    """Hold clusters of numbered panels against the micrographs that these show."""
    cluster_of = {number: index for index, cluster in enumerate(clusters) for number in cluster}
    by_origin: dict[str, list[int]] = defaultdict(list)
    for number, origin in enumerate(origins):
        by_origin[origin].append(number)
    copies = sum(len(numbers) - 1 for numbers in by_origin.values())
    apart = {origin: len({cluster_of.get(number, -1 - number) for number in numbers}) - 1 for origin, numbers in by_origin.items()}
    wrong: list[int] = []
    strangers = 0
    for cluster in clusters:
        shown: dict[str, list[int]] = defaultdict(list)
        for number in cluster:
            shown[origins[number]].append(number)
        most = max(shown.values(), key=len)
        wrong += [number for numbers in shown.values() if numbers is not most for number in numbers]
        strangers += (len(cluster) ** 2 - sum(len(numbers) ** 2 for numbers in shown.values())) // 2
    true_pairs = sum(len(numbers) * (len(numbers) - 1) // 2 for numbers in by_origin.values())
    joined = sum(
        cluster_of.get(one) == cluster_of.get(other)
        for numbers in by_origin.values()
        for place, one in enumerate(numbers)
        for other in numbers[:place]
    )
    return {
        "panels": len(origins),
        "micrographs": len(by_origin),
        "copies": copies,
        "caught": round(1 - sum(apart.values()) / copies, 4) if copies else 1.0,
        "false_merges": round(len(wrong) / len(origins), 4) if origins else 0.0,
        "pairs": {"true": true_pairs, "joined": joined, "strangers": strangers},
        "missed": sorted(origin for origin, count in apart.items() if count)[:20],
        "false": [pictures[number].record.record_id for number in wrong[:20]] if pictures else [],
    }


def _origins(truth: CorpusTruth, run: Path) -> dict[str, str]:
    """Return by record id which micrograph a mined panel shows; panels of drawings, and those that mining cut wrongly, are left out."""
    mined = mined_panels(run)
    found = {}
    for article in truth.articles:
        for figure in article.figures:
            for panel, record in paired_panels(figure, mined.get((article.source, figure.id), []))[0]:
                if record is not None and record.image is not None and not record.dropped and panel.origin:
                    found[record.record_id] = panel.origin
    return found

"""What is true of each mined panel."""

from pathlib import Path

from fractoscope.finetune.mine.records import PanelRecord
from fractoscope.finetune.synthetic_literature.score.mined_panels import mined_panels
from fractoscope.finetune.synthetic_literature.score.paired_panels import paired_panels
from fractoscope.finetune.synthetic_literature.truth import CorpusTruth, PanelTruth


def truth_of_records(run: Path, corpus: Path) -> list[tuple[PanelRecord, PanelTruth]]:
    """Return the kept records of a run that show a true panel, each with it.

    Parameters
    ----------
    run
        Folder of a run over the corpus's folder as its only input.
    corpus
        Folder of the corpus, or its truth file.

    Raises
    ------
    BadFile
        If either is missing or unreadable.
    """
    truth, mined = CorpusTruth.load(corpus), mined_panels(run)
    found: list[tuple[PanelRecord, PanelTruth]] = []
    for article in truth.articles:
        for figure in article.figures:
            pairs, _ = paired_panels(figure, mined.get((article.source, figure.id), []))
            found += [(record, panel) for panel, record in pairs if record is not None and not record.dropped]
    return found

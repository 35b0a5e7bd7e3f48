"""Which record shows which true panel."""

from collections.abc import Sequence

from fractoscope.finetune.mine.records import PanelRecord
from fractoscope.finetune.synthetic_literature.truth import FigureTruth, PanelTruth

OVERLAP = 0.75
"""Shared area over joint area from which a panel counts as found; a cut-off databar alone leaves 0.85."""
DRAWING_OVERLAP = 0.5
"""The same for plots and schemes, which have no edge: a title more or less is no other panel."""


def paired_panels(figure: FigureTruth, records: Sequence[PanelRecord]) -> tuple[list[tuple[PanelTruth, PanelRecord | None]], int]:
    """Give each true panel the record that overlaps it most, each record once; return also how many are left."""
    left = list(records)
    pairs: list[tuple[PanelTruth, PanelRecord | None]] = []
    if figure.pictures > 1 and len({record.provenance.picture for record in records}) == 1 and len(records) == len(figure.panels):
        # A PDF sets several files side by side as one picture, where only their order is known.
        ordered = sorted(records, key=lambda record: record.provenance.box.left)
        return [(panel, record) for panel, record in zip(figure.panels, ordered, strict=True)], 0
    for panel in figure.panels:
        best = max(left, key=lambda record: _overlap(panel, record), default=None)
        least = OVERLAP if panel.origin else DRAWING_OVERLAP
        if best is not None and _overlap(panel, best) >= least:
            left.remove(best)
            pairs.append((panel, best))
        else:
            pairs.append((panel, None))
    return pairs, len(left)


def _overlap(panel: PanelTruth, record: PanelRecord) -> float:
    if panel.picture != record.provenance.picture:
        return 0.0
    return panel.box.overlap(record.provenance.box)

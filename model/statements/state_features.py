"""From probabilities to statements."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from fractoscope.instruments.values import quantity_text
from fractoscope.model.statements.callable_here import callable_here
from fractoscope.model.statements.statements import Statements
from fractoscope.model.taxonomy import Taxonomy

NO_PERIODS: Mapping[str, float] = MappingProxyType({})


def state_features(
    probabilities: Mapping[str, float],
    field_width: float | None,
    thresholds: Mapping[str, float] | float,
    taxonomy: Taxonomy,
    columns: int,
    *,
    quality_flags: Collection[str] = (),
    periods: Mapping[str, float] = NO_PERIODS,
) -> Statements:
    """Sort what was seen in a frame into assertions and candidates.

    Rules (reference on fractography, section 3): inside its field-width band a feature is asserted, outside it is a candidate;
    without a scale periodic and macroscopic features stay candidates; a periodic feature needs five pixels a period;
    faults of the picture and overlays silence the frame, whether the gate measured them or the model saw them.

    Parameters
    ----------
    probabilities
        Calibrated probability by feature identifier, 0 to 1.
    field_width
        Horizontal field width (m) of the frame, or None without a scale.
    thresholds
        Probability from which a feature counts as seen: one for all, or one a feature.
    taxonomy
        The vocabulary; its order is the order of the answer.
    columns
        Pixels across the frame.
    quality_flags
        Faults that the image-quality gate found.
    periods
        Known spacings (m) by feature identifier.

    Raises
    ------
    KeyError
        If an identifier is not in the taxonomy, or has no threshold.
    """
    for feature_id in (*probabilities, *quality_flags):
        taxonomy.feature(feature_id)
    seen = {
        feature_id: value >= (thresholds if isinstance(thresholds, float | int) else thresholds[feature_id])
        for feature_id, value in probabilities.items()
    }
    found = [feature for feature in taxonomy.features if seen.get(feature.id) or feature.id in quality_flags]
    vetoes = tuple(feature.id for feature in found if feature.group.vetoes_frame)
    if vetoes:
        remedies = "; ".join(f"{taxonomy.feature(veto).name}: {taxonomy.feature(veto).implies}" for veto in vetoes)
        return Statements(vetoes=vetoes, abstained=f"{', '.join(vetoes)} ({remedies})")
    asserted = tuple(item.id for item in found if callable_here(item, field_width, columns, periods.get(item.id)))
    candidates = tuple(item.id for item in found if item.id not in asserted)
    if asserted or not candidates:
        return Statements(asserted=asserted, candidates=candidates)
    where = (
        "without a scale" if field_width is None else f"at a field width of {quantity_text(field_width, 'm')} and {columns} pixels across"
    )
    return Statements(candidates=candidates, abstained=f"nothing that was seen can be called {where}")

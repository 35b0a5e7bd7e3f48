"""Which tiles of a frame show no fracture."""

from collections.abc import Mapping, Sequence

from fractoscope.model.taxonomy import Taxonomy


def tile_vetoes(
    tiles: Sequence[Mapping[str, float]], thresholds: Mapping[str, float] | float, taxonomy: Taxonomy
) -> tuple[tuple[str, ...], ...]:
    """Return, tile by tile, the tags that silence its other tags: off-target ones, faults and overlays, in taxonomy order.

    Parameters
    ----------
    tiles
        Probability by feature identifier, one mapping a tile.
    thresholds
        Probability from which a feature counts as seen: one for all, or one a feature.
    taxonomy
        The vocabulary.
    """
    limits = thresholds if isinstance(thresholds, Mapping) else dict.fromkeys(taxonomy.ids, float(thresholds))
    vetoing = [feature.id for feature in taxonomy.features if feature.group.vetoes_tile]
    return tuple(tuple(name for name in vetoing if name in tile and tile[name] >= limits[name]) for tile in tiles)

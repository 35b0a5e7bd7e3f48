"""Features that the twin can draw."""

from enum import IntFlag


class Feature(IntFlag):
    """Bits of the features that the twin can draw; the names in lower case are the taxonomy's identifiers.

    The first eight are those that the embedded model was trained on, in its order. The taxonomy's polymer and composite features
    are not drawn, and its image faults are made by the image formation, not by the surface.
    """

    EQUIAXED_DIMPLES = 1
    CLEAVAGE_FACETS = 1 << 1
    RIVER_PATTERN = 1 << 2
    INTERGRANULAR_FACETS = 1 << 3
    FATIGUE_STRIATIONS = 1 << 4
    RUBBED_SURFACE = 1 << 5
    NON_FRACTURE_SURFACE = 1 << 6
    MOUNTING_HARDWARE = 1 << 7
    ELONGATED_DIMPLES = 1 << 8
    TEAR_RIDGES = 1 << 9
    QUASI_CLEAVAGE = 1 << 10
    SECONDARY_CRACKS = 1 << 11
    TIRE_TRACKS = 1 << 12
    CRYSTALLOGRAPHIC_FACETS = 1 << 13
    CREEP_CAVITIES = 1 << 14
    CORROSION_PRODUCT = 1 << 15
    INCLUSION = 1 << 16
    GAS_PORE = 1 << 17
    SHRINKAGE_POROSITY = 1 << 18
    LACK_OF_FUSION = 1 << 19
    CORROSION_PIT = 1 << 20
    MACHINING_MARKS = 1 << 21
    FISHEYE = 1 << 22
    BEACH_MARKS = 1 << 23
    RATCHET_MARKS = 1 << 24
    CHEVRON_MARKS = 1 << 25
    RADIAL_MARKS = 1 << 26
    SHEAR_LIP = 1 << 27
    FRACTURE_MIRROR = 1 << 28
    HACKLE = 1 << 29
    WALLNER_LINES = 1 << 30
    SURFACE_CONTAMINATION = 1 << 31

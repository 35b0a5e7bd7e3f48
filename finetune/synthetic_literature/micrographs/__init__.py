"""Micrographs to fill figures with: fracture surfaces of the twin, and surfaces that are none."""

from fractoscope.finetune.synthetic_literature.micrographs.micrograph import Micrograph
from fractoscope.finetune.synthetic_literature.micrographs.micrograph_pool import MicrographPool

__all__ = ["Micrograph", "MicrographPool"]

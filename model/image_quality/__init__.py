"""The image-quality gate: what is measured on a picture before any feature is read from it."""

from fractoscope.model.image_quality.measure_quality import measure_quality
from fractoscope.model.image_quality.thresholds import QualityThresholds

__all__ = ["QualityThresholds", "measure_quality"]

"""Benchmarks: folders of pictures with labels that nobody learns from."""

from fractoscope.finetune.evaluation.benchmark.benchmark import Benchmark
from fractoscope.finetune.evaluation.benchmark.labelled_pictures import convert_labelled_pictures

__all__ = ["Benchmark", "convert_labelled_pictures"]

"""Benchmarks: folders of pictures with labels that nobody learns from."""

from fractoscope.finetune.evaluation.benchmark.benchmark import Benchmark

__all__ = ["Benchmark"]

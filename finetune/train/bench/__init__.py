"""How fast fine-tuning is, with random weights at any shape. Import it only where trl may be loaded."""

from fractoscope.finetune.train.bench.measure_training import measure_training

__all__ = ["measure_training"]

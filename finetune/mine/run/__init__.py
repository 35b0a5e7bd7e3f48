"""A run over many articles: in processes, resumable, counted."""

from fractoscope.finetune.mine.run.mining_run import mine
from fractoscope.finetune.mine.run.mining_settings import ALLOWED, MiningSettings

__all__ = ["ALLOWED", "MiningSettings", "mine"]

"""Mining the literature: from articles to panels with captions, excerpts, scale and licence."""

from fractoscope.finetune.mine.records import PanelRecord
from fractoscope.finetune.mine.run import ALLOWED, MiningSettings, mine

__all__ = ["ALLOWED", "MiningSettings", "PanelRecord", "mine"]

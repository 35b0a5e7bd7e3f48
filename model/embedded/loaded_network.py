"""The embedded model in memory. Import it only where torch may be loaded."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from transformers import PreTrainedTokenizerFast, Qwen3VLForConditionalGeneration
from transformers.monkey_patching import clear_patch_mapping

from fractoscope.model.embedded.image_only_processor import ImageOnlyProcessor
from fractoscope.model.embedded.without_progress_bars import without_progress_bars


@dataclass(frozen=True)
class LoadedNetwork:
    """Network and processor that belong together.

    Attributes
    ----------
    network
        A `Qwen3VLForConditionalGeneration` in float32, ready for reading.
    processor
        Its processor.
    """

    network: Any
    processor: ImageOnlyProcessor

    @classmethod
    def from_folder(cls, path: Path) -> "LoadedNetwork":
        """Load from a checked folder, never from a network; the patch embedding runs as a matrix product instead of a slow Conv3d."""
        with without_progress_bars():
            network = Qwen3VLForConditionalGeneration.from_pretrained(
                path, dtype=torch.float32, local_files_only=True, fusion_config={"patch_embeddings": True}
            )
            # Transformers would from now on give every network of this process, one in training too, the layers of this one.
            clear_patch_mapping()
            tokenizer = PreTrainedTokenizerFast.from_pretrained(path, local_files_only=True)
        return cls(network.eval(), ImageOnlyProcessor.for_pictures(tokenizer))

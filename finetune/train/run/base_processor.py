"""The processor of a base from the hub, with or without torchvision. Import it only where transformers may be loaded."""

from pathlib import Path
from typing import Any

from transformers import AutoTokenizer, Qwen2VLImageProcessorPil

from fractoscope.model.embedded.image_only_processor import ImageOnlyProcessor


def base_processor(folder: Path) -> Any:
    """Return image processor and tokenizer of a folder as one; the video half, which needs torchvision, is left out.

    Pictures are scaled to -1 to 1 as Qwen3-VL was trained with, in patches of 16.
    """
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    image_processor = Qwen2VLImageProcessorPil(
        patch_size=16, merge_size=2, temporal_patch_size=2, image_mean=[0.5, 0.5, 0.5], image_std=[0.5, 0.5, 0.5]
    )
    return ImageOnlyProcessor(image_processor=image_processor, tokenizer=tokenizer)

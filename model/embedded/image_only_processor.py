"""A Qwen3-VL processor that needs no torchvision. Import it only where transformers may be loaded."""

from typing import Any

from transformers import Qwen2VLImageProcessorPil, Qwen3VLProcessor
from transformers.processing_utils import ProcessorMixin

from fractoscope.model.embedded.picture_layout import MERGE, PATCH, PICTURE_COLUMNS, PICTURE_ROWS


class ImageOnlyProcessor(Qwen3VLProcessor):
    """The image and text half of `Qwen3VLProcessor`; the stock class insists on a video half, which needs torchvision.

    Parameters
    ----------
    image_processor
        A `Qwen2VLImageProcessorPil`.
    tokenizer
        A tokenizer with Qwen's special tokens.
    chat_template
        Jinja text; the tokenizer's own by default.
    """

    def __init__(self, image_processor: Any = None, tokenizer: Any = None, chat_template: str | None = None, **_: Any) -> None:
        for name, token in (
            ("image", "<|image_pad|>"),
            ("video", "<|video_pad|>"),
            ("vision_start", "<|vision_start|>"),
            ("vision_end", "<|vision_end|>"),
        ):
            setattr(self, f"{name}_token", token)
            setattr(self, f"{name}_token_id", tokenizer.convert_tokens_to_ids(token))
        ProcessorMixin.__init__(self, image_processor, tokenizer, chat_template=chat_template or tokenizer.chat_template)

    @classmethod
    def get_attributes(cls) -> list[str]:
        """Return the parts that are saved and loaded: no video processor."""
        return ["image_processor", "tokenizer"]

    @classmethod
    def for_pictures(cls, tokenizer: Any) -> "ImageOnlyProcessor":
        """Return a processor that takes 256 x 192 pictures as they are and scales grey levels to -1 to 1."""
        pixels = PICTURE_COLUMNS * PICTURE_ROWS
        image_processor = Qwen2VLImageProcessorPil(
            size={"shortest_edge": pixels, "longest_edge": pixels},
            patch_size=PATCH,
            merge_size=MERGE,
            temporal_patch_size=2,
            image_mean=[0.5, 0.5, 0.5],
            image_std=[0.5, 0.5, 0.5],
        )
        return cls(image_processor=image_processor, tokenizer=tokenizer)

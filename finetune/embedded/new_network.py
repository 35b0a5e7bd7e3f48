"""The embedded model before training."""

from dataclasses import dataclass
from typing import Any

from fractoscope.model.embedded.picture_layout import MERGE, PATCH


@dataclass(frozen=True)
class NetworkSize:
    """Widths and depths of a network.

    Attributes
    ----------
    width
        Of the vision and text layers; a multiple of 64, which is the width of a head.
    vision_layers, text_layers
        Number of layers.
    """

    width: int = 192
    vision_layers: int = 4
    text_layers: int = 3


def new_network(tokenizer: Any, size: NetworkSize) -> Any:
    """Return a `Qwen3VLForConditionalGeneration` of the given size with random weights (seed it with `torch.manual_seed`)."""
    from transformers import Qwen3VLConfig, Qwen3VLForConditionalGeneration

    token = tokenizer.convert_tokens_to_ids
    heads = size.width // 64
    config = Qwen3VLConfig(
        vision_config={
            "depth": size.vision_layers,
            "hidden_size": size.width,
            "intermediate_size": 3 * size.width,
            "num_heads": heads,
            "out_hidden_size": size.width,
            "patch_size": PATCH,
            "spatial_merge_size": MERGE,
            "temporal_patch_size": 2,
            "num_position_embeddings": 256,
            "deepstack_visual_indexes": [size.vision_layers // 2 - 1],
            "hidden_act": "silu",
            "initializer_range": 0.05,
        },
        text_config={
            "vocab_size": len(tokenizer),
            "hidden_size": size.width,
            "intermediate_size": 3 * size.width,
            "num_hidden_layers": size.text_layers,
            "num_attention_heads": heads,
            "num_key_value_heads": 1,
            "head_dim": 64,
            "max_position_embeddings": 2048,
            "rope_parameters": {"rope_type": "default", "rope_theta": 10000.0, "mrope_section": [12, 10, 10], "mrope_interleaved": True},
            "pad_token_id": token("<|endoftext|>"),
            "eos_token_id": token("<|im_end|>"),
            "bos_token_id": None,
            "tie_word_embeddings": True,
            "initializer_range": 0.05,
        },
        image_token_id=token("<|image_pad|>"),
        video_token_id=token("<|video_pad|>"),
        vision_start_token_id=token("<|vision_start|>"),
        vision_end_token_id=token("<|vision_end|>"),
        tie_word_embeddings=True,
    )
    network = Qwen3VLForConditionalGeneration(config)
    network.generation_config.pad_token_id = token("<|endoftext|>")
    network.generation_config.eos_token_id = token("<|im_end|>")
    network.generation_config.bos_token_id = None
    return network

"""The embedded model's own vocabulary."""

import itertools
from typing import Any

from fractoscope.model.embedded.prompt import (
    CHAT_TEMPLATE,
    EMBEDDED_FEATURES,
    NEUTRAL,
    NO,
    REPORT,
    STEPS,
    YES,
    answer_json,
    question,
    slot_lines,
)

SPECIAL_TOKENS = (
    "<|endoftext|>",
    "<|im_start|>",
    "<|im_end|>",
    "<|object_ref_start|>",
    "<|object_ref_end|>",
    "<|box_start|>",
    "<|box_end|>",
    "<|quad_start|>",
    "<|quad_end|>",
    "<|vision_start|>",
    "<|vision_end|>",
    NEUTRAL,
    "<|image_pad|>",
    "<|video_pad|>",
)
"""Qwen's special tokens, in Qwen's order."""

WORDS = r" ?[A-Za-z_]+| ?[0-9]+|[^\sA-Za-z0-9_]+|\s+"
"""A feature identifier stays one word, underscores and all, so that a slot costs four tokens and not six."""

ENDS = {"eos_token": "<|im_end|>", "pad_token": "<|endoftext|>"}


def new_tokenizer() -> Any:
    """Return a byte-level BPE tokenizer trained on everything that is asked and answered, with Qwen's special tokens.

    Any text can be encoded, since all 256 bytes are in the alphabet; the words of the prompt and the answers become one token each.

    Raises
    ------
    RuntimeError
        If yes, no or a special token did not become a single token.
    """
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    core = Tokenizer(models.BPE())
    words = pre_tokenizers.Split(Regex(WORDS), behavior="isolated")
    core.pre_tokenizer = pre_tokenizers.Sequence([words, pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    core.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=700, min_frequency=2, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False
    )
    core.train_from_iterator(training_text(), trainer)
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=core, **ENDS, model_max_length=2048)
    tokenizer.add_tokens(list(SPECIAL_TOKENS), special_tokens=True)
    tokenizer.chat_template = CHAT_TEMPLATE
    for token in (YES, NO, *SPECIAL_TOKENS):
        if len(tokenizer.encode(token)) != 1:
            raise RuntimeError(f"{token!r} is not a single token; the vocabulary cannot serve for slots")
    return tokenizer


def training_text() -> list[str]:
    """Return the texts that the vocabulary is made from."""
    widths = [step * 10.0**decade * 1e-6 for decade in range(-1, 5) for step in STEPS]
    asked = [question(width, whole) for width in (None, *widths) for whole in (True, False) for _ in range(4)]
    pairs = list(itertools.combinations(EMBEDDED_FEATURES, 2))
    answers = [answer_json(pair, pair[0]) for pair in pairs] + [answer_json((), None)] * 4
    slots = slot_lines().replace(NEUTRAL, YES) + "\n" + slot_lines().replace(NEUTRAL, NO)
    return [*asked, *answers, *[slots] * 8, *[f"user\n{REPORT}", "assistant\n", "system\n"] * 8]

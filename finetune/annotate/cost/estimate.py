"""Tokens and money of requests, before they are sent."""

import json
from collections.abc import Iterable
from math import ceil

from fractoscope.finetune.annotate.cost.price_list import PriceList
from fractoscope.finetune.annotate.prompt import answer_schema, instructions
from fractoscope.finetune.annotate.requests.panel_question import PanelQuestion
from fractoscope.finetune.annotate.requests.sent_picture import sent_size
from fractoscope.instruments.values.frozen_value import FrozenValue

CHARACTERS = 4
"""Of English for one token, as OpenAI's help pages say; numbers and chemistry take more."""
PATCH, TILE, LARGEST, SHORT_SIDE = 32, 512, 2048, 768


class Estimate(FrozenValue):
    """What requests are expected to take.

    Attributes
    ----------
    requests
        How many.
    tokens_in, tokens_out
        Read and written.
    cost
        Money, or None without prices.
    """

    requests: int
    tokens_in: int
    tokens_out: int
    cost: float | None = None


def estimate(questions: Iterable[PanelQuestion], edge: int, prices: PriceList | None, *, batch: bool) -> Estimate:
    """Return what questions are expected to take, asked once each.

    Text counts one token for four characters (instructions and schema with every request), pictures by the rule of the price list,
    answers as long as the price list says. Without a price list the rule of patches and 700 tokens an answer hold.

    Parameters
    ----------
    questions
        What will be asked.
    edge
        Longest side of a picture (px).
    prices
        Prices, or None.
    batch
        True for the reduced price of batches.
    """
    rules = prices or PriceList(input_per_million=0, output_per_million=0)
    fixed = len(instructions()) + len(json.dumps(answer_schema()))
    count = tokens_in = 0
    for question in questions:
        count += 1
        tokens_in += ceil((fixed + len(question.words.shown)) / CHARACTERS) + picture_tokens(*sent_size(question.view, edge), rules)
    tokens_out = count * rules.answer_tokens
    cost = None if prices is None else prices.price(tokens_in, tokens_out, batch=batch)
    return Estimate(requests=count, tokens_in=tokens_in, tokens_out=tokens_out, cost=cost)


def picture_tokens(width: int, height: int, rules: PriceList) -> int:
    """Return the tokens of a picture (px) under the rule of a price list."""
    if rules.picture_rule == "patches":
        return ceil(min(ceil(width / PATCH) * ceil(height / PATCH), rules.most_patches) * rules.patch_factor)
    factor = min(1.0, LARGEST / max(width, height))
    factor = min(factor, SHORT_SIDE / min(width, height))
    return rules.picture_tokens + rules.tile_tokens * ceil(width * factor / TILE) * ceil(height * factor / TILE)

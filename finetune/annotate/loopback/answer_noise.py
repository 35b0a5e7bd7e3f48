"""How a loopback teacher errs."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import numpy as np
from pydantic import Field

from fractoscope.finetune.annotate.loopback.known_truth import PictureTruth
from fractoscope.instruments.values.frozen_value import FrozenValue

SPREAD = 0.1
"""Of doubt around its mean, to either side."""
LONGEST_QUOTE = 120


class AnswerNoise(FrozenValue):
    """Rates of error, each drawn for itself; the same request gets the same answer every time.

    Attributes
    ----------
    miss
        Probability that a present feature is said to be absent.
    false
        Probability that an absent feature is said to be present, for each of them.
    misquote
        Probability that a finding carries a quote that stands nowhere.
    doubt_right, doubt_wrong
        Mean doubt of findings that are right and wrong.
    seed
        Of all draws.
    """

    miss: float = Field(default=0.0, ge=0, le=1)
    false: float = Field(default=0.0, ge=0, le=1)
    misquote: float = Field(default=0.0, ge=0, le=1)
    doubt_right: float = Field(default=0.15, ge=0, le=1)
    doubt_wrong: float = Field(default=0.5, ge=0, le=1)
    seed: int = 0


def noisy_answer(truth: PictureTruth | None, request: str, texts: Sequence[str], noise: AnswerNoise) -> dict[str, Any]:
    """Return an answer in the schema.

    Parameters
    ----------
    truth
        Of the picture; None for one that the teacher does not know, about which it says nothing.
    request
        Id of the request: with the seed it decides all draws.
    texts
        Words that may be quoted.
    noise
        Rates of error.
    """
    if truth is None:
        return {"fracture": "unknown", "present": [], "absent": []}
    random = np.random.default_rng([noise.seed, *sha256(request.encode()).digest()[:8]])
    present, absent = [], []
    for name in truth.present:
        if random.random() < noise.miss:
            absent.append(name)
        else:
            present.append(_finding(name, noise.doubt_right, texts, noise, random))
    for name in truth.absent:
        if random.random() < noise.false:
            present.append(_finding(name, noise.doubt_wrong, texts, noise, random))
        else:
            absent.append(name)
    return {"fracture": "yes" if truth.fracture else "no", "present": present, "absent": absent}


def _finding(name: str, mean: float, texts: Sequence[str], noise: AnswerNoise, random: np.random.Generator) -> dict[str, Any]:
    quote = "as nobody wrote anywhere in this article" if random.random() < noise.misquote else _quote(name, texts)
    return {
        "feature": name,
        "doubt": round(float(np.clip(mean + random.uniform(-SPREAD, SPREAD), 0, 1)), 3),
        "basis": "both" if quote else "image",
        "quotes": [quote] if quote else [],
        "direction_degrees": None,
    }


def _quote(name: str, texts: Sequence[str]) -> str:
    """Return words of the texts that speak of a feature, from the word on that names it, or an empty text."""
    stems = [part.rstrip("s") for part in name.split("_") if len(part) > 5]
    for text in texts:
        for stem in stems:
            start = text.lower().find(stem)
            if start >= 0:
                return text[start : start + LONGEST_QUOTE]
    return ""

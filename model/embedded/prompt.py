"""The words that the embedded model is asked with and answers in."""

import json
from collections.abc import Sequence
from math import floor, log10

EMBEDDED_FEATURES = (
    "equiaxed_dimples",
    "cleavage_facets",
    "river_pattern",
    "intergranular_facets",
    "fatigue_striations",
    "rubbed_surface",
    "non_fracture_surface",
    "mounting_hardware",
)
"""Taxonomy identifiers of what the simulator can show, in taxonomy order."""

NEUTRAL = "<|vision_pad|>"
"""Stands where an answer would be, so that no slot sees an earlier answer."""

YES, NO = " yes", " no"
REPORT = "Report as JSON."
STEPS = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0)

CHAT_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n"
    "{% if message.content is string %}{{ message.content }}"
    "{% else %}{% for part in message.content %}"
    "{% if part.type == 'image' %}<|vision_start|><|image_pad|><|vision_end|>{% else %}{{ part.text }}{% endif %}"
    "{% endfor %}{% endif %}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
"""Qwen's chat format for text and images, without tools and without a default system turn."""


def rounded_field_width(field_width: float) -> str:
    """Return a field width (m) in micrometres, rounded to the nearest of six steps a decade so that few words cover all scales."""
    micrometres = min(max(field_width * 1e6, 0.1), 9e4)
    decade = 10.0 ** floor(log10(micrometres))
    choices = [step * scale for scale in (decade, decade * 10) for step in STEPS]
    return f"{min(choices, key=lambda choice: abs(log10(choice / micrometres))):g}"


def question(field_width: float | None, whole: bool = True) -> str:
    """Return what is asked about a picture.

    Parameters
    ----------
    field_width
        Of the picture (m); None if it is not known.
    whole
        True for a whole frame, False for a tile of one: a feature too large for a tile still counts there if the frame shows it.
    """
    part = "Whole frame" if whole else "Part of a frame"
    width = "unknown" if field_width is None else rounded_field_width(field_width)
    return f"{part}, field width {width} um. Which features are visible?"


def slot_lines(features: Sequence[str] = EMBEDDED_FEATURES) -> str:
    """Return one line a feature, each ending in the neutral token where yes or no would stand."""
    return "\n".join(f"{feature}:{NEUTRAL}" for feature in features)


def answer_json(features: Sequence[str], dominant: str | None) -> str:
    """Return the answer that the model learns to write: the features present, and the one that covers most of the picture."""
    return json.dumps({"features": list(features), "dominant": dominant})


def conversation(field_width: float | None, whole: bool = True) -> list[dict[str, object]]:
    """Return the turns of one reading up to the request for JSON, in the form that chat templates take."""
    return [
        {"role": "user", "content": [{"type": "image"}, {"type": "text", "text": question(field_width, whole)}]},
        {"role": "assistant", "content": slot_lines()},
        {"role": "user", "content": REPORT},
    ]


def slots_text(field_width: float | None, whole: bool, image_tokens: int) -> str:
    """Return the question and the slots as text, the image's tokens in place."""
    image = f"<|vision_start|>{'<|image_pad|>' * image_tokens}<|vision_end|>"
    return f"<|im_start|>user\n{image}{question(field_width, whole)}<|im_end|>\n<|im_start|>assistant\n{slot_lines()}"


def report_text(field_width: float | None, whole: bool, image_tokens: int) -> str:
    """Return the same, followed by the request for JSON, up to where the answer begins."""
    slots = slots_text(field_width, whole, image_tokens)
    return f"{slots}<|im_end|>\n<|im_start|>user\n{REPORT}<|im_end|>\n<|im_start|>assistant\n"

"""Question, slots and request for JSON as one text."""

from dataclasses import dataclass

from fractoscope.model.embedded.prompt import REPORT, question, slot_lines

IMAGE, VISION_START, VISION_END = "<|image_pad|>", "<|vision_start|>", "<|vision_end|>"


@dataclass(frozen=True)
class SlotPrompt:
    """The prompt of a vocabulary, in Qwen's chat format.

    For the embedded model's features every text is, to the letter, the one that model was trained with.

    Attributes
    ----------
    features
        Identifiers, one slot each, in the order of the slots.
    """

    features: tuple[str, ...]

    def slots_text(self, field_width: float | None, whole: bool, image_tokens: int) -> str:
        """Return the question and the slots.

        Parameters
        ----------
        field_width
            Of the picture (m), or None; it is rounded to six steps a decade.
        whole
            False for a part of a frame.
        image_tokens
            How many tokens stand for the picture.
        """
        image = f"{VISION_START}{IMAGE * image_tokens}{VISION_END}"
        asked = question(field_width, whole)
        return f"<|im_start|>user\n{image}{asked}<|im_end|>\n<|im_start|>assistant\n{slot_lines(self.features)}"

    def report_text(self, field_width: float | None, whole: bool, image_tokens: int) -> str:
        """Return the same and the request for JSON, up to where the answer begins: its turn sees neutral slots, never answers."""
        slots = self.slots_text(field_width, whole, image_tokens)
        return f"{slots}<|im_end|>\n<|im_start|>user\n{REPORT}<|im_end|>\n<|im_start|>assistant\n"

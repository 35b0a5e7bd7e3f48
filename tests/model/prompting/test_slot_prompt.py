"""The prompt of any vocabulary is the embedded model's for the embedded features."""

import pytest
from transformers import PreTrainedTokenizerFast

from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES, report_text, slots_text
from fractoscope.model.embedded.weights_folder import SHIPPED
from fractoscope.model.prompting import SlotPrompt, SlotTokens


@pytest.mark.parametrize("width", [None, 3e-6, 1.2e-3])
@pytest.mark.parametrize("whole", [True, False])
def test_the_embedded_model_is_asked_as_it_was_trained(width: float | None, whole: bool):
    """Pins a word that changed: the base would then read worse before any fine-tuning, without an error."""
    prompt = SlotPrompt(EMBEDDED_FEATURES)
    assert prompt.slots_text(width, whole, 48) == slots_text(width, whole, 48)
    assert prompt.report_text(width, whole, 48) == report_text(width, whole, 48)


def test_each_answer_is_one_token():
    """Pins a tokenizer that splits an answer: the label would stand at a place that is never read."""
    tokenizer = PreTrainedTokenizerFast.from_pretrained(SHIPPED, local_files_only=True)
    tokens = SlotTokens.of(tokenizer)
    assert tokenizer.decode([tokens.yes]) == " yes"
    assert len({tokens.yes, tokens.no, tokens.neutral, tokens.image, tokens.padding}) == 5


def test_a_tokenizer_that_splits_yes_is_refused():
    """Pins slots that are half read."""

    class Splitting:
        def encode(self, text: str, add_special_tokens: bool) -> list[int]:
            return [1, 2]

    with pytest.raises(ValueError, match="must be one"):
        SlotTokens.of(Splitting())

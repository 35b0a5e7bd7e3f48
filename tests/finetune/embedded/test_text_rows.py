"""Vocabulary and text rows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.finetune.embedded.new_tokenizer import new_tokenizer
from fractoscope.finetune.embedded.text_rows import TextRowMaker
from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES, answer_json

TOKENIZER = new_tokenizer()
MAKER = TextRowMaker(TOKENIZER)


def test_the_vocabulary_is_the_same_every_time():
    """Pins that tokens do not depend on the run: a resumed training would otherwise learn gibberish."""
    assert new_tokenizer().get_vocab() == TOKENIZER.get_vocab()


@given(st.text(max_size=40))
def test_any_text_survives(text: str):
    """Pins the byte-level alphabet: no text can be unencodable."""
    assert TOKENIZER.decode(TOKENIZER.encode(text, add_special_tokens=False), clean_up_tokenization_spaces=False) == text


def test_a_feature_is_one_token():
    """Pins the short slots, on which the speed of reading rests."""
    assert all(len(TOKENIZER.encode(name)) == 1 for name in EMBEDDED_FEATURES)


def test_slots_stand_just_before_neutral_tokens_in_feature_order():
    """Pins where answers are learnt and read."""
    rows = MAKER.rows([1e-5, None], [True, False])
    for row, slots in zip(rows.ids, rows.slots, strict=True):
        assert (row[slots + 1] == MAKER.neutral).all()
        assert [TOKENIZER.decode([token]) for token in row[slots - 1]] == list(EMBEDDED_FEATURES)
    assert (rows.written == -100).all()


@pytest.mark.parametrize("present", [(), (1, 2)])
def test_the_json_target_is_the_answer(present: tuple[int, ...]):
    """Pins the shift by one: the target at a place is the token that comes next, ending with the end of the turn."""
    coverage = np.zeros((1, 8), np.float32)
    coverage[0, list(present)] = 0.5
    rows = MAKER.rows([1e-5], [True], coverage)
    learnt = np.flatnonzero(rows.written[0] != -100)
    assert np.array_equal(rows.written[0, learnt], rows.ids[0, learnt + 1])
    names = [EMBEDDED_FEATURES[k] for k in present]
    assert TOKENIZER.decode(rows.written[0, learnt]) == answer_json(names, names[0] if names else None) + "<|im_end|>"

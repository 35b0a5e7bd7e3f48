"""A batch teaches exactly what its rows say."""

import json

import pytest
import torch
from transformers import PreTrainedTokenizerFast

from fractoscope.finetune.train.data import DatasetVersion
from fractoscope.finetune.train.data.collator import RowCollator
from fractoscope.finetune.train.data.decode_labels import HIDDEN, Lesson, decode_labels
from fractoscope.finetune.train.recipes import Recipe, load_recipe
from fractoscope.model.embedded.image_only_processor import ImageOnlyProcessor
from fractoscope.model.embedded.weights_folder import SHIPPED


@pytest.fixture(scope="module")
def processor() -> ImageOnlyProcessor:
    return ImageOnlyProcessor.for_pictures(PreTrainedTokenizerFast.from_pretrained(SHIPPED, local_files_only=True))


@pytest.fixture
def collator(recipe: Recipe, dataset: DatasetVersion, processor: ImageOnlyProcessor) -> RowCollator:
    return RowCollator(recipe, dataset, processor)


def items(split: str, *indices: int) -> list[dict[str, object]]:
    return [{"split": split, "index": index} for index in indices]


def lesson_of(collator: RowCollator, ids: torch.Tensor, labels: torch.Tensor) -> Lesson:
    return decode_labels(ids.tolist(), labels.tolist(), collator.texts.tokenizer)


def test_the_labels_of_a_batch_decode_to_what_was_meant(collator: RowCollator, dataset: DatasetVersion):
    """Pins labels that are shifted by a place, stand in padding, or teach a feature that nobody looked for."""
    batch = collator(items("train", *range(12)))
    lessons = [lesson_of(collator, ids, labels) for ids, labels in zip(batch["input_ids"], batch["labels"], strict=True)]
    for row, lesson in zip(dataset.rows["train"], lessons, strict=True):
        assert list(lesson.slots) == list(collator.recipe.features)
        for feature, said in lesson.slots.items():
            assert said == ("yes" if feature in row.present else "no" if feature in row.absent else "")
        assert "features are visible?" in lesson.question
    assert {bool(lesson.answer) for lesson in lessons} == {True, False}


def test_a_row_of_which_all_is_known_teaches_its_whole_answer(collator: RowCollator, dataset: DatasetVersion):
    """Pins an answer that is cut off, or hidden where everything is known."""
    row = dataset.rows["train"][0]
    known = row.replace(absent=tuple(name for name in collator.recipe.features if name not in row.present))
    whole, partial = (collator.example(each, None)[0] for each in (known, row))
    answer = decode_labels(whole.ids.tolist(), whole.labels.tolist(), collator.texts.tokenizer).answer
    assert json.loads(answer.removesuffix("<|im_end|>")) == {"features": list(row.present), "dominant": row.present[0]}
    assert HIDDEN in decode_labels(partial.ids.tolist(), partial.labels.tolist(), collator.texts.tokenizer).answer


def test_tokens_of_pictures_are_all_there(collator: RowCollator):
    """Pins truncation, which eats image tokens and fails deep inside the network."""
    batch = collator(items("train", 0, 1, 2))
    counted = (batch["input_ids"] == collator.texts.tokens.image).sum(1)
    assert counted.tolist() == (batch["image_grid_thw"].prod(1) // 4).tolist()
    assert (batch["mm_token_type_ids"].sum(1) == counted).all()
    assert batch["pixel_values"].shape[0] == int(batch["image_grid_thw"].prod(1).sum())


def test_what_is_drawn_depends_on_row_and_epoch_alone(collator: RowCollator):
    """Pins a resumed run, or one of two processes, that sees other pictures than a run in one piece."""
    together = collator(items("train", 3, 5))
    alone = collator(items("train", 5))
    assert torch.equal(together["pixel_values"][192:], alone["pixel_values"])
    collator.epoch = 1
    assert not torch.equal(collator(items("train", 5))["pixel_values"], alone["pixel_values"])


def test_weights_of_rows_reach_their_labels(collator: RowCollator):
    """Pins weights of rare features that are dropped on the way, as an extra key of a batch silently is."""
    batch = collator(items("validation", 0, 1))
    weights = [batch["label_weights"][row][batch["labels"][row] != -100].unique().tolist() for row in range(2)]
    assert [max(found) for found in weights] == [2.0, 1.0]
    assert (batch["label_weights"][batch["labels"] == -100] == 0).all()


def test_a_large_picture_is_reduced_to_the_recipe(dataset: DatasetVersion, processor: ImageOnlyProcessor):
    """Pins a bound that a version of the library ignores: one large row then ends the run for want of memory."""
    native = load_recipe("qwen3-vl-2b")
    small = native.replace(pictures=native.pictures.replace(least_pixels=4096, most_pixels=8192))
    text, _, grid = RowCollator(small, dataset, processor).example(dataset.rows["train"][0], None)
    assert int(grid.prod()) * 256 <= 8192
    assert len(text.slots) == len(native.features) == 38

    class Ignoring(type(processor.image_processor)):  # type: ignore[misc]
        def __call__(self, images: object, return_tensors: str) -> object:
            self.size = type(self.size)(shortest_edge=65536, longest_edge=65536)
            return super().__call__(images=images, return_tensors=return_tensors)

    careless = RowCollator(small, dataset, processor)
    careless.image_processor = Ignoring(patch_size=16, merge_size=2, temporal_patch_size=2)
    with pytest.raises(ValueError, match="exceed most_pixels"):
        careless.example(dataset.rows["train"][0], None)


def test_a_label_in_the_question_is_noticed(collator: RowCollator):
    """Pins a decoder that sees nothing wrong in anything."""
    batch = collator(items("train", 0))
    labels = batch["labels"][0].tolist()
    labels[2] = 7
    with pytest.raises(ValueError, match="in the question"):
        decode_labels(batch["input_ids"][0].tolist(), labels, collator.texts.tokenizer)

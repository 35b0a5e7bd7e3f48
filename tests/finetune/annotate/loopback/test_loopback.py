"""The teacher for rehearsals."""

from pathlib import Path

import numpy as np
import pytest

from fractoscope.finetune.annotate.loopback import AnswerNoise, Mishaps, load_truth_table, write_truth_table
from fractoscope.finetune.annotate.loopback.answer_noise import noisy_answer
from fractoscope.finetune.annotate.loopback.known_truth import PictureTruth
from fractoscope.finetune.synthetic_literature import CorpusTruth
from fractoscope.finetune.synthetic_literature.micrographs.feature_cover import FeatureCover
from fractoscope.finetune.synthetic_literature.score import truth_of_records
from fractoscope.instruments.errors import BadFile
from fractoscope.model.taxonomy import load_taxonomy
from fractoscope.simulators.specimen.feature import Feature

TRUTH = PictureTruth(image_sha256="0" * 64, fracture=True, present=("river_pattern",), absent=("gas_pore", "inclusion"))


def test_the_table_says_of_mined_panels_what_the_twin_drew(mined_corpus: Path, corpus: tuple[Path, CorpusTruth], tmp_path: Path):
    """Pins labels of one panel that are told of its neighbour: kind and features come from the same panel's truth."""
    pairs = truth_of_records(mined_corpus, corpus[0])
    count = write_truth_table(mined_corpus, corpus[0], tmp_path / "truth.jsonl")
    table = load_truth_table(tmp_path / "truth.jsonl")
    assert count == len(table) > 20
    for record, panel in pairs:
        assert record.image is not None
        row = table[record.image.sha256[:32]]
        assert row.fracture == panel.fracture
        assert row.present == panel.features
        assert set(row.present) | set(row.absent) == {str(feature.name).lower() for feature in Feature}
    (tmp_path / "truth.jsonl").write_text("{}\n", "utf-8")
    with pytest.raises(BadFile, match="line 1 is no truth"):
        load_truth_table(tmp_path / "truth.jsonl")


def test_panels_have_the_features_that_their_kind_implies(corpus: tuple[Path, CorpusTruth]):
    """Pins a look-alike without its tag, a drawing with one, and a fracture whose morphology nobody can see anywhere."""
    panels = [panel for article in corpus[1].articles for figure in article.figures for panel in figure.panels]
    known = set(load_taxonomy().ids)
    for panel in panels:
        assert set(panel.features) <= known
        if panel.fracture:
            assert "non_fracture_surface" not in panel.features
        else:
            assert panel.features == (("non_fracture_surface",) if panel.origin else ())
    fractures = [panel for panel in panels if panel.fracture]
    assert sum(bool(panel.features) for panel in fractures) > 0.95 * len(fractures)
    assert len({feature for panel in fractures for feature in panel.features}) >= 4


def test_a_cover_turns_with_its_picture_and_counts_the_part_shown():
    """Pins features of the left half that are told of a crop of the right one, or of a copy that was turned."""
    visible = np.zeros((30, 40), np.uint32)
    visible[:, :20] = Feature.RIVER_PATTERN
    visible[0, 39] = Feature.GAS_PORE
    cover = FeatureCover.of(visible)
    assert cover.visible_in(0, 0, 30, 20) == ("river_pattern",)
    assert cover.visible_in(0, 20, 30, 20) == ()
    assert cover.visible_in(0, 36, 4, 4) == ("gas_pore",)
    for turns in range(4):
        for flipped in (False, True):
            turned = np.rot90(visible, turns)
            turned = turned[:, ::-1] if flipped else turned
            other, same = FeatureCover.of(turned), cover.turned(turns, flipped=flipped)
            assert other.shape == same.shape
            assert all(np.array_equal(other.masks[name], same.masks[name]) for name in other.masks)


def test_the_noise_is_what_was_asked_for_and_the_same_every_time():
    """Pins a teacher that is better or worse than stated, on which a figure would rest."""
    noise = AnswerNoise(miss=0.2, false=0.1)
    answers = [noisy_answer(TRUTH, f"request-{number}", ["a river pattern"], noise) for number in range(3000)]
    assert answers[7] == noisy_answer(TRUTH, "request-7", ["a river pattern"], noise)
    named = [{finding["feature"]: finding for finding in answer["present"]} for answer in answers]
    assert np.mean(["river_pattern" not in one for one in named]) == pytest.approx(0.2, abs=0.03)
    assert np.mean(["gas_pore" in one for one in named]) == pytest.approx(0.1, abs=0.02)
    right = [one["river_pattern"]["doubt"] for one in named if "river_pattern" in one]
    wrong = [one["gas_pore"]["doubt"] for one in named if "gas_pore" in one]
    assert np.mean(right) == pytest.approx(noise.doubt_right, abs=0.02)
    assert np.mean(wrong) == pytest.approx(noise.doubt_wrong, abs=0.03)
    assert noisy_answer(None, "x", [], noise) == {"fracture": "unknown", "present": [], "absent": []}


def test_mishaps_hit_their_share_and_pass_on_the_second_attempt():
    """Pins failures that no retry can ever mend, and refusals that one does."""
    mishaps = Mishaps(too_busy=0.2, refused=0.1)
    first = [mishaps.of(f"request-{number}", 1) for number in range(3000)]
    assert first.count("too_busy") / 3000 == pytest.approx(0.2, abs=0.03)
    assert first.count("refused") / 3000 == pytest.approx(0.1, abs=0.02)
    second = [mishaps.of(f"request-{number}", 2) for number in range(3000)]
    assert "too_busy" not in second
    assert second.count("refused") == first.count("refused")

"""A teacher that outlives those who ask it by one request."""

from pathlib import Path

import pytest

from fractoscope.finetune.annotate.loopback import PictureTruth
from fractoscope.finetune.annotate.transport.teacher_client import teacher_client
from fractoscope.finetune.annotate.transport.teacher_error import TeacherUnreachable
from fractoscope.finetune.pipeline.plan.stage_plans import TeacherPlan
from fractoscope.finetune.pipeline.run.paid_requests import paid_requests
from fractoscope.finetune.pipeline.run.teacher_process import teacher_process

BODY = '{"caption_of_this_panel": "", "caption_of_all_panels": "", "excerpts": []}'


@pytest.mark.slow
def test_it_answers_keeps_its_book_and_ends_with_its_client(tmp_path: Path):
    """Pins a teacher that stays behind, and one that forgets over a restart what was paid."""
    truth = PictureTruth(image_sha256="a" * 64, fracture=True, present=("gas_pore",), absent=())
    (tmp_path / "truth.jsonl").write_text(truth.model_dump_json() + "\n", "utf-8")
    for number in range(2):
        with teacher_process(tmp_path / "truth.jsonl", tmp_path / "teacher", TeacherPlan()) as url:
            client = teacher_client(url)
            words = [{"type": "text", "text": BODY}]
            answer = client.chat.completions.create(
                model="m", messages=[{"role": "user", "content": words}], extra_headers={"Idempotency-Key": f"{'a' * 32}-prompt-{number}-1"}
            )
            assert "gas_pore" in str(answer.choices[0].message.content)
        with pytest.raises(Exception, match="onnection"):
            client.models.list()
    assert paid_requests(tmp_path / "teacher") == {"paid": 2, "paid_twice": 0}


@pytest.mark.slow
def test_one_that_does_not_start_is_named(tmp_path: Path):
    """Pins a run that waits for good for a teacher that ended at once."""
    with (
        pytest.raises(TeacherUnreachable, match="does not start"),
        teacher_process(tmp_path / "nothing.jsonl", tmp_path / "teacher", TeacherPlan()),
    ):
        pass

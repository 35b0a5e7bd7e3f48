"""One question to a teacher: a picture with its words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from fractoscope.finetune.annotate.prompt import PanelWords
from fractoscope.finetune.annotate.run.annotation_settings import AnnotationSettings
from fractoscope.finetune.mine.records import Box, ImageFile, PanelRecord


@dataclass(frozen=True)
class PanelQuestion:
    """What is asked once, also where several records share picture and words.

    Attributes
    ----------
    id
        The request's: the same for the same picture, view, words and prompt, in every run. At most 64 characters, which every server takes.
    image, view
        As mined.
    words
        As they are shown.
    record_ids
        Of all records that the answer is for.
    """

    id: str
    image: ImageFile
    view: Box
    words: PanelWords
    record_ids: tuple[str, ...]


def questions_of(records: Iterable[PanelRecord], settings: AnnotationSettings) -> dict[str, PanelQuestion]:
    """Return the questions by id, in the order of the records."""
    questions: dict[str, PanelQuestion] = {}
    for record in records:
        if record.image is None:
            continue
        words = PanelWords.of(record, settings.longest_text)
        identifier = request_id(record.image.sha256, record.view, words, settings)
        known = questions.get(identifier)
        questions[identifier] = (
            PanelQuestion(identifier, record.image, record.view, words, (record.record_id,))
            if known is None
            else replace(known, record_ids=(*known.record_ids, record.record_id))
        )
    return questions


def request_id(image_sha256: str, view: Box, words: PanelWords, settings: AnnotationSettings) -> str:
    """Return the id: 32 characters of the picture's hash, 12 of the prompt's version, 16 of words, view and what else is sent."""
    rest = f"{words.sha256} {view.left} {view.top} {view.right} {view.bottom} {settings.edge} {settings.quality}"
    prompt = settings.prompt_version.rpartition("+")[2]
    return f"{image_sha256[:32]}-{prompt[:12]}-{sha256(rest.encode()).hexdigest()[:16]}"

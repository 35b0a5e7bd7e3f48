"""Hearing all annotators of one panel."""

from collections.abc import Sequence

from fractoscope.finetune.annotate.records import Annotation
from fractoscope.finetune.curate.labels.merge_labels import merge_labels
from fractoscope.finetune.curate.labels.picture_labels import PictureLabels

NO_FRACTURE = "no fracture surface"
REJECTED = "rejected by a person"
DISPUTED = "one says fracture, another none"
UNANSWERED = "not annotated"


def heard(annotations: Sequence[Annotation], most_doubt: float = 1.0) -> PictureLabels | str:
    """Return the labels of one panel, or why it is left out.

    A person's word replaces a teacher's altogether. Of one annotator, the last word holds; several persons are merged, and so are
    several teachers: where they differ, the feature is unknown.

    Parameters
    ----------
    annotations
        Of the panel, in the order in which they were written.
    most_doubt
        Of a teacher's finding; one with more doubt is unknown. A person's finding is taken whatever the doubt.
    """
    latest = list({(annotation.annotator, annotation.name): annotation for annotation in annotations}.values())
    persons = [annotation for annotation in latest if annotation.annotator == "person"]
    asked = persons or latest
    if not asked:
        return UNANSWERED
    if any(annotation.decision == "rejected" for annotation in persons):
        return REJECTED
    answers = {annotation.fracture for annotation in asked} - {None}
    if answers == {True, False}:
        return DISPUTED
    # One that is none but shows a feature, such as the side of a specimen, teaches what is no fracture.
    if answers == {False} and not any(annotation.findings for annotation in asked):
        return NO_FRACTURE
    return merge_labels([_labels(annotation, 1.0 if persons else most_doubt) for annotation in asked])


def _labels(annotation: Annotation, most_doubt: float) -> PictureLabels:
    sure = [finding for finding in annotation.findings if finding.doubt <= most_doubt]
    return PictureLabels(
        present=frozenset(finding.feature for finding in sure),
        absent=frozenset(annotation.absent) - {finding.feature for finding in annotation.findings},
        directions={finding.feature: finding.direction for finding in sure if finding.direction is not None},
        source=annotation.annotator,
        doubt=max((finding.doubt for finding in sure), default=0.0),
    )

"""A teacher's answer in the form of the schema."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, field_validator

from fractoscope.instruments.values.frozen_value import FrozenValue
from fractoscope.model.taxonomy import load_taxonomy

Doubt = Annotated[float, Field(ge=0, le=1)]


def _known(feature: str) -> str:
    if feature not in load_taxonomy().features_by_id:
        raise ValueError("no feature of the taxonomy")
    return feature


class PresentFeature(FrozenValue):
    """A feature that the teacher says is there; the fields are those of the schema."""

    model_config = ConfigDict(strict=True)

    feature: str
    doubt: Doubt
    basis: Literal["image", "text", "both"]
    quotes: list[str]
    direction_degrees: float | None

    _feature = field_validator("feature")(_known)


class TeacherAnswer(FrozenValue):
    """The whole answer; a server that does not hold the model to the schema is caught here."""

    model_config = ConfigDict(strict=True)

    fracture: Literal["yes", "no", "unknown"]
    present: list[PresentFeature]
    absent: list[str]

    @field_validator("absent")
    @classmethod
    def _features(cls, absent: list[str]) -> list[str]:
        return [_known(feature) for feature in absent]

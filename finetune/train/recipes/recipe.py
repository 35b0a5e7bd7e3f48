"""Everything that decides a run besides its data."""

from hashlib import sha256
from typing import Literal, Self

from pydantic import Field, model_validator

from fractoscope.finetune.train.recipes.settings import LoraSettings, LossSettings, PictureSettings, PlaceSettings, ScheduleSettings
from fractoscope.instruments.values.frozen_value import FrozenValue
from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES
from fractoscope.model.prompting.written_report import AnswerForm
from fractoscope.model.taxonomy import load_taxonomy
from fractoscope.model.taxonomy.direction_cue import DirectionCue

MEASURED = ("charging", "out_of_focus", "saturated", "blank_frame")
"""Faults of a picture that `measure_quality` finds without a model."""


class Recipe(FrozenValue):
    """A recipe of fine-tuning.

    Attributes
    ----------
    name, purpose
        Of the recipe; a line for a person.
    base
        "embedded" for the model that ships with the project, else the identifier of a Qwen3-VL on the Hugging Face Hub.
    shape
        Size of the base, checked against the loaded model; "tiny" is for trials.
    vocabulary
        "embedded" reads the embedded model's 8 features, "taxonomy" every feature that is not measured without a model.
    answer
        Form of the JSON answer.
    licences
        Licences that the data may have. One without a version allows all its versions.
    seed
        Of the adapters, the order of rows and every drawn change of a picture.
    """

    name: str
    purpose: str
    base: str
    shape: Literal["embedded", "tiny", "2b", "4b", "8b", "32b"]
    vocabulary: Literal["embedded", "taxonomy"]
    answer: AnswerForm
    licences: tuple[str, ...] = Field(default=("CC0-1.0", "CC-BY", "public-domain"), min_length=1)
    seed: int = Field(default=1, ge=0)
    lora: LoraSettings
    pictures: PictureSettings
    loss: LossSettings = LossSettings()
    schedule: ScheduleSettings
    place: PlaceSettings = PlaceSettings()

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        embedded = self.base == "embedded"
        if embedded != (self.shape == "embedded") or (embedded and (self.vocabulary, self.answer) != ("embedded", "dominant")):
            raise ValueError('base, shape and vocabulary "embedded" belong together, with answer = "dominant"')
        if embedded != (self.pictures.layout == "fixed"):
            raise ValueError('layout = "fixed" is the embedded model\'s; every other base takes "native"')
        if self.lora.quantised and self.place.sharding != "none":
            raise ValueError('a quantised base is not sharded; choose lora.quantised = false or place.sharding = "none"')
        if self.shape == "32b" and self.place.processes > 1 and self.place.sharding == "none":
            raise ValueError('32 billion weights do not fit on every device beside their activations; set place.sharding = "fsdp2"')
        return self

    @property
    def features(self) -> tuple[str, ...]:
        """Identifiers of the features that are learnt, in taxonomy order."""
        if self.vocabulary == "embedded":
            return EMBEDDED_FEATURES
        return tuple(name for name in load_taxonomy().ids if name not in MEASURED)

    @property
    def directional(self) -> tuple[str, ...]:
        """Those of them that point somewhere or lie along a line."""
        cues = {DirectionCue.LOCAL, DirectionCue.LOCAL_AXIS, DirectionCue.ORIGIN}
        return tuple(name for name in self.features if load_taxonomy().feature(name).cue in cues)

    @property
    def axial(self) -> tuple[str, ...]:
        """Those of them that lie along a line and have no sense."""
        return tuple(name for name in self.features if load_taxonomy().feature(name).cue is DirectionCue.LOCAL_AXIS)

    @property
    def global_batch(self) -> int:
        """Pictures of one optimizer step over all processes."""
        return self.schedule.micro_batch * self.schedule.accumulation * self.place.processes

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the recipe."""
        return sha256(self.model_dump_json().encode()).hexdigest()

    def allows(self, licence: str) -> bool:
        """Return True if data under a licence may be learnt from."""
        stem, _, version = licence.rpartition("-")
        return licence in self.licences or (version[:1].isdigit() and stem in self.licences)

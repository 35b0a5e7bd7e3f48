"""Everything that decides a run of the whole road."""

from pathlib import Path
from typing import Self

from pydantic import model_validator

from fractoscope.finetune.curate.run.curation_settings import CurationSettings
from fractoscope.finetune.pipeline.plan.stage_plans import AnnotatePlan, EvaluatePlan, LiteraturePlan, MinePlan, TrainPlan
from fractoscope.instruments.values.frozen_value import FrozenValue


class PipelinePlan(FrozenValue):
    """A table of settings a stage.

    Attributes
    ----------
    literature
        Made-up articles to mine; None where `mine.inputs` names real ones.
    mine, annotate, curate, train
        Of the stages of these names.
    evaluate
        What base and adapter are compared on.
    """

    literature: LiteraturePlan | None = None
    mine: MinePlan = MinePlan()
    annotate: AnnotatePlan = AnnotatePlan()
    curate: CurationSettings = CurationSettings()
    train: TrainPlan = TrainPlan()
    evaluate: EvaluatePlan = EvaluatePlan()

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if (self.literature is None) == (not self.mine.inputs):
            raise ValueError("give either [literature], for made-up articles, or mine.inputs with articles of your own")
        if self.annotate.teacher is not None and self.literature is None:
            raise ValueError("[annotate.teacher] knows made-up articles only; for your own, give annotate.base_url and annotate.model")
        if self.annotate.teacher is None and not self.annotate.base_url and not self.annotate.files:
            raise ValueError("nobody annotates: give annotate.base_url, annotate.files, or [annotate.teacher] with made-up articles")
        return self

    @property
    def stages(self) -> tuple[str, ...]:
        """Names of the stages, in their order."""
        made_up = ("literature",) if self.literature is not None else ()
        asked = () if self.annotate.files else ("annotate",)
        compared = () if self.evaluate.skip else ("evaluate",)
        return (*made_up, "mine", *asked, "curate", "train", *compared)

    def at(self, folder: Path) -> Self:
        """Return the plan with relative paths taken from a folder."""

        def placed(path: Path | None) -> Path | None:
            return None if path is None else folder / path

        recipe = self.train.recipe
        return self.replace(
            mine=self.mine.replace(inputs=tuple(folder / path for path in self.mine.inputs)),
            annotate=self.annotate.replace(files=tuple(folder / path for path in self.annotate.files), prices=placed(self.annotate.prices)),
            train=self.train.replace(recipe=str(folder / recipe) if recipe.endswith(".toml") else recipe, base=placed(self.train.base)),
            evaluate=self.evaluate.replace(benchmark=placed(self.evaluate.benchmark)),
        )

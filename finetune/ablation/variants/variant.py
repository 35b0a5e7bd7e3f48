"""One change to a recipe or its data."""

from typing import Any, Self

from pydantic import Field, ValidationError, model_validator

from fractoscope.finetune.train.recipes import Recipe
from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.values.frozen_value import FrozenValue


class DataChange(FrozenValue):
    """What is learnt from instead. The benchmark is never changed.

    Attributes
    ----------
    papers_share
        Share of the papers of the training split that is kept, whole papers.
    equal_weights
        True gives every row the weight 1: no enrichment of rare features.
    keep_databar
        True shows pictures of training, validation and calibration with their databar.
    dataset
        Name of another version of the dataset, made by `dataset curate` with other labels or copies; where it lies is said at the start.
    """

    papers_share: float = Field(default=1.0, gt=0, le=1)
    equal_weights: bool = False
    keep_databar: bool = False
    dataset: str = ""


class Variant(FrozenValue):
    """A row of the table.

    Attributes
    ----------
    name
        Of its folder.
    question
        What its comparison with the recipe answers.
    recipe
        Keys of the recipe that are other: a value by key, a table for a part, such as {"lora": {"rank": 4}}.
    data
        What is other about the data.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_-]*$")
    question: str
    recipe: dict[str, Any] = Field(default_factory=dict)
    data: DataChange = DataChange()

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not self.recipe and self.data == DataChange():
            raise ValueError("it changes nothing")
        if self.name == "recipe":
            raise ValueError('"recipe" is the name of what variants are compared with')
        return self

    def applied(self, recipe: Recipe) -> Recipe:
        """Return the recipe with the changes, checked as a whole.

        Raises
        ------
        BadFile
            If the recipe has no such key, or does not fit together any more.
        """
        record = recipe.model_dump()
        for key, value in self.recipe.items():
            record[key] = {**record[key], **value} if isinstance(value, dict) and isinstance(record.get(key), dict) else value
        try:
            return Recipe.model_validate(record)
        except ValidationError as error:
            faults = "; ".join(f"{'.'.join(map(str, item['loc'])) or 'recipe'}: {item['msg']}" for item in error.errors(include_url=False))
            reason = f"the recipe {recipe.name} cannot be changed so ({faults})"
            raise BadFile(
                path=self.name, reason=reason, remedy="choose variants that fit it, with --only or a table of your own"
            ) from error

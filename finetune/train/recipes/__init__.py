"""Recipes of fine-tuning: files that say everything that decides a run besides its data."""

from fractoscope.finetune.train.recipes.load_recipe import RECIPES, load_recipe
from fractoscope.finetune.train.recipes.recipe import Recipe
from fractoscope.finetune.train.recipes.settings import LoraSettings, LossSettings, PictureSettings, PlaceSettings, ScheduleSettings

__all__ = [
    "RECIPES",
    "LoraSettings",
    "LossSettings",
    "PictureSettings",
    "PlaceSettings",
    "Recipe",
    "ScheduleSettings",
    "load_recipe",
]

"""Reading recipes."""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from fractoscope.finetune.train.recipes.recipe import Recipe
from fractoscope.instruments.errors import BadFile

FOLDER = Path(__file__).parent
RECIPES: tuple[str, ...] = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
"""Names of the recipes that ship with the project."""


def load_recipe(name: str) -> Recipe:
    """Read a recipe.

    Parameters
    ----------
    name
        One of `RECIPES`, or the path of a TOML file of your own.

    Raises
    ------
    BadFile
        If there is none, or it is no recipe: names the key and what is accepted.
    """
    path = FOLDER / f"{name}.toml" if name in RECIPES else Path(name)
    try:
        return Recipe.model_validate(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise BadFile(path=name, reason="no such recipe", remedy=f"name a TOML file, or one of {', '.join(RECIPES)}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadFile(path=str(path), reason=f"not TOML ({error})", remedy="correct it and try again") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, item['loc'])) or 'recipe'}: {item['msg']}" for item in error.errors(include_url=False))
        raise BadFile(
            path=str(path), reason=f"not a recipe ({faults})", remedy="correct it; docs/reference/recipes.md has every key"
        ) from error

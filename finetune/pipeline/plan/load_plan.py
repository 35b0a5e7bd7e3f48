"""Reading plans."""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from fractoscope.finetune.pipeline.plan.pipeline_plan import PipelinePlan
from fractoscope.instruments.errors import BadFile

PLANS = Path(__file__).parent
REHEARSAL = PLANS / "rehearsal.toml"
"""The plan that runs anywhere: made-up articles, a teacher on loopback, the embedded model."""


def load_plan(path: Path) -> PipelinePlan:
    """Read a plan; relative paths in it are taken from its folder.

    Raises
    ------
    BadFile
        If there is none, or it is no plan: names the key and what is accepted.
    """
    try:
        return PipelinePlan.model_validate(tomllib.loads(path.read_text("utf-8"))).at(path.resolve().parent)
    except OSError as error:
        raise BadFile(path=str(path), reason=f"it cannot be read ({error.strerror})", remedy="name a plan, a TOML file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadFile(path=str(path), reason=f"not TOML ({error})", remedy="correct it and try again") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, item['loc'])) or 'plan'}: {item['msg']}" for item in error.errors(include_url=False))
        remedy = "correct it; docs/how-to/whole-road.md has every table"
        raise BadFile(path=str(path), reason=f"not a plan ({faults})", remedy=remedy) from error

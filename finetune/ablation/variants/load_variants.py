"""Reading tables of variants."""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from fractoscope.finetune.ablation.variants.variant import Variant
from fractoscope.instruments.errors import BadFile

SHIPPED = Path(__file__).with_name("variants.toml")


def load_variants(path: Path = SHIPPED) -> tuple[Variant, ...]:
    """Read a table: TOML, `[[variants]]` for each.

    Raises
    ------
    BadFile
        If there is none, or a variant is none.
    """
    try:
        record = tomllib.loads(path.read_text("utf-8"))
        variants = tuple(Variant.model_validate(entry) for entry in record["variants"])
    except OSError as error:
        raise BadFile(path=str(path), reason="no such table of variants", remedy="name a TOML file with --variants") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise BadFile(path=str(path), reason=f"no table of variants ({error})", remedy="see docs/how-to/evaluate.md") from error
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        reason = f"a variant is none ({'.'.join(map(str, fault['loc'])) or 'variant'}: {fault['msg']})"
        raise BadFile(path=str(path), reason=reason, remedy="see docs/how-to/evaluate.md") from error
    if len({variant.name for variant in variants}) < len(variants) or not variants:
        raise BadFile(path=str(path), reason="it has no variants, or two of one name", remedy="give each a name of its own")
    return variants

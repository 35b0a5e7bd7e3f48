"""What a teacher charges."""

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.values.frozen_value import FrozenValue


class PriceList(FrozenValue):
    """Prices, and how a model counts the tokens of a picture; no price is built in, since they change.

    Attributes
    ----------
    currency
        For display.
    input_per_million, output_per_million
        Of live requests; reasoning is output.
    batch_factor
        What a batch costs of that.
    answer_tokens
        Expected for one answer, reasoning included; see what a pilot of 50 panels took.
    picture_rule
        "patches": one token for each patch of 32 × 32 px. "tiles": some for the picture and some for each tile of 512 × 512 px, after
        it is fitted into 2048 × 2048 px and its shorter side to 768 px.
    patch_factor, most_patches
        Of the rule of patches.
    picture_tokens, tile_tokens
        Of the rule of tiles.
    """

    currency: str = "USD"
    input_per_million: float = Field(ge=0)
    output_per_million: float = Field(ge=0)
    batch_factor: float = Field(default=0.5, gt=0, le=1)
    answer_tokens: int = Field(default=700, gt=0)
    picture_rule: Literal["patches", "tiles"] = "patches"
    patch_factor: float = Field(default=1.0, gt=0)
    most_patches: int = Field(default=1536, gt=0)
    picture_tokens: int = Field(default=85, ge=0)
    tile_tokens: int = Field(default=170, gt=0)

    def price(self, tokens_in: int, tokens_out: int, *, batch: bool) -> float:
        """Return what tokens cost, in `currency`."""
        live = (tokens_in * self.input_per_million + tokens_out * self.output_per_million) / 1e6
        return live * (self.batch_factor if batch else 1.0)


def load_prices(path: Path) -> PriceList:
    """Read a price list in TOML.

    Raises
    ------
    BadFile
        If it is none.
    """
    remedy = "write at least input_per_million and output_per_million"
    try:
        return PriceList.model_validate(tomllib.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        raise BadFile(path=str(path), reason="no such file", remedy=remedy) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadFile(path=str(path), reason=f"no TOML ({error})", remedy=remedy) from error
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        reason = f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}"
        raise BadFile(path=str(path), reason=reason, remedy=remedy) from error

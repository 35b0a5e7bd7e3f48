"""What a finished run of the whole road says about its speed."""

import json
import tomllib
from pathlib import Path

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.values.frozen_value import FrozenValue


class MeasuredRates(FrozenValue):
    """Costs of one article, one panel, one picture.

    Attributes
    ----------
    mine_s
        Core seconds an article, from its file to panels with OCR.
    panels
        Panels kept an article that was read. Of made-up articles nearly all show fractures, and many are refused for their licence.
    panel_bytes, request_bytes
        A panel on disk; its line in a file of requests.
    curate_s
        Core seconds a panel, start of the program included.
    """

    mine_s: float
    panels: float
    panel_bytes: float
    request_bytes: float
    curate_s: float


SHIPPED = Path(__file__).parent / "measured.toml"
"""Rates that were measured when this was written."""


def shipped_rates() -> MeasuredRates:
    """Return the rates of `measured.toml`, which says where each is from."""
    return MeasuredRates.model_validate(tomllib.loads(SHIPPED.read_text("utf-8")))


def measured_rates(result: Path, cores: float = 2.0) -> MeasuredRates:
    """Read `result.json` of a run.

    Parameters
    ----------
    result
        The file, or the folder of the run.
    cores
        That the run had: what a stage took is taken to have kept all of them busy, which overstates its cost.

    Raises
    ------
    BadFile
        If it is no result.
    """
    path = result / "result.json" if result.is_dir() else result
    try:
        stages = json.loads(path.read_bytes())["stages"]
        mined, asked = stages["mine"]["facts"], stages["annotate"]["facts"]
        kept = float(mined["panels"]["kept"])
        return MeasuredRates(
            mine_s=float(mined["busy_s"]) / float(mined["articles"]["read"]),
            panels=kept / float(mined["articles"]["read"]),
            panel_bytes=float(mined["bytes"]) / kept,
            request_bytes=float(asked["bytes"]) / float(asked["attempts"]),
            curate_s=cores * float(stages["curate"]["seconds"]) / kept,
        )
    except (OSError, ValueError, KeyError, TypeError, ZeroDivisionError) as error:
        remedy = "name the folder of a finished `fractoscope pipeline rehearse`"
        raise BadFile(path=str(path), reason=f"no result of the whole road ({type(error).__name__})", remedy=remedy) from error

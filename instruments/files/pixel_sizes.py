"""Tables of pixel sizes: the scale of pictures that carry none themselves."""

import csv
from dataclasses import dataclass
from math import isfinite
from pathlib import Path, PurePosixPath

from fractoscope.instruments.errors import BadFile

FILE, SIZE, BAR = "file", "pixel_size_nm", "bar_top_row"
TABLE_BYTES = 1 << 26
REMEDY = f"give a CSV with columns {FILE},{SIZE} and perhaps {BAR}"


@dataclass(frozen=True)
class PictureScale:
    """Scale of one picture.

    Attributes
    ----------
    pixel_size
        Edge of a pixel on the specimen (m).
    bar_top_row
        First row of the burned-in bar, counted from 0 at the top; None if there is none or it is not known.
    """

    pixel_size: float
    bar_top_row: int | None = None


def read_pixel_sizes(csv_path: Path) -> dict[str, PictureScale]:
    r"""Read a table of pixel sizes; further columns are allowed and passed over.

    Parameters
    ----------
    csv_path
        CSV with a heading: `file` (relative, with / or \), `pixel_size_nm` and, if known, `bar_top_row`.

    Returns
    -------
    dict
        Scale by file, as written there with /. Rows whose `pixel_size_nm` is empty are left out.

    Raises
    ------
    BadFile
        If the table cannot be read, or naming the line if a row cannot.
    """
    try:
        if csv_path.stat().st_size > TABLE_BYTES:
            raise BadFile(path=str(csv_path), reason=f"a table of more than {TABLE_BYTES >> 20} MiB", remedy=REMEDY)
        with csv_path.open(encoding="utf-8-sig", newline="") as file:
            return _scales(csv_path, csv.DictReader(file))
    except OSError as error:
        raise BadFile(path=str(csv_path), reason=f"cannot be read ({error.strerror or error})", remedy=REMEDY) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadFile(path=str(csv_path), reason=f"not a CSV in UTF-8 ({error})", remedy=REMEDY) from error


def _scales(csv_path: Path, table: "csv.DictReader[str]") -> dict[str, PictureScale]:
    """Read all rows."""
    missing = [name for name in (FILE, SIZE) if name not in (table.fieldnames or ())]
    if missing:
        raise BadFile(path=str(csv_path), reason=f"no column {' and '.join(missing)}", remedy=REMEDY)
    scales: dict[str, PictureScale] = {}
    for row in table:
        try:
            name, scale = _row(row)
            if name in scales:
                raise ValueError(f"{name} stands there twice")
        except ValueError as error:
            raise BadFile(path=str(csv_path), reason=f"line {table.line_num}: {error}", remedy="correct that line") from None
        if scale is not None:
            scales[name] = scale
    return scales


def _row(row: dict[str, str]) -> tuple[str, PictureScale | None]:
    """Read one row, or raise ValueError saying what is wrong with it."""
    name = PurePosixPath((row.get(FILE) or "").strip().replace("\\", "/"))
    if not name.name or name.is_absolute() or ".." in name.parts or ":" in str(name):
        raise ValueError(f"file {str(name)[:80]!r} is not a path below the table's folder")
    text, bar = ((row.get(key) or "").strip() for key in (SIZE, BAR))
    if not text:
        return str(name), None
    try:
        size = float(text)
    except ValueError:
        raise ValueError(f"{SIZE} {text[:40]!r} is not a number") from None
    if not isfinite(size) or size <= 0:
        raise ValueError(f"{SIZE} {text[:40]} is not above 0")
    if bar and not (bar.isascii() and bar.isdecimal() and int(bar[:9]) > 0 and len(bar) < 9):
        raise ValueError(f"{BAR} {bar[:40]!r} is not a row number above 0")
    return str(name), PictureScale(pixel_size=size * 1e-9, bar_top_row=int(bar) if bar else None)

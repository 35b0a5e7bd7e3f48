"""A lab's logo as a picture that can only be looked at."""

from base64 import b64encode
from io import BytesIO
from pathlib import Path

from fractoscope.agent.report.brand.brand_error import BrandError
from fractoscope.agent.report.brand.plain_svg import plain_svg

_LARGEST_FILE = 1_000_000
_WIDEST = 600
_MOST_PIXELS = 40_000_000


def logo_uri(path: Path) -> str:
    """Return a logo as a data URI: a PNG or JPEG drawn anew, at most 600 pixels across, or an SVG of plain shapes.

    Raises
    ------
    BrandError
        If the file is missing, above 1 MB, of another kind, damaged, or an SVG that holds more than shapes.
    """
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise BrandError(str(path), "", "is larger than 1 MB; save the logo smaller")
        data = path.read_bytes()
    except OSError as error:
        raise BrandError(str(path), "", f"cannot be read ({error.strerror or error}); name a file in the brand folder") from error
    if path.suffix.lower() == ".svg":
        return "data:image/svg+xml;base64," + b64encode(plain_svg(data, str(path)).encode()).decode("ascii")
    return "data:image/png;base64," + b64encode(_drawn_anew(data, path)).decode("ascii")


def _drawn_anew(data: bytes, path: Path) -> bytes:
    """Return the pixels as a new PNG: whatever else the file carried stays behind."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise BrandError(str(path), "", f"has {picture.width} × {picture.height} pixels; save the logo smaller")
            drawn = picture.convert("RGBA")
    except UnidentifiedImageError as error:
        raise BrandError(str(path), "", "is neither PNG nor JPEG nor SVG; save the logo as one of these") from error
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BrandError(str(path), "", f"is damaged ({error}); save the logo again") from error
    drawn.thumbnail((_WIDEST, _WIDEST))
    buffer = BytesIO()
    drawn.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()

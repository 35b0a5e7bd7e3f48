"""Typefaces that are there: one comes with Pillow, some with reportlab, some with the machine."""

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

MACHINE = (
    "DejaVuSans.ttf",
    "DejaVuSans-Bold.ttf",
    "DejaVuSerif.ttf",
    "DejaVuSerif-Bold.ttf",
    "DejaVuSansCondensed.ttf",
    "DejaVuSansMono.ttf",
    "LiberationSans-Regular.ttf",
    "LiberationSans-Bold.ttf",
    "LiberationSerif-Regular.ttf",
    "arial.ttf",
    "arialbd.ttf",
    "times.ttf",
    "Arial.ttf",
)
"""Names that Pillow looks up in the system's folders."""
BUNDLED = ("Vera.ttf", "VeraBd.ttf")
PILLOW = "Pillow's own"

Font = ImageFont.FreeTypeFont


@lru_cache(maxsize=1)
def typefaces() -> tuple[str, ...]:
    """Return the typefaces that are there, in a fixed order."""
    return (PILLOW, *(name for name in (*_bundled(), *MACHINE) if _opens(name)))


@lru_cache(maxsize=256)
def font(name: str, size: int) -> Font:
    """Return a typeface at a size in pixels."""
    if name == PILLOW:
        own = ImageFont.load_default(size)
        if isinstance(own, ImageFont.FreeTypeFont):
            return own
        raise RuntimeError("Pillow was built without FreeType; install Pillow from its wheel")
    return ImageFont.truetype(name, size)


@lru_cache(maxsize=64)
def has_micro(name: str) -> bool:
    """Return True if a typeface has the micro sign; one that lacks it prints a box."""
    face = font(name, 24)
    return bytes(face.getmask("µ")) != bytes(face.getmask("\uffff"))


def _bundled() -> list[str]:
    import reportlab

    folder = Path(reportlab.__file__).parent / "fonts"
    return [str(folder / name) for name in BUNDLED]


def _opens(name: str) -> bool:
    try:
        ImageFont.truetype(name, 12)
    except OSError:
        return False
    return True


def typeface_name(name: str) -> str:
    """Return a typeface's name without the folder it lies in."""
    return name if name == PILLOW else Path(name).name

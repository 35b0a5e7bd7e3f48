"""A picture that mining wrote."""

from pydantic import Field

from fractoscope.instruments.values.frozen_value import FrozenValue


class ImageFile(FrozenValue):
    """A PNG file, named by its content.

    Attributes
    ----------
    file
        Path relative to the folder of the run, with forward slashes.
    sha256
        Of the file's bytes, hexadecimal.
    width, height
        Pixels.
    """

    file: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    width: int = Field(gt=0)
    height: int = Field(gt=0)

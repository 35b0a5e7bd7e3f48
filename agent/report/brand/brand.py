"""What a lab may put on its reports."""

from typing import Annotated

from pydantic import Field, field_validator

from fractoscope.agent.report.brand.contrast import LEAST, contrast
from fractoscope.agent.report.section import NEEDED, Section
from fractoscope.instruments.values import FrozenValue

PAPER = "#ffffff"

_Line = Annotated[str, Field(min_length=1, max_length=120)]


class Brand(FrozenValue):
    """A brand: `brand.toml` and the files that it names, all of it plain data.

    Attributes
    ----------
    lab
        Name of the lab.
    address
        Lines.
    contact
        One line, shown as it is.
    accent
        Colour (#rrggbb) of the lab's name and rule, which must be readable on white.
    sections
        Parts of the report in the lab's order; None leaves all of them in theirs.
    logo
        The picture as a data URI, or "".
    cover_note, disclaimer
        Plain text before the summary and at the end, or "".
    """

    lab: _Line
    address: tuple[_Line, ...] = Field(default=(), max_length=6)
    contact: str = Field(default="", max_length=200)
    accent: str = Field(default="#1b1f24", pattern=r"^#[0-9a-fA-F]{6}$")
    sections: tuple[Section, ...] | None = None
    logo: str = ""
    cover_note: str = Field(default="", max_length=4000)
    disclaimer: str = Field(default="", max_length=4000)

    @field_validator("accent")
    @classmethod
    def _is_readable(cls, colour: str) -> str:
        found = contrast(colour, PAPER)
        if found < LEAST:
            raise ValueError(f"its contrast with white is {found:.1f}, and text needs at least {LEAST}; choose a darker colour")
        return colour

    @field_validator("sections")
    @classmethod
    def _are_whole(cls, sections: tuple[Section, ...] | None) -> tuple[Section, ...] | None:
        if sections is not None:
            if len(set(sections)) != len(sections):
                raise ValueError("a section is listed twice; list each one once")
            missing = [str(section) for section in NEEDED if section not in sections]
            if missing:
                raise ValueError(f"{', '.join(missing)} cannot be left out; add them where you want them")
        return sections

    @property
    def order(self) -> tuple[Section, ...]:
        """The sections as they stand on the page."""
        return self.sections if self.sections is not None else tuple(Section)

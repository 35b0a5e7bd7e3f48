"""The words that go with a panel, as a teacher is shown them."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from fractoscope.finetune.mine.records import PanelRecord


@dataclass(frozen=True)
class PanelWords:
    """Caption and excerpts of one panel.

    Attributes
    ----------
    panel
        Its letter, or empty.
    caption_part, caption_common
        What the caption says of it, and of all panels.
    excerpts
        Paragraphs, the first ones as far as they fit.
    """

    panel: str
    caption_part: str
    caption_common: str
    excerpts: tuple[str, ...]

    @classmethod
    def of(cls, record: PanelRecord, longest: int) -> Self:
        """Return the words of a record, cut to some number of characters: the caption goes first, then excerpts in their order."""
        part = record.caption_part[:longest]
        common = record.caption_common[: longest - len(part)]
        left = longest - len(part) - len(common)
        excerpts: list[str] = []
        for excerpt in record.excerpts:
            if left <= 0:
                break
            excerpts.append(excerpt.text[:left])
            left -= len(excerpts[-1])
        return cls(record.panel, part, common, tuple(excerpts))

    @property
    def sources(self) -> tuple[str, ...]:
        """The texts that may be quoted."""
        return tuple(text for text in (self.caption_part, self.caption_common, *self.excerpts) if text)

    @property
    def shown(self) -> str:
        """One JSON object: no word of an article can end the quotation marks that it stands in."""
        return json.dumps(
            {
                "panel": self.panel,
                "caption_of_this_panel": self.caption_part,
                "caption_of_all_panels": self.caption_common,
                "excerpts": list(self.excerpts),
            },
            ensure_ascii=False,
        )

    @property
    def sha256(self) -> str:
        """Of what is shown, hexadecimal."""
        return sha256(self.shown.encode()).hexdigest()

"""A mined panel together with the folder that holds its file."""

from dataclasses import dataclass
from pathlib import Path

from fractoscope.finetune.mine.records import Box, PanelRecord


@dataclass(frozen=True)
class MinedPicture:
    """A panel that mining kept.

    Attributes
    ----------
    record
        As mined; its `image` is never None.
    file
        Where the picture lies.
    sha256
        Of that file, as mining wrote it down.
    """

    record: PanelRecord
    file: Path
    sha256: str

    @property
    def key(self) -> str:
        """Name of the pixels that are looked at: the same file with another view is looked at anew."""
        view = self.record.view
        return f"{self.sha256}:{view.left},{view.top},{view.right},{view.bottom}"

    @property
    def bar(self) -> Box | None:
        """The scale bar in pixels of the file, or None where mining found none."""
        return self.record.scale.bar if self.record.scale else None

    @property
    def paper(self) -> str:
        """DOI in lower case, else the PMC number, else the source."""
        article = self.record.article
        return article.doi.lower() or article.pmcid or self.record.provenance.source

    @property
    def paper_names(self) -> tuple[str, ...]:
        """Everything that tells its paper: two panels that share one of these are of one paper."""
        article = self.record.article
        names = {f"doi:{article.doi.lower()}" if article.doi else "", f"pmcid:{article.pmcid}" if article.pmcid else ""}
        return (*sorted(names - {""}), f"source:{self.record.provenance.source}")

"""Counting right and wrong."""

from dataclasses import dataclass, field


@dataclass
class Tally:
    """How many of how many were right, and the first that were not."""

    right: int = 0
    total: int = 0
    misses: list[str] = field(default_factory=list)

    def count(self, right: bool, name: str) -> bool:
        """Count one; return whether it was right."""
        self.total += 1
        self.right += right
        if not right:
            self.misses.append(name)
        return right

    @property
    def share(self) -> float:
        """Right over total; 1 where there was nothing to get wrong."""
        return self.right / self.total if self.total else 1.0


def as_figures(tally: Tally) -> dict[str, float]:
    """Return share, right and total."""
    return {"share": round(tally.share, 4), "right": tally.right, "total": tally.total}

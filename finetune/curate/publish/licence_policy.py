"""Terms of pictures in one dataset."""

from collections.abc import Iterable

from fractoscope.finetune.mine.run import MiningSettings
from fractoscope.instruments.errors import BadFile

RESTRICTING = ("NC", "ND")
"""Parts of an id that forbid commercial use, or sharing what was changed."""


def allows(licences: tuple[str, ...], licence: str) -> bool:
    """Return True if a picture under a licence may be kept, by the same rule as in mining."""
    return MiningSettings(licences=licences).allows(licence)


def restricted(licence: str) -> bool:
    """Return True if a licence forbids commercial use or sharing of changes."""
    return any(part in RESTRICTING for part in licence.split("-"))


def check_mixture(licences: Iterable[str], *, mixed: bool, path: str) -> None:
    """Refuse open pictures beside restricted ones: whoever trains on the whole is then bound by the narrowest terms.

    Raises
    ------
    BadFile
        If both occur and nobody asked for it.
    """
    found = set(licences)
    bound = sorted(name for name in found if restricted(name))
    if bound and len(bound) < len(found) and not mixed:
        reason = f"pictures under {', '.join(bound)} would stand beside open ones and bind the whole"
        raise BadFile(path=path, reason=reason, remedy="allow fewer licences, or ask for it with --mixed-licences")

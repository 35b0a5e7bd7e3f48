"""Of several files that show the same picture, the best."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from fractoscope.finetune.mine.pictures.decode_picture import decode_picture, picture_size
from fractoscope.finetune.mine.pictures.decoded_picture import DecodedPicture
from fractoscope.finetune.mine.run.drop import Drop
from fractoscope.finetune.mine.sources.media_store import MediaStore, matching
from fractoscope.instruments.errors import BadFile


@dataclass(frozen=True)
class ChosenPicture:
    """A picture of a figure, with the name and the SHA-256 of its file."""

    name: str
    sha256: str
    picture: DecodedPicture


def choose_picture(references: Sequence[str], names: Sequence[str], media: MediaStore) -> ChosenPicture | Drop:
    """Return the file with most pixels that can be decoded, or why there is none.

    Parameters
    ----------
    references
        What an article names for one picture, in several resolutions.
    names
        Of all pictures of the article.
    media
        Where they are.
    """
    candidates = list(dict.fromkeys(name for reference in references for name in matching(reference, names)))
    if not candidates:
        return Drop(stage="figure", reason="picture missing", detail=", ".join(references)[:200])
    sized: list[tuple[int, str, bytes]] = []
    faults: list[str] = []
    for name in candidates:
        try:
            data = media.read(name)
            columns, rows = picture_size(data, name)
            sized.append((columns * rows, name, data))
        except BadFile as error:
            faults.append(str(error))
    for _, name, data in sorted(sized, key=lambda item: -item[0]):
        try:
            return ChosenPicture(name, sha256(data).hexdigest(), decode_picture(data, name))
        except BadFile as error:
            faults.append(str(error))
    too_large = any("are more than" in fault or "too large" in fault for fault in faults)
    too_small = any("too few" in fault for fault in faults)
    reason = "picture too large" if too_large else "picture too small" if too_small else "picture damaged"
    return Drop(stage="figure", reason=reason, detail="; ".join(faults)[:300])

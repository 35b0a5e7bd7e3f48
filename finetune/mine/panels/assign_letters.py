"""Which panel has which letter, by what was read and by order."""

from collections.abc import Mapping, Sequence

from fractoscope.finetune.mine.captions.letter_list import LETTERS
from fractoscope.finetune.mine.panels.panel import Panel
from fractoscope.finetune.mine.panels.read_letters import Reading
from fractoscope.finetune.mine.panels.reading_order import reading_order
from fractoscope.finetune.mine.records import Box


def assign_letters(boxes: Sequence[Box], reading: Reading, expected: Sequence[str]) -> list[Panel]:
    """Return panels in reading order with their letters.

    Where what was read agrees with one order of the panels, row by row or column by column, the order counts, also for a letter
    that nobody could read or that was misread. Where it agrees with neither, each panel keeps what was read on it, and letters left
    over go to panels left over only if there are as many.

    Parameters
    ----------
    boxes
        Panels, in any order.
    reading
        Letter and confidence by place in `boxes`.
    expected
        Letters of the caption; empty if it has none.
    """
    read = {boxes[index]: letter for index, (letter, _) in reading.items()}
    rows = reading_order(boxes)
    if len(boxes) == 1 and not read and len(expected) != 1:
        return [Panel(boxes[0])]
    letters = tuple(expected) or (tuple(LETTERS[: len(boxes)]) if 2 * len(read) >= len(boxes) else ())
    orders = [dict(zip(order, letters, strict=False)) for order in (rows, by_columns(boxes))]
    placed = max(orders, key=lambda order: sum(order.get(box) == letter for box, letter in read.items()))
    if _agrees(placed, read, counted=len(letters) == len(boxes)):
        return [Panel(box, placed[box], "read" if read.get(box) == placed[box] else "order") for box in rows]
    left = [letter for letter in expected if letter not in read.values()]
    unread = [box for box in rows if box not in read]
    filled = dict(zip(unread, left, strict=True)) if len(left) == len(unread) else {}
    panels = []
    for box in rows:
        letter = read.get(box) or filled.get(box, "")
        panels.append(Panel(box, letter, "read" if box in read else "order" if letter else "none"))
    return panels


def _agrees(placed: Mapping[Box, str], read: Mapping[Box, str], *, counted: bool) -> bool:
    """Return True if an order may stand.

    With as many letters as panels the order needs half of what was read, or next to nothing read, as where no letters are printed
    and a texture looked like one. With another number it needs all of it, and something.
    """
    right = sum(placed.get(box) == letter for box, letter in read.items())
    if counted:
        return 2 * right >= len(read) or 3 * len(read) <= len(placed)
    return bool(read) and right == len(read) and all(box in placed for box in read) and len(placed) > 0


def by_columns(boxes: Sequence[Box]) -> list[Box]:
    """Return boxes column by column from the left, each column from the top."""
    turned = {Box(left=box.top, top=box.left, right=box.bottom, bottom=box.right): box for box in boxes}
    return [turned[box] for box in reading_order(list(turned))]

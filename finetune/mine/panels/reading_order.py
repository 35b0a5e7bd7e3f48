"""The order in which letters are given to panels."""

from collections.abc import Sequence

from fractoscope.finetune.mine.records import Box


def reading_order(boxes: Sequence[Box]) -> list[Box]:
    """Return boxes row by row from the top, each row from the left.

    A row is what overlaps the highest box left by more than half of the lower of the two heights.
    """
    left = sorted(boxes, key=lambda box: (box.top, box.left))
    ordered: list[Box] = []
    while left:
        first = left[0]
        row = [box for box in left if min(box.bottom, first.bottom) - max(box.top, first.top) > 0.5 * min(box.height, first.height)]
        ordered += sorted(row, key=lambda box: box.left)
        left = [box for box in left if box not in row]
    return ordered

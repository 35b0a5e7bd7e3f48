"""What the loopback teacher was paid for."""

import json
from collections import Counter
from pathlib import Path

from fractoscope.finetune.annotate.loopback.teacher_desk import PAID


def paid_requests(folder: Path) -> dict[str, int]:
    """Return how many requests were `paid`, and how many of them `paid_twice`, by the teacher's own book.

    Parameters
    ----------
    folder
        Of the teacher.
    """
    lines = [json.loads(line) for line in (folder / PAID).read_bytes().splitlines()]
    paid = Counter(str(line["id"]) for line in lines if line["paid"])
    return {"paid": len(paid), "paid_twice": sum(count > 1 for count in paid.values())}

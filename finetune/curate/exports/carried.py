"""What every export carries beside words and picture."""

from pathlib import Path
from typing import Any

from fractoscope.finetune.curate.publish.version_folder import IMAGES
from fractoscope.finetune.curate.records import DatasetRow


def carried(row: DatasetRow) -> dict[str, Any]:
    """Return the part, whose labels they are, terms, paper and weight: whoever filters later needs them in every format."""
    return {
        "split": row.split,
        "label_source": row.label_source,
        "doubt": row.doubt,
        "licence": row.licence,
        "paper": row.paper,
        "cluster": row.cluster,
        "weight": row.weight,
    }


def image_name(row: DatasetRow) -> str:
    """Return where the picture lies, relative to the export."""
    return f"{IMAGES}/{Path(row.image).name}"

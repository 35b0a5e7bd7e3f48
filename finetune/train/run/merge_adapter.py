"""An adapter merged into its base, as a folder that stands alone. Import it only where torch may be loaded."""

import json
import shutil
from pathlib import Path
from typing import Any

from fractoscope.finetune.train.recipes import Recipe
from fractoscope.finetune.train.run.base_model import BaseModel, load_base
from fractoscope.finetune.train.run.quiet_libraries import quiet_libraries
from fractoscope.instruments.errors import BadFile
from fractoscope.model.embedded.without_progress_bars import without_progress_bars

FUSION = "fusion_config"


def merge_adapter(recipe: Recipe, base: BaseModel, adapter: Path, target: Path) -> None:
    """Write merged weights, tokenizer and processor into a folder, whole or not at all.

    The base is taken at full precision: merging into quantised weights would round what was learnt.

    Parameters
    ----------
    recipe
        Of the run.
    base
        That the adapter was trained on.
    adapter
        Folder of the adapter.
    target
        Replaced once everything is ready.

    Raises
    ------
    BadFile
        If there is no adapter.
    """
    if not (adapter / "adapter_config.json").is_file():
        raise BadFile(path=str(adapter), reason="no adapter in it", remedy="finish the run first, with `fractoscope train lora`")
    full = recipe.replace(lora=recipe.lora.replace(quantised=False))
    network, processor = load_base(base, full)
    merged = with_adapter(network, adapter).merge_and_unload()
    partial = target.with_name(f"{target.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    with without_progress_bars():
        merged.save_pretrained(partial)
    processor.tokenizer.save_pretrained(partial)
    processor.image_processor.save_pretrained(partial)
    strip_fusion(partial / "config.json")
    for file in partial.iterdir():
        file.chmod(0o644)  # readable by everyone, whatever the library's temporary files allowed
    shutil.rmtree(target, ignore_errors=True)
    partial.replace(target)


def with_adapter(network: Any, adapter: Path) -> Any:
    """Return a network with an adapter on it, ready for reading."""
    from peft import PeftModel

    with quiet_libraries():
        return PeftModel.from_pretrained(network, str(adapter), local_files_only=True).eval()


def strip_fusion(config: Path) -> None:
    """Take the note out of a configuration that its patch embedding was computed as a matrix product: other programs stumble over it."""
    record = json.loads(config.read_text("utf-8"))
    if record.pop(FUSION, None) is not None:
        config.write_text(json.dumps(record, indent=2, sort_keys=True) + "\n", encoding="utf-8", newline="\n")

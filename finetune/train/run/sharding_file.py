"""The launcher's settings for a sharded run."""

from pathlib import Path

from fractoscope.finetune.mine.run.image_store import write_whole
from fractoscope.finetune.train.recipes import Recipe

NAME = "accelerate.yaml"


def write_sharding_file(recipe: Recipe, folder: Path) -> Path | None:
    """Write what `accelerate launch --config_file` takes, for a recipe that shards its base; return its path, or None for any other."""
    if recipe.place.sharding != "fsdp2":
        return None
    path = folder / NAME
    write_whole(path, sharding_text(recipe).encode())
    return path


def sharding_text(recipe: Recipe) -> str:
    """Return the settings: parameters sharded layer by layer over the processes of one machine, checkpoints gathered into one file."""
    return f"""compute_environment: LOCAL_MACHINE
distributed_type: FSDP
mixed_precision: bf16
num_machines: 1
num_processes: {recipe.place.processes}
fsdp_config:
  fsdp_version: 2
  fsdp_reshard_after_forward: true
  fsdp_auto_wrap_policy: TRANSFORMER_BASED_WRAP
  fsdp_transformer_layer_cls_to_wrap: Qwen3VLTextDecoderLayer,Qwen3VLVisionBlock
  fsdp_cpu_ram_efficient_loading: true
  fsdp_state_dict_type: FULL_STATE_DICT
  fsdp_activation_checkpointing: false
"""

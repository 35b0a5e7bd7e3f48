"""The network that a recipe starts from. Import it only where torch may be loaded."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fractoscope.finetune.train.recipes import Recipe
from fractoscope.instruments.errors import BadFile
from fractoscope.model.embedded.weights_folder import SHIPPED, WeightsFolder

LISTED = (
    "config.json",
    "generation_config.json",
    "*.safetensors",
    "*.safetensors.index.json",
    "*token*",
    "vocab.json",
    "merges.txt",
    "*.jinja",
)


@dataclass(frozen=True)
class BaseModel:
    """Where a base lies.

    Attributes
    ----------
    folder
        With configuration, weights and tokenizer.
    fingerprint
        Of the weights: their SHA-256, or the sizes and names of their files where they are too large to be read twice.
    """

    folder: Path
    fingerprint: str

    @classmethod
    def found(cls, recipe: Recipe, folder: Path | None = None) -> "BaseModel":
        """Return the base of a recipe.

        Parameters
        ----------
        recipe
            That names it.
        folder
            Where it lies; by default the shipped weights, or the cache of the Hugging Face Hub. Nothing is downloaded.

        Raises
        ------
        BadFile
            If it is not there, altered, or quantisation is asked for and its library is missing.
        """
        if recipe.base == "embedded":
            opened = WeightsFolder.opened(folder or SHIPPED)
            return cls(opened.path, opened.fingerprint)
        path = folder or _cached(recipe.base)
        weights = sorted(path.glob("*.safetensors"))
        if not weights or not (path / "config.json").is_file():
            remedy = f"download {recipe.base} into it, or name another folder with --base"
            raise BadFile(path=str(path), reason="no configuration or no weights in it", remedy=remedy)
        return cls(path, " ".join(f"{file.name}:{file.stat().st_size}" for file in weights))


def _cached(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True, allow_patterns=list(LISTED)))
    except (LocalEntryNotFoundError, HfHubHTTPError, OSError) as error:
        remedy = f"run `hf download {name}` where there is a network, or name its folder with --base"
        raise BadFile(path=name, reason="the base model is not on this machine", remedy=remedy) from error


def load_base(base: BaseModel, recipe: Recipe) -> tuple[Any, Any]:
    """Return network and processor, ready for an adapter; nothing is fetched from a network.

    Raises
    ------
    BadFile
        If the recipe quantises and bitsandbytes is missing, or the base has another size than the recipe says.
    """
    if recipe.base == "embedded":
        from fractoscope.model.embedded.loaded_network import LoadedNetwork

        loaded = LoadedNetwork.from_folder(base.folder)
        return loaded.network, loaded.processor
    import torch
    from transformers import Qwen3VLForConditionalGeneration
    from transformers.monkey_patching import clear_patch_mapping

    from fractoscope.finetune.train.architecture.qwen_shapes import SHAPES
    from fractoscope.finetune.train.run.base_processor import base_processor
    from fractoscope.model.embedded.without_progress_bars import without_progress_bars

    # Patches are disjoint, so the convolution over them is a matrix product, and many times faster as one.
    options: dict[str, Any] = {
        "dtype": getattr(torch, recipe.place.precision),
        "local_files_only": True,
        "fusion_config": {"patch_embeddings": True},
    }
    if recipe.lora.quantised:
        options["quantization_config"] = four_bits()
    with without_progress_bars():
        network = Qwen3VLForConditionalGeneration.from_pretrained(base.folder, **options)
    # Transformers would from now on give every network of this process the layers of this one.
    clear_patch_mapping()
    text, shape = network.config.text_config, SHAPES[recipe.shape]
    if (text.hidden_size, text.num_hidden_layers) != (shape.hidden, shape.layers):
        reason = f"{text.num_hidden_layers} layers of width {text.hidden_size} are not the {recipe.shape} of the recipe"
        raise BadFile(path=str(base.folder), reason=reason, remedy="name the folder of the recipe's base with --base")
    return network, base_processor(base.folder)


def four_bits() -> Any:
    """Return the settings that hold language layers in NF4; vision tower, mergers and output layer stay in bfloat16.

    Raises
    ------
    BadFile
        If bitsandbytes is not installed.
    """
    if find_spec("bitsandbytes") is None:
        remedy = "install it on a machine with a GPU (`pip install bitsandbytes`), or take a recipe without quantisation"
        raise BadFile(path="bitsandbytes", reason="a quantised base needs it and it is not installed", remedy=remedy)
    import torch
    from transformers import BitsAndBytesConfig

    return BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype=torch.bfloat16,
        llm_int8_skip_modules=["visual", "lm_head"],
    )

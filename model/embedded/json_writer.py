"""Writing an answer word by word through the chat template. Import it only where torch may be loaded."""

import json

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from fractoscope.model.embedded.loaded_network import LoadedNetwork
from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES, conversation
from fractoscope.model.embedded.written_answer import WrittenAnswer


class JsonWriter:
    """Generates the JSON answer that the slots are the fast form of.

    Parameters
    ----------
    loaded
        Network and processor.
    longest
        Most tokens an answer may have.
    """

    def __init__(self, loaded: LoadedNetwork, longest: int = 80) -> None:
        self.network = loaded.network
        self.processor = loaded.processor
        self.longest = longest

    def write(self, picture: NDArray[np.uint8], field_width: float | None, whole: bool = True) -> WrittenAnswer:
        """Return the answer about a picture of 192 x 256 pixels and known or unknown field width (m).

        Raises
        ------
        ValueError
            If the model wrote anything but the closed form: an object with known features and one of them, or null, as dominant.
        """
        return parsed(self.generate(picture, field_width, whole))

    def generate(self, picture: NDArray[np.uint8], field_width: float | None, whole: bool = True) -> str:
        """Return the text that the model writes, whatever it is."""
        text = self.processor.apply_chat_template(conversation(field_width, whole), add_generation_prompt=True)
        inputs = self.processor(images=[Image.fromarray(picture)], text=[text], return_tensors="pt")
        with torch.inference_mode():
            ids = self.network.generate(**inputs, max_new_tokens=self.longest, do_sample=False)
        return str(self.processor.tokenizer.decode(ids[0, inputs["input_ids"].shape[1] :], skip_special_tokens=True))


def parsed(written: str) -> WrittenAnswer:
    """Return a written answer as a value.

    Raises
    ------
    ValueError
        If it is not the closed form.
    """
    try:
        answer = json.loads(written)
        features, dominant = tuple(answer["features"]), answer["dominant"]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"the embedded model wrote {written!r}, which is not its JSON form") from error
    if set(features) - set(EMBEDDED_FEATURES) or dominant not in (None, *EMBEDDED_FEATURES):
        raise ValueError(f"the embedded model wrote {written!r}, which names a feature that it does not know")
    return WrittenAnswer(features, dominant)

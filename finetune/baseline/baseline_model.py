"""A perceptron on filter statistics."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.baseline.filter_statistics import filter_statistics
from fractoscope.instruments.errors import BadFile
from fractoscope.model.embedded.calibration import Calibration
from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES

SHIPPED = Path(__file__).parent / "weights"
LAYERS = ("first", "second", "last")


@dataclass(frozen=True)
class BaselineModel:
    """Two hidden layers on standardised statistics, log field width, and whether it is a whole frame.

    Attributes
    ----------
    arrays
        `mean` and `spread` of the inputs, and weights (outputs, inputs) and offsets of three layers.
    calibration
        Platt scaling, fusion and thresholds, fitted as for the embedded model and on the same frames.
    """

    arrays: dict[str, NDArray[np.float32]]
    calibration: Calibration | None = None

    def log_odds(self, inputs: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return log-odds (pictures, features) of inputs (pictures, inputs)."""
        values = (inputs - self.arrays["mean"]) / self.arrays["spread"]
        for name in LAYERS:
            values = values @ self.arrays[f"{name}.weight"].T + self.arrays[f"{name}.bias"]
            if name != LAYERS[-1]:
                values = np.maximum(values, 0.0)
        return values.astype(np.float64)

    def save(self, folder: Path) -> None:
        """Write arrays and calibration."""
        from safetensors.numpy import save_file

        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "baseline.safetensors"
        save_file({name: np.ascontiguousarray(value) for name, value in self.arrays.items()}, file)
        file.chmod(0o644)  # the library leaves it readable by its owner alone
        if self.calibration is not None:
            self.calibration.save(folder / "calibration.json")

    @classmethod
    def load(cls, folder: Path = SHIPPED) -> "BaselineModel":
        """Read what `save` wrote.

        Raises
        ------
        BadFile
            If a file is missing or damaged.
        """
        from safetensors import SafetensorError
        from safetensors.numpy import load_file

        file = folder / "baseline.safetensors"
        try:
            arrays = load_file(file)
        except (OSError, SafetensorError) as error:
            reason = f"the baseline's weights cannot be read ({error})"
            raise BadFile(path=str(file), reason=reason, remedy="restore the file from git") from error
        return cls(arrays, Calibration.load(folder / "calibration.json", EMBEDDED_FEATURES))


def baseline_inputs(pictures: NDArray[np.uint8], field_widths: NDArray[np.float64], whole: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return inputs (pictures, inputs): statistics, log10 of the field width (m), and 1 for a whole frame.

    Parameters
    ----------
    pictures
        Shape (pictures, 192, 256), uint8.
    field_widths
        Of each picture (m).
    whole
        True for a whole frame, False for a tile.
    """
    statistics = np.stack([filter_statistics(picture) for picture in pictures])
    extra = np.stack([np.log10(field_widths), whole.astype(np.float64)], axis=1)
    return np.concatenate([statistics, extra.astype(np.float32)], axis=1)

"""Parts of a dataset that never share a paper or a cluster of copies."""

from typing import Literal, get_args

Split = Literal["train", "validation", "calibration", "benchmark"]
SPLITS: tuple[Split, ...] = get_args(Split)

"""What happens beside the steps of a run. Import it only where transformers may be loaded."""

from collections.abc import Callable
from typing import Any

from transformers import TrainerCallback

from fractoscope.finetune.train.data.collator import RowCollator
from fractoscope.finetune.train.run.metric_log import MetricLog

Progress = Callable[[int, int, str], None]
"""Told how many steps are done, of how many, and how it stands."""


class RunCallbacks(TrainerCallback):  # type: ignore[misc, unused-ignore]
    """Tells the collator the epoch, keeps the record of metrics, and reports progress.

    Parameters
    ----------
    collator
        Draws its changes by epoch.
    metrics
        Where to record, or None in processes other than the first.
    progress
        Told of each recorded step.
    """

    def __init__(self, collator: RowCollator, metrics: MetricLog | None, progress: Progress) -> None:
        self.collator = collator
        self.metrics = metrics
        self.progress = progress

    def on_epoch_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """Pass the epoch on; a resumed run begins within one, and a finished one may lack a rounding error."""
        self.collator.epoch = int((state.epoch or 0.0) + 1e-6)

    def on_log(self, args: Any, state: Any, control: Any, logs: dict[str, Any] | None = None, **_: Any) -> None:
        """Record metrics, without those of speed that say nothing of learning."""
        if self.metrics is None or not logs:
            return
        entry = {name: value for name, value in logs.items() if isinstance(value, int | float) and "per_second" not in name}
        self.metrics.add({"step": state.global_step, **entry})
        note = " ".join(f"{name} {logs[name]:.3f}" for name in ("loss", "eval_micro_f1") if name in logs)
        self.progress(state.global_step, state.max_steps, note)

"""The parts of a recipe."""

from typing import Literal, Self

from pydantic import Field, model_validator

from fractoscope.instruments.values.frozen_value import FrozenValue

CELL = 32 * 32
"""Pixels of one visual token of Qwen3-VL: patches of 16 x 16, merged 2 x 2."""


class LoraSettings(FrozenValue):
    """What is adapted, and how.

    Attributes
    ----------
    rank, alpha, dropout
        As LoRA has them.
    text, mergers, vision
        The parts that get adapters: language layers, the mergers between vision and language, the vision tower.
    quantised
        True holds the base's language layers in 4 bits (NF4) and adapts on top (QLoRA).
    """

    rank: int = Field(ge=1)
    alpha: float = Field(gt=0)
    dropout: float = Field(default=0.05, ge=0, lt=1)
    text: bool = True
    mergers: bool = True
    vision: bool = False
    quantised: bool = False

    @model_validator(mode="after")
    def _adapts_something(self) -> Self:
        if not (self.text or self.mergers or self.vision):
            raise ValueError("text, mergers and vision are all false, so nothing would learn")
        return self


class PictureSettings(FrozenValue):
    """What the model sees of a row.

    Attributes
    ----------
    layout
        "fixed" cuts 4:3 windows of 256 x 192 pixels as the embedded tagger does; "native" keeps the view's own shape.
    least_pixels, most_pixels
        Pixels of a picture after resizing; one visual token stands for 32 x 32 of them.
    tile_share
        Share of training pictures that are a ninth of the view instead of all of it; "fixed" only.
    tiles_inherit
        True takes what is present in the whole to be present in each tile, which holds for panels that show one morphology; False leaves
        it unknown there. What is absent in the whole is absent in each tile either way.
    turn
        True draws one of the eight rotations and mirror images for each picture and epoch.
    unknown_width_share
        Share of training pictures whose field width is withheld.
    regrade_share, noise_share, jpeg_share, bar_share
        Shares of training pictures that get another brightness, contrast and gamma; noise; JPEG losses; a drawn bar or letter.
    """

    layout: Literal["fixed", "native"]
    least_pixels: int = Field(default=64 * CELL, ge=CELL)
    most_pixels: int = Field(default=1024 * CELL, ge=CELL)
    tile_share: float = Field(default=0.0, ge=0, le=1)
    tiles_inherit: bool = False
    turn: bool = True
    unknown_width_share: float = Field(default=0.1, ge=0, le=1)
    regrade_share: float = Field(default=0.5, ge=0, le=1)
    noise_share: float = Field(default=0.2, ge=0, le=1)
    jpeg_share: float = Field(default=0.3, ge=0, le=1)
    bar_share: float = Field(default=0.1, ge=0, le=1)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.least_pixels > self.most_pixels:
            raise ValueError("least_pixels must not exceed most_pixels")
        if self.layout == "native" and self.tile_share:
            raise ValueError('tile_share needs layout = "fixed"')
        return self


class LossSettings(FrozenValue):
    """Weights of what is learnt: of one slot's label, and of one token of the JSON answer; the loss is the weighted mean over all labels.

    Attributes
    ----------
    slots, json_tokens
        The weights.
    json_share
        Share of training pictures whose row goes on to the JSON answer.
    """

    slots: float = Field(default=1.0, ge=0)
    json_tokens: float = Field(default=0.3, ge=0)
    json_share: float = Field(default=1.0, ge=0, le=1)


class ScheduleSettings(FrozenValue):
    """How long and how fast it learns.

    Attributes
    ----------
    epochs
        Passes over the training rows.
    steps
        Most optimizer steps; 0 for no limit. The learning rate falls to zero at the end of whichever comes first.
    text_rate, merger_rate, vision_rate
        Peaks of the learning rate (AdamW, betas 0.9 and 0.98) of each part's adapters.
    weight_decay, warm_up_share, clip
        Of the adapters; share of the steps over which the rate rises; largest norm of a gradient.
    micro_batch, accumulation
        Pictures a process takes at once, and how many such batches make a step of one process.
    evaluations
        Evaluations on the validation split over the whole run; each is followed by a checkpoint.
    patience
        Evaluations without a better micro F1, or a smaller log loss at the same one, after which the run stops.
    validation_rows
        Most rows of the validation split that an evaluation reads; 0 for all.
    """

    epochs: float = Field(gt=0)
    steps: int = Field(default=0, ge=0)
    text_rate: float = Field(gt=0)
    merger_rate: float = Field(gt=0)
    vision_rate: float = Field(default=1e-5, gt=0)
    weight_decay: float = Field(default=0.0, ge=0)
    warm_up_share: float = Field(default=0.05, ge=0, le=0.5)
    clip: float = Field(default=1.0, gt=0)
    micro_batch: int = Field(ge=1)
    accumulation: int = Field(default=1, ge=1)
    evaluations: int = Field(default=10, ge=1)
    patience: int = Field(default=4, ge=1)
    validation_rows: int = Field(default=0, ge=0)


class PlaceSettings(FrozenValue):
    """Where it runs.

    Attributes
    ----------
    processes
        How many processes, each with a device of its own; more than one are started by `torchrun`.
    sharding
        "none" gives every process the whole base (DDP); "fsdp2" shards it.
    precision
        Of the base: adapters are float32 in either case.
    checkpointing
        True recomputes activations in the backward pass.
    device_GiB
        Usable memory of one device; 0 where it is the machine's.
    loaders
        Processes that prepare pictures beside each training process; 0 prepares them in it.
    """

    processes: int = Field(default=1, ge=1)
    sharding: Literal["none", "fsdp2"] = "none"
    precision: Literal["float32", "bfloat16"] = "bfloat16"
    checkpointing: bool = True
    device_GiB: float = Field(default=0.0, ge=0)  # noqa: N815 - the unit's own spelling
    loaders: int = Field(default=0, ge=0)

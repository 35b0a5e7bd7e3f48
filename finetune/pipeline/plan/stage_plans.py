"""The tables of a plan."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from fractoscope.finetune.annotate.loopback import AnswerNoise, Mishaps
from fractoscope.finetune.annotate.run.annotation_settings import SHARD_REQUESTS
from fractoscope.finetune.mine.run import ALLOWED
from fractoscope.instruments.values.frozen_value import FrozenValue


class LiteraturePlan(FrozenValue):
    """Articles to make up; see `synthesise`. Few micrographs mean copies, which tie papers together."""

    seed: int = Field(default=0, ge=0)
    articles: int = Field(default=200, ge=1)
    pdfs: int = Field(default=0, ge=0)
    micrographs: int = Field(default=360, ge=4)


class MinePlan(FrozenValue):
    """Where articles are, and what is kept of them; see `MiningSettings`. No tagger where `tagger` is "none"."""

    inputs: tuple[Path, ...] = ()
    licences: tuple[str, ...] = Field(default=ALLOWED, min_length=1)
    tagger: str = "embedded"
    ocr: bool = True


class TeacherPlan(FrozenValue):
    """The teacher that answers from known truth: how it errs, and what goes wrong on the way."""

    noise: AnswerNoise = AnswerNoise()
    mishaps: Mishaps = Mishaps()


class AnnotatePlan(FrozenValue):
    """Who annotates.

    Attributes
    ----------
    model, base_url, transport
        The teacher's name, its server, and "batch", "live" or "files".
    images_may_leave, approved, budget, prices
        What may be sent and spent at a server elsewhere; see `fractoscope dataset annotate`.
    edge, attempts, shard_requests
        See `AnnotationSettings`.
    at_once, poll, pause
        Batches, or live requests, under way; seconds between looks; seconds before failed requests are sent again.
    files
        Annotations that exist already: files or folders. Nobody is asked then.
    teacher
        Serve a teacher of our own on loopback, over made-up articles.
    """

    model: str = "loopback-teacher"
    base_url: str = ""
    transport: Literal["batch", "live", "files"] = "batch"
    images_may_leave: bool = False
    approved: bool = False
    budget: float | None = Field(default=None, ge=0)
    prices: Path | None = None
    edge: int = Field(default=1024, ge=64, le=4096)
    attempts: int = Field(default=4, ge=1, le=20)
    shard_requests: int = Field(default=SHARD_REQUESTS, gt=0, le=SHARD_REQUESTS)
    at_once: int = Field(default=8, ge=1)
    poll: float = Field(default=30.0, ge=0.05)
    pause: float = Field(default=2.0, ge=0)
    files: tuple[Path, ...] = ()
    teacher: TeacherPlan | None = None


class TrainPlan(FrozenValue):
    """How to fine-tune.

    Attributes
    ----------
    recipe
        Name of one, or a TOML file.
    base
        Folder of the base; by default the shipped model, or the Hub's cache.
    steps
        Most steps of the optimizer, in place of the recipe's own number.
    """

    recipe: str = "embedded"
    base: Path | None = None
    steps: int | None = Field(default=None, ge=1)


class EvaluatePlan(FrozenValue):
    """What base and adapter are compared on.

    Attributes
    ----------
    benchmark
        Of your own; by default that of the curated version, with truth for labels where the articles are made up.
    skip
        True to leave the comparison to `fractoscope evaluate`, where base and adapter do not fit into memory side by side.
    """

    benchmark: Path | None = None
    skip: bool = False

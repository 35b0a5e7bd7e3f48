"""What each stage of the whole road does: from files to files, with the stages' own functions."""

import json
import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from fractoscope.finetune.annotate.loopback import write_truth_table
from fractoscope.finetune.annotate.run.annotation_run import annotate
from fractoscope.finetune.annotate.run.annotation_settings import AnnotationSettings
from fractoscope.finetune.annotate.transport import Transport
from fractoscope.finetune.curate.publish.version_folder import BENCHMARK, VersionFolder
from fractoscope.finetune.curate.run.curation_run import curate
from fractoscope.finetune.curate.run.task_runner import TaskRunner
from fractoscope.finetune.mine.run import MiningSettings, mine
from fractoscope.finetune.mine.run.article_pool import ArticleRunner
from fractoscope.finetune.mine.run.image_store import write_whole
from fractoscope.finetune.mine.run.mining_settings import TaggerFactory
from fractoscope.finetune.mine.run.shard_writer import write_shards
from fractoscope.finetune.pipeline.plan.pipeline_plan import PipelinePlan
from fractoscope.finetune.pipeline.plan.stage_plans import AnnotatePlan
from fractoscope.finetune.pipeline.run.paid_requests import paid_requests
from fractoscope.finetune.pipeline.run.teacher_process import teacher_process
from fractoscope.finetune.pipeline.run.truth_benchmark import write_truth_benchmark
from fractoscope.finetune.synthetic_literature import synthesise
from fractoscope.instruments.errors import BadFile

Progress = Callable[[int, int, str], None]
Facts = dict[str, Any]


class ArticleRunnerFactory(Protocol):
    """Makes what mines articles, for settings and a folder; None for the default pool."""

    def __call__(self, settings: MiningSettings, folder: Path, make_tagger: TaggerFactory | None) -> ArticleRunner | None:
        """Return a runner."""
        ...


@dataclass(frozen=True)
class Means:
    """What a run works with and cannot tell from its plan.

    Attributes
    ----------
    make_transport
        Returns the way to the teacher of a plan, at a base URL.
    make_tagger
        Of the tagger that the plan names for mining; None for none.
    workers
        Processes.
    tasks
        Does the tasks of annotating (pictures to be sent) and curating; for None this process, and a pool of `workers`.
    articles
        Makes what mines articles.
    """

    make_transport: Callable[[AnnotatePlan, str], Transport]
    make_tagger: TaggerFactory | None = None
    workers: int = 2
    tasks: TaskRunner | None = None
    articles: ArticleRunnerFactory | None = None


@dataclass(frozen=True)
class Stages:
    """The stages of a plan in a folder.

    Attributes
    ----------
    plan, folder, means
        Of the run.
    """

    plan: PipelinePlan
    folder: Path
    means: Means

    @property
    def corpus(self) -> Path:
        """Where made-up articles are."""
        return self.folder / "literature"

    @property
    def mined(self) -> Path:
        """Where panels are."""
        return self.folder / "mined"

    @property
    def annotated(self) -> Path:
        """Where the teacher's answers are; reviewing pages work on this folder too."""
        return self.folder / "annotated"

    @property
    def version(self) -> Path:
        """Where the curated version is."""
        return self.folder / "datasets" / f"{self.plan.curate.name}-{self.plan.curate.version}"

    @property
    def tuned(self) -> Path:
        """Where the run of fine-tuning is."""
        return self.folder / "tuned"

    def literature(self, progress: Progress) -> Facts:
        """Make up articles; a folder that a kill left half written is made anew."""
        plan = self.plan.literature
        assert plan is not None
        if not self.corpus.is_dir():
            partial = self.corpus.with_name("literature.partial")
            shutil.rmtree(partial, ignore_errors=True)
            synthesise(partial, **plan.model_dump(), progress=lambda done, total: progress(done, total, ""))
            partial.replace(self.corpus)
        return {"articles": plan.articles + plan.pdfs, "micrographs": plan.micrographs, "bytes": _bytes(self.corpus)}

    def mine(self, progress: Progress) -> Facts:
        """Cut figures into panels."""
        plan = self.plan.mine
        settings = MiningSettings(licences=plan.licences, tagger="" if self.means.make_tagger is None else plan.tagger, ocr=plan.ocr)
        inputs: Sequence[Path] = plan.inputs or (self.corpus,)
        runner = self.means.articles(settings, self.mined, self.means.make_tagger) if self.means.articles is not None else None
        make_tagger = self.means.make_tagger
        report = mine(inputs, self.mined, settings, workers=self.means.workers, make_tagger=make_tagger, progress=progress, runner=runner)
        if not report["panels"]["kept"]:
            raise BadFile(path=str(self.mined), reason="no panel was kept", remedy=f"look at {self.mined / 'report.txt'}; allow licences")
        names = ("articles", "figures", "panels")
        return {**{name: report[name] for name in names}, "busy_s": report["seconds"], "bytes": _bytes(self.mined / "images")}

    def annotate(self, progress: Progress) -> Facts:
        """Ask the teacher, or our own on loopback."""
        plan = self.plan.annotate
        settings = AnnotationSettings(model=plan.model, edge=plan.edge, attempts=plan.attempts, shard_requests=plan.shard_requests)
        with ExitStack() as stack:
            url = plan.base_url
            if plan.teacher is not None:
                truth = self.folder / "teacher-truth.jsonl"
                if not truth.is_file():
                    write_truth_table(self.mined, self.corpus, truth)
                url = stack.enter_context(teacher_process(truth, self.folder / "teacher", plan.teacher))
            prices = None
            if plan.prices is not None:
                from fractoscope.finetune.annotate.cost import load_prices

                prices = load_prices(plan.prices)
            transport = self.means.make_transport(plan, url)
            report = annotate(
                self.mined,
                self.annotated,
                settings,
                transport,
                prices=prices,
                budget=plan.budget,
                pause=plan.pause,
                runner=self.means.tasks,
                progress=progress,
            )
        if report["waiting"]:
            remedy = f"bring {', '.join(f'{name}.jsonl' for name in report['waiting'])} into its `results`, then run the same command again"
            raise BadFile(path=str(self.annotated), reason="answers are awaited", remedy=remedy)
        names = ("panels", "requests", "attempts", "lost_attempts", "tokens", "cost", "currency")
        requests = sum(path.stat().st_size for path in (self.annotated / "requests").glob("*.jsonl"))
        paid = paid_requests(self.folder / "teacher") if plan.teacher is not None else {}
        return {**{name: report[name] for name in names}, "bytes": requests, **paid}

    def curate(self, progress: Progress) -> Facts:
        """Make the version; one that is there already was made by this run, and is what it is."""
        if not self.version.exists():
            labels = self.plan.annotate.files or (self._labels(),)
            curate(
                [self.mined],
                labels,
                self.version.parent,
                self.plan.curate,
                workers=self.means.workers,
                runner=self.means.tasks,
                progress=progress,
            )
        made = VersionFolder(self.version).description
        copies = {name: made["duplicates"][name] for name in ("clusters", "with_copies", "largest")}
        return {"rows": made["counts"], "papers": made["papers"], "copies": copies, "leaks": made["leak_audit"]["leaks"]}

    def _labels(self) -> Path:
        """Write down the last word on every panel, so that people outrank the teacher."""
        from fractoscope.finetune.annotate.review.merged_labels import merged_labels

        labels = self.folder / "labels"
        labels.mkdir(exist_ok=True)
        write_shards(labels, "annotations", merged_labels(self.annotated).values())
        return labels

    def train(self, progress: Progress) -> Facts:
        """Fine-tune by the recipe."""
        from fractoscope.finetune.train.data import DatasetVersion
        from fractoscope.finetune.train.recipes import load_recipe
        from fractoscope.finetune.train.run.base_model import BaseModel
        from fractoscope.finetune.train.run.fine_tune import fine_tune
        from fractoscope.finetune.train.run.preflight import preflight, require_ready

        recipe = load_recipe(self.plan.train.recipe)
        if self.plan.train.steps is not None:
            recipe = recipe.replace(schedule=recipe.schedule.replace(steps=self.plan.train.steps))
        dataset = DatasetVersion.opened(self.version)
        base = BaseModel.found(recipe, self.plan.train.base)
        require_ready(preflight(recipe, dataset, base, self.tuned))
        record = fine_tune(recipe, dataset, base, self.tuned, progress=progress)
        return {"recipe": recipe.name, **{name: record[name] for name in ("steps", "best_step", "best", "tokens")}}

    def evaluate(self, progress: Progress) -> Facts:
        """Compare the adapter with its base on what was held out."""
        from fractoscope.finetune.evaluation.benchmark import Benchmark
        from fractoscope.finetune.evaluation.compare_readers import compare_readers
        from fractoscope.finetune.evaluation.readers.run_reader import run_reader
        from fractoscope.finetune.pipeline.run.base_reader import base_reader
        from fractoscope.finetune.train.recipes import load_recipe

        benchmark = self.plan.evaluate.benchmark or self.version / BENCHMARK
        if self.plan.literature is not None and self.plan.evaluate.benchmark is None:
            benchmark = self.folder / "benchmark"
            if not benchmark.is_dir():
                write_truth_benchmark(self.version, self.mined, self.corpus, benchmark)
        base_folder, out = self.plan.train.base, self.folder / "evaluation"
        base = base_reader(load_recipe(self.plan.train.recipe), base_folder)
        scores = compare_readers(Benchmark.opened(benchmark), base, run_reader(self.tuned, "tuned", base_folder), out, progress=progress)
        write_whole(out / "scores.json", json.dumps(scores, indent=1).encode())
        comparison = scores["comparison"]
        names = ("images", "papers", "tags", "labels")
        micro = {name: scores[name]["micro"] for name in ("first", "second")}
        return {**{name: comparison[name] for name in names}, "micro": micro, "difference": comparison["difference"]["micro_f1"]}


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())

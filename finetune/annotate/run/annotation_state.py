"""Where a run stands, read from its files."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fractoscope.finetune.annotate.answers import AnswerNotes, UnusableAnswer, read_answer, read_results
from fractoscope.finetune.annotate.records import Annotation
from fractoscope.finetune.annotate.requests.panel_question import PanelQuestion
from fractoscope.finetune.annotate.requests.request_shards import RequestShard, request_shards
from fractoscope.finetune.annotate.transport.transport import results_path

MISSING = "no answer came"


@dataclass
class AnnotationState:
    """What the request and result files of a run say.

    Attributes
    ----------
    outstanding
        Shards without results.
    attempts
        How often each request was asked and a result file came.
    answers
        Annotations by request.
    failures
        Why the last attempt of a request gave none, and whether it is worth another.
    lost
        All attempts that gave nothing, by reason.
    notes
        Faults of answers that were put right.
    tokens
        Read and written, by shard, as the server counts.
    models
        Names of teachers as the server gave them.
    """

    outstanding: list[RequestShard] = field(default_factory=list)
    attempts: Counter[str] = field(default_factory=Counter)
    answers: dict[str, Annotation] = field(default_factory=dict)
    failures: dict[str, UnusableAnswer] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)
    notes: AnswerNotes = field(default_factory=AnswerNotes)
    tokens: dict[str, tuple[int, int]] = field(default_factory=dict)
    models: set[str] = field(default_factory=set)
    rounds: int = 0

    def open_questions(self, questions: Mapping[str, PanelQuestion], attempts: int) -> list[PanelQuestion]:
        """Return what is still to be asked: neither answered, nor under way, nor hopeless, nor asked too often."""
        under_way = {name for shard in self.outstanding for name in shard.ids()}
        return [
            question
            for name, question in questions.items()
            if name not in self.answers
            and name not in under_way
            and self.attempts[name] < attempts
            and (name not in self.failures or self.failures[name].again)
        ]


def read_state(folder: Path, questions: Mapping[str, PanelQuestion], prompt_version: str) -> AnnotationState:
    """Read all result files; nothing else is remembered, so there is nothing that could disagree with them.

    Raises
    ------
    BadFile
        If a result file is not one.
    """
    state = AnnotationState()
    for shard in request_shards(folder):
        state.rounds = max(state.rounds, shard.round)
        path = results_path(folder, shard)
        if not path.is_file():
            state.outstanding.append(shard)
            continue
        asked = shard.ids()
        state.attempts.update(asked)
        silent = set(asked)
        tokens_in = tokens_out = 0
        for result in read_results(path):
            tokens_in, tokens_out = tokens_in + result.usage[0], tokens_out + result.usage[1]
            if result.id not in silent:
                continue  # a line too many: the first answer stands
            silent.discard(result.id)
            question = questions.get(result.id)
            if question is None:
                continue  # asked about a panel that mining has since dropped
            try:
                state.answers[result.id] = read_answer(question, result, prompt_version, state.notes)
                state.models.add(result.model)
            except UnusableAnswer as failure:
                state.failures[result.id] = failure
                state.lost[failure.reason] += 1
        for name in silent:
            state.failures[name] = UnusableAnswer(MISSING, again=True)
            state.lost[MISSING] += 1
        state.tokens[shard.name] = (tokens_in, tokens_out)
    return state

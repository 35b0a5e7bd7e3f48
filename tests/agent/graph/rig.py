"""The graph over a real server object and a scripted microscope."""

from pathlib import Path
from typing import Any

from fractoscope.agent.belief import BeliefMap
from fractoscope.agent.graph import Helm, Knowledge, SessionContext, run_graph
from fractoscope.agent.journal import Journal, Kind
from fractoscope.agent.mission import Area, Budget, InstrumentChoice, Mission, OversightOrders, Rectangle, Specimen
from fractoscope.agent.oversight import WishesReader
from fractoscope.agent.policy import Finish, LookAt, Proposal, make_survey_then_zoom
from fractoscope.agent.progress import Silence
from fractoscope.instruments.clocks import SystemClock
from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.values import FieldOfView, ScanSettings
from tests.agent.sample_tagger import SampleTagger
from tests.agent.samples import FEATURES
from tests.instruments.scripted_adapter import ScriptedAdapter

HALF = 4e-3


class Rig:
    """A folder, a microscope and everything that survives a crash of the agent."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.adapter = ScriptedAdapter()
        self.sem = LocalSem(self.adapter, EffectLedger(folder / "effects.sqlite"))
        self.tagger = SampleTagger()
        self.policy = make_survey_then_zoom
        self.kept = []
        self.seconds = 0.0
        self.oversight = OversightOrders()
        self.clock = SystemClock()
        self.scan = ScanSettings(columns=64, rows=48)

    def run(self, **budget: Any):
        """Run as a process would that has just started: nothing but the files is left from before."""
        area = Area(outline=(Rectangle(x_min_m=-HALF, y_min_m=-HALF, x_max_m=HALF, y_max_m=HALF),))
        mission = Mission(
            specimen=Specimen(name="plate"),
            area=area,
            instrument=InstrumentChoice(uri_file="none"),
            budget=Budget(**{"frames": 8, **budget}),
            oversight=self.oversight,
            scan=self.scan,
        )
        clock = self.clock
        with Journal(self.folder / "journal.sqlite", clock) as journal, Helm(self.sem, "s", clock) as helm:
            knowledge = Knowledge(BeliefMap(area, FEATURES), self.policy({}))
            knowledge.recall(journal)
            context = SessionContext(
                session_id="s",
                mission=mission,
                folder=self.folder,
                microscope=self.sem,
                capabilities=self.sem.describe(),
                helm=helm,
                tagger=self.tagger,
                knowledge=knowledge,
                journal=journal,
                wishes=WishesReader(journal, mission.oversight.mode),
                pulse=None,
                clock=clock,
                elapsed=lambda: self.seconds,
                keep_frame=lambda frame, path: self.kept.append(path.name),
                progress=Silence(),
            )
            return run_graph(self.folder / "checkpoints.sqlite", context)

    def journal(self, kind: Kind):
        with Journal(self.folder / "journal.sqlite", SystemClock()) as journal:
            journal.verify()
            return journal.entries(kind)

    def acquired(self):
        return [effect[1] for effect in self.adapter.done if effect[0] == "acquire"]

    def moves(self):
        return [effect[1:] for effect in self.adapter.done if effect[0] == "move"]


class ListedPolicy:
    """Proposes the listed fields, one a step."""

    def __init__(self, *fields: FieldOfView) -> None:
        self.fields = list(fields)
        self.dropped = []

    def __call__(self, options: dict) -> "ListedPolicy":
        return self

    def suggest(self, belief: object, allowance: object):
        pending = [field for field in self.fields if field not in self.dropped]
        proposals = [
            Proposal(id=f"p{n}", action=LookAt(field=field), gain=1.0, cost=0.0, purpose="survey", reason="listed")
            for n, field in enumerate(pending)
        ]
        return proposals or [Proposal(id="end", action=Finish(), gain=0.0, cost=0.0, purpose="finish", reason="all seen")]

    def ingest(self, observation: Any):
        self.dropped.append(next(f for f in self.fields if f not in self.dropped and abs(f.x - observation.field.x) < 1e-6))

    def refused(self, proposal: Any):
        self.dropped.append(proposal.action.field)

"""What a run of the whole road is asked to do."""

from fractoscope.finetune.pipeline.plan.load_plan import PLANS, REHEARSAL, load_plan
from fractoscope.finetune.pipeline.plan.pipeline_plan import PipelinePlan

__all__ = ["PLANS", "REHEARSAL", "PipelinePlan", "load_plan"]

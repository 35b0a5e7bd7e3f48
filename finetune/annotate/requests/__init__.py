"""From mined panels to files of requests."""

from fractoscope.finetune.annotate.requests.mined_records import mined_records
from fractoscope.finetune.annotate.requests.panel_question import PanelQuestion, questions_of
from fractoscope.finetune.annotate.requests.request_shards import RequestShard, write_shards_of_requests

__all__ = ["PanelQuestion", "RequestShard", "mined_records", "questions_of", "write_shards_of_requests"]

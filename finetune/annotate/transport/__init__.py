"""Ways to a teacher: batches, live requests, files."""

from fractoscope.finetune.annotate.transport.batch_transport import BatchTransport
from fractoscope.finetune.annotate.transport.file_exchange import FileExchange
from fractoscope.finetune.annotate.transport.live_transport import LiveTransport
from fractoscope.finetune.annotate.transport.transport import Transport

__all__ = ["BatchTransport", "FileExchange", "LiveTransport", "Transport"]

"""Answers in Pyro5's protocol, pixels beside them."""

import struct

from Pyro5.protocol import FLAGS_CORR_ID, FLAGS_EXCEPTION, PROTOCOL_VERSION
from Pyro5.serializers import SerpentSerializer

from fractoscope.instruments.wire.admission import ServedConnection
from fractoscope.instruments.wire.admission.request import HEADER, MAGIC, Request

_TAG = struct.Struct("!4sI")

_serpent = SerpentSerializer()


def send_answer(connection: ServedConnection, kind: int, request: Request, content: object, *, failed: bool = False) -> None:
    """Send the answer to a request, with the pixels that are attached to the connection.

    Pyro5 itself would join header, pixels and answer three times over, each time with the interpreter lock held, which is what delays a
    stop in another thread. The bytes on the wire are the same.

    Parameters
    ----------
    connection, request
        Where to, and to what.
    kind
        Pyro5's type of message.
    content
        What serpent can write: plain values, or an error of the tree.
    failed
        True if the content is an error to be raised at the client.
    """
    data = _serpent.dumps(content)
    attached, connection.attached = connection.attached, None
    tag = b"" if attached is None else _TAG.pack(attached[0].encode("ascii"), len(attached[1]))
    pixels = b"" if attached is None else attached[1]
    flags = FLAGS_CORR_ID | (FLAGS_EXCEPTION if failed else 0)
    fields = (kind, SerpentSerializer.serializer_id, flags, request.sequence, len(data), len(tag) + len(pixels), request.correlation)
    header = HEADER.pack(b"PYRO", PROTOCOL_VERSION, *fields, 0, MAGIC)
    if attached is None:
        connection.send(header + data)
    else:
        connection.send(header + tag, pixels, data)

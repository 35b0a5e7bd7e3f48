"""Running the reviewing page."""

import socket
from collections.abc import Callable

from fractoscope.finetune.annotate.review.application import make_review
from fractoscope.finetune.annotate.review.page_guard import PageGuard
from fractoscope.finetune.annotate.review.review_desk import ReviewDesk
from fractoscope.instruments.errors import Busy

HOST = "127.0.0.1"


def serve_review(desk: ReviewDesk, port: int, ready: Callable[[str], None]) -> None:
    """Serve one reviewer's page until Ctrl-C, on this computer only.

    Parameters
    ----------
    desk
        The reviewer's.
    port
        To listen on; 0 takes a free one.
    ready
        Told the address to open, with its key, once the port listens.

    Raises
    ------
    Busy
        If the port is taken.
    """
    import uvicorn

    guard = PageGuard()
    try:
        listener = socket.create_server((HOST, port))
    except OSError as error:
        raise Busy(operation=f"port {port} ({error}), so give another --port, or 0 for a free one") from error
    config = uvicorn.Config(
        make_review(desk, guard), log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=2, ws="none"
    )
    with listener:
        ready(f"http://{HOST}:{listener.getsockname()[1]}/?key={guard.key}")
        uvicorn.Server(config).run(sockets=[listener])

"""A page without a browser: it has signed in, listens, fetches pictures and clicks."""

import json
import threading
from http.client import HTTPConnection
from time import perf_counter
from typing import Any, Self
from urllib.parse import urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

from fractoscope.instruments.errors import ConnectionLost
from fractoscope.instruments.values import StopReport

_TIMEOUT = 60.0


class VisitorPage:
    """One person's page; use it in a `with` statement.

    Parameters
    ----------
    address
        As the console printed it, with its key.
    session
        Name of the session that is looked at.
    fetches
        True to fetch the picture of each frame, as a page does that shows the latest one.

    Attributes
    ----------
    seen
        When the event of each frame arrived: number to seconds of `perf_counter`.
    """

    def __init__(self, address: str, session: str, *, fetches: bool) -> None:
        parts = urlsplit(address)
        self._host, self._port = str(parts.hostname), int(parts.port or 80)
        self._path = f"/api/sessions/{session}"
        self._fetches = fetches
        self._clicks = 0
        self.seen: dict[int, float] = {}
        self._link = HTTPConnection(self._host, self._port, timeout=_TIMEOUT)
        self._link.request("GET", f"/?{parts.query}")
        answer = self._link.getresponse()
        answer.read()
        self._headers = {
            "cookie": str(answer.headers["set-cookie"]).partition(";")[0],
            "origin": f"http://{self._host}:{self._port}",
            "content-type": "application/json",
        }
        cookie = {"cookie": self._headers["cookie"]}
        self._socket = connect(
            f"ws://{self._host}:{self._port}{self._path}/live",
            origin=Origin(self._headers["origin"]),
            additional_headers=cookie,
            max_size=None,
        )
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def stop(self) -> StopReport:
        """Click on stop, over a connection that stands.

        Raises
        ------
        ConnectionLost
            If the console does not answer that it was done.
        """
        self._clicks += 1
        body = json.dumps({"token": f"{id(self)}-{self._clicks}"})
        self._link.request("POST", f"{self._path}/instrument/stop", body, self._headers)
        answer = self._link.getresponse()
        text = answer.read()
        if answer.status != 200:
            raise ConnectionLost(address=f"{self._host}:{self._port}", reason=f"the console answered {answer.status}: {text[:200]!r}")
        return StopReport.model_validate_json(text)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()
        self._thread.join(timeout=_TIMEOUT)
        self._link.close()

    def _listen(self) -> None:
        pictures = HTTPConnection(self._host, self._port, timeout=_TIMEOUT)
        try:
            while True:
                message: dict[str, Any] = json.loads(self._socket.recv())
                arrived = perf_counter()
                frames = [int(entry["payload"]["number"]) for entry in message.get("entries", ()) if entry["kind"] == "frame"]
                self.seen |= dict.fromkeys(frames, arrived)
                for number in frames[-1:] if self._fetches else ():
                    pictures.request("GET", f"{self._path}/frames/{number}/picture.jpg?width=1024", headers=self._headers)
                    pictures.getresponse().read()
        except ConnectionClosed:
            pictures.close()

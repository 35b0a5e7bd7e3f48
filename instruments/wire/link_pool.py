"""A link for each thread: Pyro5's proxies belong to the thread that made them."""

import ssl
import threading
import weakref

from fractoscope.instruments.wire.link import Link


class LinkPool:
    """Links to one port, made when a thread first asks and dropped with the thread.

    Parameters
    ----------
    uri, timeout, tls
        As for `Link`.
    """

    def __init__(self, uri: str, timeout: float, tls: ssl.SSLContext | None = None) -> None:
        self._uri = uri
        self._timeout = timeout
        self._tls = tls
        self._own = threading.local()
        self._all: weakref.WeakSet[Link] = weakref.WeakSet()
        self._guard = threading.Lock()

    @property
    def link(self) -> Link:
        """The calling thread's link."""
        link: Link | None = getattr(self._own, "link", None)
        if link is None:
            link = self._own.link = Link(self._uri, self._timeout, self._tls)
            with self._guard:
                self._all.add(link)
        return link

    def close(self) -> None:
        """Close the links of all threads; a later call opens a new connection."""
        with self._guard:
            links = list(self._all)
            self._all.clear()
        self._own = threading.local()
        for link in links:
            link.close()

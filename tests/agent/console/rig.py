"""A console as a page meets it, over sessions on disk and an instrument server in this process."""

from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from fractoscope.agent.console.access import SignIn, UserRole, Users
from fractoscope.agent.console.application import make_application
from fractoscope.agent.console.session_desks import SessionDesks
from fractoscope.agent.journal import Journal, Kind
from fractoscope.instruments.clocks import SystemClock
from fractoscope.instruments.protocols import Clock

ADDRESS = "http://127.0.0.1:8765"
PASSWORD = "correct horse battery"


class Console:
    """The application, and one browser of somebody who has signed in with the launch key unless told otherwise."""

    def __init__(self, root: Path, *, users: Users | None = None, clock: Clock | None = None) -> None:
        self.clock = clock or SystemClock()
        self.desks = SessionDesks(root, self.clock)
        self.sign_in = SignIn(users, "anna", self.clock)
        self.application = make_application(self.desks, self.sign_in, {"127.0.0.1", "localhost", "::1"})
        self.browser = self.stranger()
        self.clicks = 0
        if users is None:
            self.browser.get("/", params={"key": self.sign_in.launch_key})

    def stranger(self) -> TestClient:
        """Return a browser that has not signed in."""
        return TestClient(self.application, base_url=ADDRESS, headers={"origin": ADDRESS}, follow_redirects=False)

    def enter(self, name: str, password: str = PASSWORD, browser: TestClient | None = None) -> int:
        """Sign in with a password and return the status."""
        return (browser or self.browser).post("/api/sign-in", json={"name": name, "password": password}).status_code

    def get(self, path: str, **parameters: Any):
        return self.browser.get(f"/api/sessions/{path}".rstrip("/"), params=parameters)

    def post(self, path: str, **body: Any):
        """Click, with a new token unless one is given."""
        self.clicks += 1
        return self.browser.post(f"/api/sessions/{path}", json={"token": f"t{self.clicks}", **body})

    def command(self, session: str, kind: str, *, token: str | None = None, **details: Any):
        more = {"token": token} if token is not None else {}
        return self.post(f"{session}/commands", command={"kind": kind, **details}, **more)

    def close(self):
        self.desks.close()


def make_users(path: Path) -> Users:
    """Write a file of users: anna commands, guest looks."""
    users = Users(path)
    users.add("anna", UserRole.OPERATOR, PASSWORD)
    users.add("guest", UserRole.VIEWER, PASSWORD)
    return users


def append(session: Path, kind: Kind, payload: dict[str, Any], key: str | None = None, clock: Clock | None = None):
    """Write one entry as the agent's process does: over a connection of its own."""
    with Journal(session / "journal.sqlite", clock or SystemClock()) as journal:
        return journal.append(kind, payload, key)

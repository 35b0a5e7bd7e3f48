"""Requests that no page makes: generated from the application's own description of itself."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode

from fractoscope.agent.console.access.sign_in import COOKIE
from tests.agent.console.large_session import beat, make_session
from tests.agent.console.rig import ADDRESS, Console

SECRET = "it-lies-outside"
BOUNDED = settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory):
    """Return a console over a session that runs, with an instrument that is off, and secrets all around."""
    folder = tmp_path_factory.mktemp("hostile")
    root = folder / "sessions"
    root.mkdir()
    for place in (folder / "secret.txt", folder / "uri.json", root / "secret.json"):
        place.write_text(SECRET, "utf-8")
    beat(make_session(root / "1", 2, features=3, outcome="running", uri_file=str(folder / "none.json")))
    console = Console(root)
    yield console
    console.close()


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_no_request_breaks_the_console_or_reads_outside(console: Console, mode: GenerationMode):
    """Pins an error of the server, a traceback, or something from outside the session's folder, for whatever anybody sends."""
    inside: Any = console.application
    schema = schemathesis.openapi.from_dict(inside._application.openapi())
    operations = [result.ok() for result in schema.get_all_operations()]
    assert len(operations) >= 15
    statuses: set[int] = set()

    def probe(case: Case) -> None:
        if "session" in case.path_parameters and len(str(case.body)) % 2:
            # Half of them go past the name, which generated text never meets.
            case.path_parameters["session"] = "1"
        statuses.add(send(console, case))

    for operation in operations:
        try:
            BOUNDED(given(operation.as_strategy(generation_mode=mode))(probe))()
        except Unsatisfiable:
            # There is no wrong way to ask for something that takes no parameters.
            assert mode is GenerationMode.NEGATIVE
    assert 401 not in statuses
    assert statuses & ({200, 204, 404} if mode is GenerationMode.POSITIVE else {404, 422})


def send(console: Console, case: Case) -> int:
    """Send a request as an operator and return its status."""
    sent = case.as_transport_kwargs(base_url=ADDRESS)
    headers = {name: value for name, value in dict(sent.get("headers") or {}).items() if name.lower() not in {"host", "cookie", "origin"}}
    answer = console.browser.request(
        sent["method"],
        sent["url"],
        params=sent.get("params"),
        headers={**headers, "origin": ADDRESS, "cookie": f"{COOKIE}={cookie_of(console)}"},
        **({"json": sent["json"]} if "json" in sent else {"content": sent["data"]} if sent.get("data") is not None else {}),
    )
    assert answer.status_code < 500, (case, answer.text)
    assert "Traceback" not in answer.text
    assert SECRET not in answer.text
    # A session tells the one path that whoever began it wrote into its file.
    assert str(console.desks.shelf.root) not in answer.text.replace(str(console.desks.shelf.root / "1"), "")
    assert "content-security-policy" in answer.headers
    return answer.status_code


def cookie_of(console: Console) -> str:
    """Return a cookie that works, whatever the last request signed out."""
    cookie = console.sign_in.by_key(console.sign_in.launch_key or "")
    assert cookie is not None
    return cookie


@pytest.mark.parametrize(
    "path",
    [
        "/api/sessions/..%2f..%2fsecret.txt", "/api/sessions/%2e%2e/secret.txt", "/static/..%2f..%2f..%2fsecret.txt", "/..%2fsecret.txt",
        "/api/sessions/1/frames/..%2f..%2f..%2fsecret.json/frame.ome.tif", "/api/sessions/1/report.html/..%2f..%2fsecret.json", "/%00",
        "/api/sessions/1%00/map", "/api/sessions/1/..;/secret.json", "//evil.test/", "/\\evil.test", "/" + "a" * 20_000,
        "/api/sessions/" + "%2e" * 5000,
        "/api/sessions/1/instrument/operations/..%2f..%2fsecret.txt", "/?key=%0d%0aset-cookie:%20x=y",
        "/api/sessions/%C0%AE%C0%AE%C0%AFsecret.txt",
    ],
)  # fmt: skip
def test_addresses_with_tricks_lead_nowhere(console: Console, path: str):
    """Pins an encoded dot, slash, NUL or line break that is taken apart once too often."""
    answer = console.browser.get(ADDRESS + path, headers={"cookie": f"{COOKIE}={cookie_of(console)}"})
    assert answer.status_code in {307, 401, 403, 404, 405, 409, 422} or path.startswith("//")
    assert SECRET not in answer.text
    assert "x=y" not in answer.headers.get("set-cookie", "")

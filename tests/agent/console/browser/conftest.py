"""A browser, and sessions for it to look at: real processes, started once."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed; `pip install playwright`")

from playwright.sync_api import Browser, expect, sync_playwright

from .person import Person
from .running_session import RunningSession

CHROMIUM = shutil.which("chromium")

# Two cores may be shared with whatever else a build machine does.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed; `apt-get install chromium`")
    # Its own sandbox does not run as root, which a build machine is.
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def supervised(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSession]:
    """A session whose steps wait for consent."""
    session = RunningSession(Path(tmp_path_factory.mktemp("supervised")), "supervised")
    yield session
    session.close()


@pytest.fixture(scope="module")
def people(browser: Browser) -> Iterator[Callable[[RunningSession, str], Person]]:
    """Return a person at the session's page; the same person is asked for only once."""
    known: dict[tuple[str, str], Person] = {}

    def person(session: RunningSession, name: str) -> Person:
        key = (session.name, name)
        if key not in known:
            known[key] = Person(browser, session.address, name, can_be_cut=name == "ben").open(session.name)
        return known[key]

    yield person
    for one in known.values():
        one.close()


@pytest.fixture
def anna(supervised: RunningSession, people: Callable[[RunningSession, str], Person]) -> Person:
    return people(supervised, "anna")


@pytest.fixture
def ben(supervised: RunningSession, people: Callable[[RunningSession, str], Person]) -> Person:
    return people(supervised, "ben")


@pytest.fixture
def vera(supervised: RunningSession, people: Callable[[RunningSession, str], Person]) -> Person:
    return people(supervised, "vera")

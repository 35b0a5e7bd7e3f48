"""A page in headless Chromium that shows the latest frame, and notes when it was painted."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_SCRIPT = """
(session) => new Promise((resolve) => {
  window.painted = {};
  document.body.replaceChildren();
  const image = document.body.appendChild(new Image());
  const socket = new WebSocket(`ws://${location.host}/api/sessions/${session}/live`);
  socket.onopen = () => resolve(true);
  socket.onmessage = async (event) => {
    for (const entry of JSON.parse(event.data).entries ?? []) {
      if (entry.kind !== "frame") continue;
      const number = entry.payload.number;
      image.src = `/api/sessions/${session}/frames/${number}/picture.jpg?width=1024`;
      await image.decode().catch(() => null);
      const paint = () => { window.painted[number] = (performance.timeOrigin + performance.now()) / 1e3; };
      requestAnimationFrame(() => requestAnimationFrame(paint));
    }
  };
})
"""
"""The second animation frame begins after the first one, with the picture in it, was handed to the compositor."""


class ChromiumPage:
    """The page once it listens.

    Parameters
    ----------
    page
        Of playwright.
    """

    def __init__(self, page: Any) -> None:
        self._page = page

    def painted(self) -> dict[int, float]:
        """Return when each frame was painted: number to time of day (s)."""
        found: dict[str, float] = self._page.evaluate("() => window.painted")
        return {int(number): time for number, time in found.items()}


@contextmanager
def chromium_page(address: str, session: str) -> Iterator[ChromiumPage | None]:
    """Open a page that looks at a session; yield None where playwright or a Chromium is missing."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        yield None
        return
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        except Error:
            yield None
            return
        page = browser.new_page()
        page.goto(address)
        page.evaluate(_SCRIPT, session)
        yield ChromiumPage(page)
        browser.close()

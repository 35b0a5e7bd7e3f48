"""Somebody at a browser."""

import re
from typing import Any

from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from .running_session import PASSWORD

WINDOW = {"width": 1280, "height": 720}


class Person:
    """Signs in and opens a session; keeps account of what the page asks for and of what goes wrong in it."""

    def __init__(self, browser: Browser, address: str, name: str, can_be_cut: bool = False) -> None:
        self.address = address
        self.context = browser.new_context(viewport=WINDOW, reduced_motion="reduce")
        self.context.set_default_timeout(20_000)
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        self.errors: list[str] = []
        self._sockets: list[WebSocketRoute] = []
        if can_be_cut:
            # Its messages pass through this process, and wait while a test does.
            self.page.route_web_socket(re.compile("/live"), self._pass_on)
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("websocket", lambda socket: self.asked.append(socket.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if "Content Security Policy" in said.text else None)
        self.page.goto(address)
        self.page.get_by_label("Name").fill(name)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()

    def open(self, session: str) -> "Person":
        self.page.wait_for_url(re.compile(r"/(#.*)?$"))
        self.page.goto(f"{self.address}/#{session}")
        expect(self.page.locator(".title h1")).not_to_have_text("")
        return self

    def press(self, name: str, exact: bool = True) -> None:
        self.page.get_by_role("button", name=name, exact=exact).click()

    def chip(self, name: str) -> Any:
        """Return what the page's head says of a part."""
        return self.page.locator(f".chip[data-name='{name}']")

    def tab(self, name: str) -> Any:
        self.page.get_by_role("tab", name=name).click()
        return self.page.get_by_role("tabpanel", name=name)

    def type_field(self, x_mm: float, y_mm: float, width_um: float) -> None:
        field = self.page.get_by_role("region", name="New field")
        for name, value in (("x", x_mm), ("y", y_mm), ("width", width_um)):
            field.locator(f'input[name="{name}"]').fill(str(value))

    def cut(self) -> None:
        """Lose the network."""
        self.context.set_offline(True)
        for socket in self._sockets:
            socket.close(code=4000, reason="cut")
        self._sockets.clear()

    def mend(self) -> None:
        self.context.set_offline(False)

    def close(self) -> None:
        self.context.close()

    def _pass_on(self, socket: WebSocketRoute) -> None:
        self._sockets.append(socket)
        socket.connect_to_server()

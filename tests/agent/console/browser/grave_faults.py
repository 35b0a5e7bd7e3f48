"""What a checker of accessibility finds on a page."""

from typing import Any

import pytest
from playwright.sync_api import Page

_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


def grave_faults(page: Page) -> list[Any]:
    """Return the serious and critical violations of WCAG 2.1 AA; skips the test where the checker is not installed."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="the checker is missing; `pip install axe-playwright-python`")
    found = axe.Axe().run(page, options=_RULES).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found if one["impact"] in {"serious", "critical"}]

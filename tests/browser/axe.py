"""What axe finds wrong on a page, for those who hear, type or see little."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def grave_faults(page: Page) -> list[tuple[str, list[Any]]]:
    """List the serious and critical faults of a page, each with its first places."""
    return [
        (each["id"], [node["target"] for node in each["nodes"]][:4])
        for each in Axe().run(page).response["violations"]
        if each["impact"] in ("serious", "critical")
    ]

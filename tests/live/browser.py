"""The distribution's Chromium, driven by Playwright: what a person would see, and what is wrong with it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIETLY = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MILLISECONDS = 120_000  # that anything may take, on a machine that has much else to do


expect.set_options(timeout=MILLISECONDS)


@contextmanager
def a_browser(**options: Any) -> Iterator[Page]:
    """Give a page of a browser; in the end nothing has gone wrong in it (errors, what its policy has forbidden)."""
    with sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, NAMES)))
        browser = playwright.chromium.launch(executable_path=path, args=QUIETLY)
        page = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 800}, **options).new_page()
        page.set_default_timeout(MILLISECONDS)
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
        yield page
        browser.close()
        assert wrong == []


def log_in(page: Page, address: str, password: str, user: str = "admin") -> None:
    """Go to an address, and log in where one is asked to."""
    page.goto(address)
    page.fill("input[name=username]", user)
    page.fill("input[name=password]", password)
    page.keyboard.press("Enter")
    page.wait_for_url(address)


def faults(page: Page) -> list[str]:
    """Give what axe-core finds on the page, a line for each place."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", STANDARDS)
    return [f"{each['id']}: {node['html'][:150]}" for each in found["violations"] for node in each["nodes"]]


def barriers(page: Page) -> list[str]:
    """Give what axe-core finds in a view that is open: light, dark, and as narrow as on a telephone, where it fits."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [f"{scheme}: {fault}" for fault in faults(page)]
    page.set_viewport_size({"width": 320, "height": 640})
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    found += [f"narrow: {fault}" for fault in faults(page)]
    found += [f"narrow: {overflow(page)} px too wide"] if overflow(page) > 0 else []
    page.set_viewport_size({"width": 1280, "height": 800})
    return found


def overflow(page: Page) -> int:
    """Give by how many px the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))

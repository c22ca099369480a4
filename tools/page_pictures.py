"""Take the pictures of the Reports page for `docs/`, of what `make airflow` shows: run it while that runs.

`.venv/bin/python tools/page_pictures.py ADDRESS`, with the address that `make airflow` has printed.
"""

import json
import shutil
import sys

from playwright.sync_api import Page, sync_playwright

from components import ROOT, USER, passwords
from stack import HOME

FOLDER = ROOT / "docs" / "pictures" / "page"
MEASURES = (
    "measure=interviews_in_time&report=smt_overview&beside.measure=workers_over_ceiling&beside.report=smt_overview"
)
PICTURES = {  # name -> address within Airflow, and the words of a button that is pressed first
    "overview": ("plugin/reports", ""),
    "held": ("plugin/reports?issue={held}", "Let the data through …"),
    "issue": ("plugin/reports?issue={issue}", ""),
    "figures": ("plugin/reports?issue={issue}&part=figures", ""),
    "deliveries": ("plugin/reports?issue={issue}&part=deliveries", ""),
    "acts": ("plugin/reports?issue={issue}&part=acts", ""),
    "measures": (f"plugin/reports?{MEASURES}", ""),
    "withdraw": ("plugin/reports?issue={issue}", "Withdraw …"),
}


def main(address: str) -> None:
    """Take each picture in light and dark."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(locale="en-GB", viewport={"width": 1280, "height": 800})
        page.goto(f"{address}/plugin/reports")
        page.fill("input[name=username]", USER)
        page.fill("input[name=password]", json.loads(passwords(HOME).read_text())[USER])
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}/plugin/reports")
        known = issues(page, address)
        for scheme in ("light", "dark"):
            page.evaluate("theme => localStorage.setItem('theme', theme)", scheme)
            for name, (where, button) in PICTURES.items():
                take(page, f"{address}/{where.format(**known)}", button)
                page.screenshot(path=FOLDER / f"{name}-{scheme}.png")
                print(f"{name}-{scheme}.png", flush=True)
        browser.close()


def issues(page: Page, address: str) -> dict[str, int]:
    """Give the issues that are shown: the latest that is held, and the latest released SMT overview."""
    found = page.request.get(f"{address}/reports/api/issues").json()["issues"]
    held = next((each["id"] for each in found if each["state"] == "held"), found[0]["id"])
    of_smt = [each["id"] for each in found if each["report"] == "smt_overview" and each["state"] == "released"]
    return {"held": held, "issue": of_smt[0]}


def take(page: Page, address: str, button: str) -> None:
    """Show a view, all of it."""
    page.goto(address)
    frame = page.frame_locator("iframe[title=Reports]")
    frame.get_by_role("heading", level=1).wait_for()
    page.wait_for_load_state("networkidle")
    if button and frame.get_by_role("button", name=button).count():
        frame.get_by_role("button", name=button).click()
        frame.get_by_role("dialog").wait_for()
    page.wait_for_timeout(1500)  # the PDF's viewer says nothing when it is done


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: tools/page_pictures.py ADDRESS, as `make airflow` has printed it")
    main(sys.argv[1].rstrip("/"))

"""The demo's synthetic authority: made once, and again when a new month or week has become complete."""

import shutil
from datetime import date

from reports import demo
from reports.periods import Kind, Period, midnight, now
from stack import ARCHIVE, AUTHORITY, DEMO, HOME, LEDGER, MAILS

UNTIL = DEMO / "until"  # the day at whose midnight the authority's history ends
BROKEN = DEMO / "broken-off"  # is there from the beginning of a run to its end


def make_authority() -> date:
    """Make the authority, unless that of the last complete month and week is there; give the day it ends on."""
    today = now().date()
    if UNTIL.exists():
        until = date.fromisoformat(UNTIL.read_text())
        if AUTHORITY.exists() and periods(until) == periods(today):
            return until
    print("Making a synthetic authority ...", flush=True)
    start_afresh()
    UNTIL.unlink(missing_ok=True)
    AUTHORITY.unlink(missing_ok=True)
    demo.write(demo.make(until=today), str(AUTHORITY))
    UNTIL.write_text(today.isoformat())  # last: without it the authority is not whole
    return today


def periods(until: date) -> tuple[Period, Period]:
    """Give the last month and the last week that were complete when a day began."""
    return Period.last_complete(Kind.MONTH, midnight(until)), Period.last_complete(Kind.WEEK, midnight(until))


def start_afresh() -> None:
    """Forget what was reported and sent, and all of Airflow's runs."""
    for folder in (ARCHIVE, MAILS, HOME):
        shutil.rmtree(folder, ignore_errors=True)
    for file in LEDGER.parent.glob(f"{LEDGER.name}*"):
        file.unlink()

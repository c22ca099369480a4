"""The demo's synthetic authority: made once, and again when a new week, month, quarter or year has become complete."""

import shutil
from datetime import date, timedelta

from upath import UPath

from reports import demo
from reports.demo.commentary import commentaries
from reports.documents.catalogue import REPORTS
from reports.periods import Kind, Period, midnight, now
from reports.workflow import Workplace
from reports.workflow.data import check, pull
from stack import ARCHIVE, AUTHORITY, DEMO, HOME, LEDGER, MAILS

UNTIL = DEMO / "until"  # the day at whose midnight the authority's history ends
COMMENTARIES = ARCHIVE / "commentary"
BROKEN = DEMO / "broken-off"  # is there from the beginning of a run to its end


def make_authority() -> date:
    """Make the authority, unless that of the last complete periods is there; give the day it ends on."""
    until = _made()
    if not COMMENTARIES.exists():
        _judge_what_was_before(until)
        _write_commentaries(until)
    return until


def _made() -> date:
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


def periods(until: date) -> dict[Kind, Period]:
    """Give the last period of each kind that was complete when a day began."""
    return {kind: Period.last_complete(kind, midnight(until)) for kind in Kind}


def _judge_what_was_before(until: date) -> None:
    """Judge the periods before, as a workflow that has run for long has done: the data compare with them."""
    place = Workplace(UPath(ARCHIVE), f"sqlite:///{LEDGER}", source=str(AUTHORITY))
    earlier = midnight(until) - timedelta(minutes=1)
    for period in periods(until).values():
        check(place, pull(place, period.previous().key, earlier.isoformat()))


def _write_commentaries(until: date) -> None:
    last = periods(until)
    keys = {name: last[report.kind].key for name, report in REPORTS.items()}
    COMMENTARIES.mkdir(parents=True)
    for name, text in commentaries(keys, until):
        (COMMENTARIES / name).write_text(text, encoding="utf-8")


def start_afresh() -> None:
    """Forget what was reported and sent, and all of Airflow's runs."""
    for folder in (ARCHIVE, MAILS, HOME):
        shutil.rmtree(folder, ignore_errors=True)
    for file in LEDGER.parent.glob(f"{LEDGER.name}*"):
        file.unlink()

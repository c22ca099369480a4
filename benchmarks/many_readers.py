"""Sixty team packs from one snapshot: `.venv/bin/python benchmarks/many_readers.py [PACKS]`.

A pack is `team_oversight` of one team, with its workbook. It goes the whole way: handed over, document, HTML, PDF,
repaired, inspected. Of more packs than teams, some teams have two.

Makers work in parallel, a process each. "anew": WeasyPrint's process is started for each pack, as for a report alone.
"kept": each maker keeps one, which forks a process for each page. Of an extra PDF: what one more costs.
"""

import multiprocessing
import sys
import time
from collections.abc import Sequence
from typing import Any

from benchmarks.measuring import AS_AT, county, peak_of, table
from reports.checks import clean
from reports.documents.catalogue import REPORTS
from reports.periods import Period, parse_instant
from reports.render import pdf, render
from reports.series import series
from reports.settings import load
from reports.source import pull
from reports.workflow.data import Measured, of_checked
from reports.workflow.issue import DRAFT, hand_over
from reports.workflow.teams import REPORT

PACKS = 60
WAYS = (("one maker, anew", 1, False), ("one maker, kept", 1, True), ("two makers, kept", 2, True))
_given: dict[str, Any] = {}  # of a maker: what it makes packs of


def main(packs: int) -> None:
    """Print it."""
    settings, tables = load(), REPORTS[REPORT].tables
    pulled = pull(str(county()), Period.parse("2026-10"), parse_instant(AS_AT), settings.standards, tables)
    made = of_checked(clean(pulled, settings), settings)
    teams = sorted(settings.recipients.teams)
    wanted = [teams[place % len(teams)] for place in range(packs)]
    rows = [[what, *_way(made, wanted, makers, kept)] for what, makers, kept in WAYS]
    print(table([f"{packs} packs", "until the first, s", "all, s", "an extra PDF, s", "pages", "MB at most"], rows))


def _way(made: Measured, teams: Sequence[str], makers: int, kept: bool) -> list[str]:
    """Make the packs in a way; give the cells of its row."""
    began = time.perf_counter()
    with (
        multiprocessing.get_context("spawn").Pool(makers, _prepare, (made, kept)) as pool,
        peak_of(multiprocessing.process.current_process().pid or 0) as looks,
    ):
        packs = pool.imap_unordered(_pack, teams)
        pages = [next(packs)]
        first = time.perf_counter() - began
        pages += list(packs)
        whole = time.perf_counter() - began
    extra = (whole - first) / (len(teams) - 1)
    return [f"{first:.1f}", f"{whole:.0f}", f"{extra:.2f}", f"{sum(pages) / len(pages):.1f}", f"{max(looks):.0f}"]


def _prepare(made: Measured, kept: bool) -> None:
    """Make a process a maker."""
    _given.update(made=made, settings=load(), worker=pdf.Worker() if kept else None)


def _pack(team: str) -> int:
    """Make a team's pack; give its pages."""
    handed = hand_over(series(REPORT, team), _given["settings"], _given["made"], DRAFT)
    return render(REPORTS[REPORT].build(handed), _given["worker"]).pages


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PACKS)

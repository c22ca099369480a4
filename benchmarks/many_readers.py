"""Sixty team packs from one snapshot: `.venv/bin/python benchmarks/many_readers.py [PACKS]`.

There is no report for a team yet. A pack is the SMT overview with the lists of one team: the same figures of the
authority and its services, that team's workers and children in every list, in the PDF and in the workbook. It goes the
whole way: handed over, document, HTML, PDF, repaired, inspected. Of more packs than teams, some teams have two.

Makers work in parallel, a process each. "anew": WeasyPrint's process is started for each pack, as for a report alone.
"kept": each maker keeps one, which forks a process for each page. Of an extra PDF: what one more costs.
"""

import multiprocessing
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd

from benchmarks.measuring import AS_AT, PERIODS, county, peak_of, table
from reports.checks import clean
from reports.documents.catalogue import REPORTS
from reports.documents.document import OperationalInput
from reports.periods import Period, parse_instant
from reports.render import pdf, render
from reports.settings import load
from reports.source import pull
from reports.workflow.data import of_checked
from reports.workflow.issue import DRAFT, hand_over

REPORT = "smt_overview"
PACKS = 60
WAYS = (("one maker, anew", 1, False), ("one maker, kept", 1, True), ("two makers, kept", 2, True))
_given: dict[str, Any] = {}  # of a maker: what it makes packs of


def main(packs: int) -> None:
    """Print it."""
    settings = load()
    pulled = pull(str(county()), Period.parse(PERIODS[REPORT]), parse_instant(AS_AT), settings.standards)
    handed = hand_over(REPORT, settings, of_checked(clean(pulled, settings), settings), DRAFT)
    teams = handed.lists["teams"]["team_id"]
    wanted = [teams.iloc[place % len(teams)] for place in range(packs)]
    rows = [[what, *_way(handed, wanted, makers, kept)] for what, makers, kept in WAYS]
    print(table([f"{packs} packs", "until the first, s", "all, s", "an extra PDF, s", "pages", "MB at most"], rows))


def _way(handed: OperationalInput, teams: Sequence[str], makers: int, kept: bool) -> list[str]:
    """Make the packs in a way; give the cells of its row."""
    began = time.perf_counter()
    with (
        multiprocessing.get_context("spawn").Pool(makers, _prepare, (handed, kept)) as pool,
        peak_of(multiprocessing.process.current_process().pid or 0) as looks,
    ):
        made = pool.imap_unordered(_pack, teams)
        pages = [next(made)]
        first = time.perf_counter() - began
        pages += list(made)
        whole = time.perf_counter() - began
    extra = (whole - first) / (len(teams) - 1)
    return [f"{first:.1f}", f"{whole:.0f}", f"{extra:.2f}", f"{sum(pages) / len(pages):.1f}", f"{max(looks):.0f}"]


def _prepare(handed: OperationalInput, kept: bool) -> None:
    """Make a process a maker."""
    _given.update(handed=handed, worker=pdf.Worker() if kept else None)


def _pack(team: str) -> int:
    """Make a team's pack; give its pages."""
    handed = _given["handed"]
    lists = {name: _of(rows, team, _names(team)) for name, rows in handed.lists.items()}
    return render(REPORTS[REPORT].build(replace(handed, lists=lists)), _given["worker"]).pages


def _of(rows: pd.DataFrame, team: str, name: str) -> pd.DataFrame:
    """Give a team's rows of a list; of a list that knows no teams, all."""
    for column, value in (("team_id", team), ("team", name)):
        if column in rows:
            return rows[rows[column] == value].reset_index(drop=True)
    return rows


@cache
def _names(team: str) -> str:
    teams = _given["handed"].lists["teams"]
    return str(teams.loc[teams["team_id"] == team, "team"].iloc[0])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PACKS)

"""Time and memory of each report, for the demo county: `.venv/bin/python benchmarks/render.py [TIMES]`.

Prints a Markdown table: the median of so many renderings, after one that is not counted.
"""

import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from reports import accessibility, demo
from reports.checks import clean
from reports.documents.catalogue import REPORTS, entry_of
from reports.measures import history
from reports.measures.lists import build
from reports.periods import Period, midnight, now
from reports.pseudonyms import pseudonyms
from reports.render import pages, pdf
from reports.series import of_teams, series
from reports.settings import load
from reports.source import pull
from reports.workflow.data import Measured
from reports.workflow.issue import DRAFT, hand_over
from reports.workflow.known_teams import known_teams

STEPS = ("document", "HTML", "PDF", "repair", "inspect")


class Clock:
    """Times steps by name."""

    def __init__(self) -> None:
        """Begin."""
        self.seconds: dict[str, float] = {}

    def __call__(self, name: str, step: Callable[..., Any], *arguments: Any) -> Any:
        """Run a step and keep how long it took."""
        began = time.perf_counter()
        made = step(*arguments)
        self.seconds[name] = time.perf_counter() - began
        return made


def render(report: str, measured: Measured) -> tuple[dict[str, float], int]:
    """Give the seconds of each step, and the number of pages."""
    clock, settings = Clock(), load()
    document = clock("document", lambda: entry_of(report).build(hand_over(report, settings, measured, DRAFT)))
    html = clock("HTML", pages.report, document)
    written = clock("PDF", pdf.write, html)
    repaired = clock("repair", accessibility.repair, written)
    clock("inspect", accessibility.inspect, repaired)
    return clock.seconds, accessibility.page_count(repaired)


def memory(report: str, measured: Measured) -> tuple[int, int]:
    """Give the highest use of memory in MB: of a process that renders a report, and of WeasyPrint's, its child."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_memory, (report, measured))


def _memory(report: str, measured: Measured) -> tuple[int, int]:
    render(report, measured)
    uses = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    own, child = (round(use / 1024) for use in uses)
    return own, child


def measure(kinds: set[Any], folder: Path) -> Iterator[tuple[Any, Measured]]:
    """Make the county, pull and measure its last periods; print how long that took."""
    as_at, settings, clock = now(), load(), Clock()
    source = f"sqlite:///{folder / 'county.db'}"
    demo.write(demo.make(until=as_at.date()), source)
    for kind in kinds:
        period = Period.last_complete(kind, midnight(as_at.date()))
        pulled = clock("pull", pull, source, period, as_at, settings.standards)
        checked = clock("check", clean, pulled, settings)
        figures = clock("measure", history, checked.data, period, settings)
        lists = clock("list", build, checked.data, period, settings, pseudonyms())
        print(f"{period.key}: " + ", ".join(f"{name} {took:.1f} s" for name, took in clock.seconds.items()))
        teams = known_teams(checked.data.frames["ssd_department"])
        yield kind, Measured(period, as_at, figures, lists, checked.findings, teams)


def main(times: int) -> None:
    """Print it."""
    with TemporaryDirectory() as folder:
        measured = dict(measure({report.kind for report in REPORTS.values()}, Path(folder)))
        print(
            f"\n| report | pages | {' | '.join(f'{step}, s' for step in STEPS)} | in all, s | MB | MB of WeasyPrint |"
        )
        print("|---" * (len(STEPS) + 5) + "|")
        for name, report in REPORTS.items():
            made = measured[report.kind]
            of = series(name, next(iter(made.teams))) if of_teams(name) else name
            render(of, made)
            runs = [render(of, made) for _ in range(times)]
            seconds = [median(run[step] for run, _ in runs) for step in STEPS]
            own, child = memory(of, made)
            shown = " | ".join(f"{each:.2f}" for each in seconds)
            print(f"| {report_name(name)} | {runs[0][1]} | {shown} | {sum(seconds):.1f} | {own} | {child} |")


def report_name(name: str) -> str:
    """Give a report's name as people write it."""
    return str(name).replace("_", " ")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)

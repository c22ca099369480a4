"""What every benchmark shares: the demo county, a command from start to exit, and tables.

A command's processes are all that it starts, and what these start. wall: seconds from start to exit. cpu: seconds of
computing of all of them. peak: the highest sum, over all of them, of their PSS in MB (in which memory that is shared is
shared out), looked at every 50 ms in a run of its own that is not timed.
"""

import ctypes
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event, Thread

import psutil

from reports import demo

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "benchmarks"
UNTIL = date(2026, 11, 24)  # on which the county's history ends, so that every measuring is of the same
AS_AT = f"{UNTIL}T06:00:00+00:00"
PERIODS = {"smt_overview": "2026-10", "return_interviews": "2026-11-16", "lead_member": "2026-10"}
NAMES = {"smt_overview": "SMT overview", "return_interviews": "return interviews", "lead_member": "Lead Member"}
TIMES = 3
EVERY = 0.05  # seconds between looks at the memory
LINGER = 10  # seconds that a process may outlive the one that started it
BECOME_PARENT_OF_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER of <linux/prctl.h>


class Failed(Exception):  # noqa: N818 - it is what happened
    """A command that is measured has failed; the message is the last that it said."""


@dataclass(frozen=True)
class Cost:
    """What a command cost: see the module. peak is 0 where it was not looked at."""

    wall: float
    cpu: float
    peak: float = 0.0


def measured(command: Sequence[str | Path], more: Mapping[str, str] | None = None, times: int = TIMES) -> Cost:
    """Give the medians of so many runs of a command, after one that is not timed, but whose memory is looked at.

    more: variables of its environment. Raises Failed.
    """
    peak = run(command, more, look=True).peak
    runs = [run(command, more) for _ in range(times)]
    return Cost(median(each.wall for each in runs), median(each.cpu for each in runs), peak)


def run(command: Sequence[str | Path], more: Mapping[str, str] | None = None, *, look: bool = False) -> Cost:
    """Run a command once. Raises Failed."""
    ctypes.CDLL(None).prctl(BECOME_PARENT_OF_ORPHANS, 1)  # what it leaves behind is waited for, and counted
    before, began = _computed(), time.perf_counter()
    with subprocess.Popen(
        list(map(str, command)), env=environment(more), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        with peak_of(process.pid) if look else nullcontext() as peaks:
            _, said = process.communicate()
        wall = time.perf_counter() - began
    _wait_for_orphans()
    if process.returncode:
        raise Failed(f"{command[0]}: exit {process.returncode}: {said.strip().splitlines()[-1:]}")
    return Cost(wall, _computed() - before, max(peaks or [0.0]))


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give a command's environment: compiled bytecode is kept, as where a program is installed."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**own, "PYTHONPYCACHEPREFIX": str(FOLDER / "bytecode"), **(more or {})}


def _computed() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def peak_of(leader: int) -> Iterator[list[float]]:
    """Look at the memory of a process and all below it while the context lasts; give what is seen, in MB."""
    peaks, done = [0.0], Event()

    def look() -> None:
        while not done.wait(EVERY):
            peaks.append(pss(leader))

    looking = Thread(target=look)
    looking.start()
    try:
        yield peaks
    finally:
        done.set()
        looking.join()


def pss(leader: int) -> float:
    """Give the PSS of a process and all below it, in MB."""
    total = 0
    with suppress(psutil.Error):
        process = psutil.Process(leader)
        for each in (process, *process.children(recursive=True)):
            with suppress(psutil.Error):
                total += each.memory_full_info().pss
    return total / 1e6


def _wait_for_orphans() -> None:
    deadline = time.monotonic() + LINGER
    with suppress(ChildProcessError):
        while True:
            if os.waitpid(-1, os.WNOHANG)[0]:
                continue
            if time.monotonic() > deadline:
                for orphan in psutil.Process().children(recursive=True):
                    orphan.kill()
            time.sleep(0.01)


@cache
def county() -> Path:
    """Give the SQLite file of the demo's county, made where it is not there, or older than what makes it."""
    file = FOLDER / f"county-{UNTIL}.db"
    changed = max(path.stat().st_mtime for path in Path(demo.__file__).parent.rglob("*.py"))
    if not file.exists() or file.stat().st_mtime < changed:
        FOLDER.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=FOLDER) as folder:
            demo.write(demo.make(until=UNTIL), f"sqlite:///{Path(folder) / 'county.db'}")
            (Path(folder) / "county.db").rename(file)
    return file


def render_command(report: str, out: Path) -> list[str | Path]:
    """Give our command line for a report of the county."""
    command: list[str | Path] = [sys.executable, "-m", "reports", "render", report, "--source", county()]
    return [*command, "--period", PERIODS[report], "--as-at", AS_AT, "--out", out]


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Give a table in Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows))


def reached(is_so: bool) -> str:
    """Say whether a goal is reached."""
    return "reached" if is_so else "**missed**"

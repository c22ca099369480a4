"""The project's figures are the oracle's, for messy authorities.

More of them, off-line: `differences(Authority(seed, islands), file)` for as many seeds as there is time for.
"""

from math import isclose
from pathlib import Path
from sqlite3 import connect

import pandas as pd
import pytest

from reports import figures
from reports.checks import Data, clean
from reports.measures import compute
from reports.periods import Period
from reports.settings import Settings
from reports.source import pull
from reports.source.contract import TABLES
from tests import oracle
from tests.measures.messy import Authority
from tests.oracle import Figure

ISLANDS = 24  # a few children each: the project takes little longer over many


@pytest.mark.parametrize("seed", range(5))
def test_every_figure_is_the_oracles(seed: int, tmp_path: Path) -> None:
    authority = Authority(seed, ISLANDS)
    data, settings = pulled(authority, tmp_path / "messy.sqlite")
    found = compute(data, authority.period, settings)
    assert differences(authority, found, authority.period) == []


def test_every_figure_of_the_periods_beside_it_is_the_oracles(tmp_path: Path) -> None:
    authority = Authority(11, ISLANDS)
    data, settings = pulled(authority, tmp_path / "messy.sqlite")
    for period in (authority.period.year_before(), authority.period.previous()):
        assert differences(authority, compute(data, period, settings), period) == []


def pulled(authority: Authority, file: Path) -> tuple[Data, Settings]:
    """Take the real way to data that can be measured: through a SQLite file of text without types."""
    with connect(file) as database:
        for name, rows in ({name: [] for name, table in TABLES.items() if not table.local} | authority.tables).items():
            columns = TABLES[name].columns
            database.execute(f"CREATE TABLE {name} ({', '.join(f'{column} TEXT' for column in columns)})")
            values = [[row.get(column) for column in columns] for row in rows]
            database.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", values)
    database.close()
    settings = Settings(standards=authority.standards)
    return clean(pull(str(file), authority.period, authority.as_at, authority.standards), settings).data, settings


def differences(authority: Authority, found: pd.DataFrame, period: Period) -> list[str]:
    """Say where the figures found of a period are not the oracle's."""
    ours = by_key(found[found["period_start"] == period.start.isoformat()])
    theirs = oracle.figures(authority.tables, period.start, period.end, authority.as_at, authority.standards)
    return [
        f"{period} {' '.join(key)!r}: oracle {theirs.get(key)}, project {ours.get(key)}"
        for key in sorted({*ours, *theirs})
        if not same(ours.get(key), theirs.get(key))
    ]


def by_key(found: pd.DataFrame) -> dict[tuple[str, str, str], Figure]:
    """Give a table of figures as the oracle gives its own."""
    assert not found.duplicated(figures.KEY).any()
    numbers = found[["numerator", "denominator", "value"]].astype("object").where(lambda frame: frame.notna(), None)
    keys = found[["measure", "breakdown", "group_id"]].itertuples(index=False, name=None)
    rows = zip(keys, numbers.to_numpy().tolist(), found["status"], strict=True)
    return {key: Figure(*row, status) for key, row, status in rows}


def same(one: Figure | None, other: Figure | None) -> bool:
    """Tell whether two figures are the same but for the last bits of a fraction."""
    if one is None or other is None:
        return one is other
    pairs = zip(one[:3], other[:3], strict=True)
    return one.status == other.status and all(
        a is b or (a is not None and b is not None and isclose(a, b, rel_tol=1e-9)) for a, b in pairs
    )

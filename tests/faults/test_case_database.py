"""The case database's faults: a pull is whole or none, waiting heals what it can, and a gate holds what is wrong."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection
from upath import UPath

from reports import demo
from reports.errors import GateHeld, ReportsError, SourceContractError, SourceError
from reports.source.pull import BEFORE
from reports.workflow import Workplace
from reports.workflow.data import check, measured, pull
from tests.postgres import Postgres, engine

Saw = Callable[[str], None]
MONTH, AS_AT = "2024-10", "2024-11-04T06:00"
DAYS_LATER, MONTH_LATER = (MONTH, "2024-11-06T06:00"), ("2024-11", "2024-12-03T06:00")
LATE_TABLE = "local_supervision"  # read after the tables of the SSD


class Cases:
    """A small authority's case database on a server, and the archive into which it is pulled."""

    def __init__(self, server: Postgres, folder: Path) -> None:
        self.server, self.url = server, server.database()
        demo.write(demo.make(children=150, months=3, until=date(2024, 11, 4), clean=True), self.url)
        self.place = Workplace(UPath(folder / "archive"), f"sqlite:///{folder / 'ledger.db'}", source=self.url)

    def pull(self) -> str:
        """Pull October; give the snapshot's id."""
        return pull(self.place, MONTH, AS_AT)

    def pull_fails(self, error: type[ReportsError]) -> str:
        """Give the words with which a pull fails; nothing of it is left."""
        with pytest.raises(error) as raised:
            self.pull()
        assert not list((self.place.archive / "snapshots").glob("*"))
        assert "\n" not in str(raised.value)
        return str(raised.value)

    def run(self, *statements: str) -> None:
        """Change the database."""
        with engine(self.url).begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    def locked(self) -> Connection:
        """Lock a table until what is given is closed."""
        connection = engine(self.url).connect()
        connection.exec_driver_sql(f"LOCK TABLE {LATE_TABLE} IN ACCESS EXCLUSIVE MODE")
        return connection


@pytest.fixture
def cases(postgres: Postgres, tmp_path: Path) -> Iterator[Cases]:
    yield Cases(postgres, tmp_path)
    postgres.start()


@pytest.mark.fault("Case database", "is down at the start, then back")
def test_a_database_that_is_down_is_asked_again(cases: Cases, saw: Saw) -> None:
    cases.server.stop()
    said = cases.pull_fails(SourceError)
    assert "postgres" in said
    cases.server.start()
    assert cases.pull() == cases.pull()
    saw("the pull is tried again, for an hour; once the database is back, the snapshot is whole")


@pytest.mark.fault("Case database", "drops the connection in the middle of the pull")
def test_a_connection_that_drops_leaves_nothing_half(cases: Cases, saw: Saw) -> None:
    with cases.locked():
        ended = threading.Thread(target=_when_it_waits(cases), daemon=True)
        ended.start()
        cases.pull_fails(SourceError)
        ended.join()
    cases.pull()
    saw("no part of a snapshot is left, the pull is tried again, and the next one is whole")


def _when_it_waits(cases: Cases) -> Callable[[], None]:
    def break_it() -> None:
        while not cases.server.end_waiting(cases.url):
            time.sleep(0.05)

    return break_it


@pytest.mark.fault("Case database", "has a table that another program locks for a while")
def test_a_lock_is_waited_for(cases: Cases, saw: Saw) -> None:
    undisturbed = cases.pull()
    lock = cases.locked()
    threading.Timer(1, lock.close).start()
    assert cases.pull() == undisturbed
    saw("it is waited for, up to a minute; the snapshot is the same")


@pytest.mark.fault("Case database", "has a table that another program locks and does not let go")
def test_a_lock_that_lasts_is_not_waited_for_for_ever(cases: Cases, saw: Saw, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BEFORE, "postgresql", "SET LOCAL lock_timeout = '200ms'")
    with cases.locked():
        assert "lock timeout" in cases.pull_fails(SourceError)
    cases.pull()
    saw("after a minute the pull gives up, and is tried again later; once it is let go, the snapshot is whole")


@pytest.mark.fault("Case database", "has lost a column")
def test_a_column_that_is_gone_is_named(cases: Cases, saw: Saw) -> None:
    cases.run("ALTER TABLE ssd_missing DROP COLUMN miss_missing_rhi_offered")
    assert cases.pull_fails(SourceContractError) == (
        "source: table ssd_missing lacks miss_missing_rhi_offered (needed by include/sql/ssd_missing.sql)"
    )
    saw("the pull fails at once, with the names of table, field and query; nothing is sent")


@pytest.mark.fault("Case database", "has a column of another type")
def test_a_column_of_another_type_is_read_or_named(cases: Cases, saw: Saw) -> None:
    undisturbed = cases.pull()
    as_text = "ALTER TABLE {} ALTER COLUMN {} TYPE text USING to_char({}, 'YYYY-MM-DD HH24:MI:SS')"
    start, end = "miss_missing_episode_start_date", "invo_involvement_end_date"
    cases.run(as_text.format("ssd_missing", start, start))
    assert cases.pull() == undisturbed
    cases.run(as_text.format("ssd_involvements", end, end))
    with pytest.raises(SourceContractError, match=r"table ssd_involvements: a field is of another type than include/"):
        cases.pull()
    saw(
        "times that have become texts are read all the same, and the snapshot is the same; where the query cannot "
        "compare them, the pull fails at once with the names of table and query"
    )


@pytest.mark.fault("Case database", "has empty tables")
def test_empty_tables_are_held(cases: Cases, saw: Saw) -> None:
    check(cases.place, cases.pull())
    cases.run("DELETE FROM ssd_missing", "DELETE FROM local_case_oversight")
    with pytest.raises(GateHeld) as held:
        check(cases.place, pull(cases.place, *DAYS_LATER))
    assert not held.value.may_pass
    tables = [reason.partition(":")[0] for reason in str(held.value).split("; ")]
    assert tables == ["local_case_oversight", "ssd_missing"]
    saw("every report of the period is held, with the names of the tables; no person can let that pass")


@pytest.mark.fault("Case database", "has ten times the rows")
def test_ten_times_the_rows_give_the_same_figures(cases: Cases, saw: Saw) -> None:
    once = measured(cases.place, cases.pull()).figures
    tables = ("ssd_involvements", "ssd_missing", "local_supervision", "local_case_oversight")
    cases.run(*(f"INSERT INTO {each} SELECT {each}.* FROM {each}, generate_series(2, 10)" for each in tables))
    snapshot = cases.pull()
    said = " ".join(check(cases.place, snapshot))
    assert "DQ01" in said, said
    assert measured(cases.place, snapshot).figures.equals(once)
    saw("rows that are there ten times count once, the findings say how many there were, and no figure differs")


@pytest.mark.fault("Case database", "is stale: nobody fills it any more")
def test_stale_data_are_held(cases: Cases, saw: Saw) -> None:
    with pytest.raises(GateHeld, match="days before the data were pulled") as held:
        check(cases.place, pull(cases.place, *MONTH_LATER))
    assert held.value.may_pass
    saw("every report of the period is held, with the age of the newest rows; a person may let it pass with a reason")

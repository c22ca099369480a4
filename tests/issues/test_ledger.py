"""The ledger: written once, claimed once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import create_engine, inspect

from reports import figures
from reports.errors import LedgerError
from reports.issues import Ledger, NewIssue, State
from reports.issues.models import Base
from reports.periods import Period

AS_AT = datetime(2026, 11, 3, 6, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ledger.db'}"


@pytest.fixture
def ledger(url: str) -> Ledger:
    opened = Ledger(url)
    opened.migrate()
    return opened


def an_issue(period: str = "2026-10", snapshot_id: str = "abc") -> NewIssue:
    files = {"smt.pdf": {"path": "issues/smt.pdf", "sha256": "0" * 64}}
    return NewIssue(
        "smt_overview", period, "SMT overview", "operational", AS_AT, snapshot_id, "hash", "0.1.0", 7, files
    )


def a_figure(value: float, period_start: str = "2026-10-01", period_end: str = "2026-11-01") -> pd.DataFrame:
    row = ["returns", period_start, period_end, "authority", "authority", "Authority", value, float("nan"), value]
    return pd.DataFrame([[*row, "returns", "ok"]], columns=figures.COLUMNS)


def test_the_migrations_make_the_tables_that_the_models_describe(ledger: Ledger, url: str) -> None:
    ledger.migrate()  # a second time changes nothing
    made = inspect(create_engine(url))
    for table in Base.metadata.sorted_tables:
        assert {column["name"] for column in made.get_columns(table.name)} == set(table.columns.keys())
        constraints = {tuple(found["column_names"]) for found in made.get_unique_constraints(table.name)}
        assert constraints  # each table has what makes a second row impossible


def test_two_processes_may_migrate_at_once(url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: Ledger(url).migrate(), range(4)))
    assert Ledger(url).issues() == []


def test_an_issue_is_found_again_by_data_settings_and_code(ledger: Ledger) -> None:
    added = ledger.add_issue(an_issue(), 1, a_figure(12))
    assert added.label == "2026-10/1"
    assert ledger.issue(added.id) == ledger.find_issue("smt_overview", "2026-10", "abc", "hash", "0.1.0")
    assert ledger.issue(added.id).as_at == AS_AT
    assert ledger.find_issue("smt_overview", "2026-10", "other data", "hash", "0.1.0") is None
    assert ledger.next_version("smt_overview", "2026-10") == 2


def test_a_version_is_given_once(ledger: Ledger) -> None:
    ledger.add_issue(an_issue(), 1, a_figure(12))
    with pytest.raises(LedgerError, match="issue 2026-10/1 of smt_overview is there already"):
        ledger.add_issue(an_issue(), 1, a_figure(13))


def test_the_figures_last_issued_are_those_of_the_latest_version_of_each_earlier_period(ledger: Ledger) -> None:
    ledger.add_issue(an_issue("2026-09"), 1, a_figure(10, "2026-09-01", "2026-10-01"))
    ledger.add_issue(an_issue("2026-09", "later data"), 2, a_figure(11, "2026-09-01", "2026-10-01"))
    ledger.add_issue(an_issue("2026-10"), 1, a_figure(12))
    issued = ledger.issued_figures("smt_overview", Period.parse("2026-10"))
    assert issued["value"].tolist() == [11]
    assert issued["issue"].tolist() == ["2026-09/2"]
    assert issued["denominator"].isna().all()
    assert issued["period_start"].tolist() == ["2026-09-01"]


def test_a_delivery_is_claimed_once_however_many_ask_at_the_same_moment(ledger: Ledger, url: str) -> None:
    issue = ledger.add_issue(an_issue(), 1, a_figure(12))

    def ask(_: int) -> bool:
        return Ledger(url).claim(issue.id, "director@westmere.example", "mail").mine

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(ask, range(8))) == [False] * 7 + [True]


def test_a_refused_delivery_can_be_claimed_again_and_a_sent_one_cannot(ledger: Ledger) -> None:
    issue = ledger.add_issue(an_issue(), 1, a_figure(12))
    first = ledger.claim(issue.id, "director@westmere.example", "mail")
    ledger.record(first.delivery.id, State.REFUSED, "550 no such user")
    second = ledger.claim(issue.id, "director@westmere.example", "mail")
    assert second.mine
    assert second.delivery.attempts == 2
    ledger.record(first.delivery.id, State.SENT)
    third = ledger.claim(issue.id, "director@westmere.example", "mail")
    assert (third.mine, third.delivery.state) == (False, State.SENT)
    ledger.record(first.delivery.id, State.UNCERTAIN, "too late to say so")
    assert ledger.deliveries(issue.id)[0].state is State.SENT


def test_what_is_no_database_url_and_no_issue_is_said_in_a_line(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="not a usable database URL"):
        Ledger("nonsense")
    with pytest.raises(LedgerError, match="there is no issue 77"):
        ledger.issue(77)

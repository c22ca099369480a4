"""The ledger: written once, claimed once."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pandas as pd
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text

from reports import figures
from reports.errors import LedgerError
from reports.issues import IssueState, Ledger, NewIssue, State
from reports.issues.ledger import MIGRATIONS
from reports.issues.models import Base
from reports.periods import Period

AS_AT = datetime(2026, 11, 3, 6, tzinfo=UTC)
SEPTEMBER = ("2026-09-01", "2026-10-01")


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
        "smt_overview", period, "SMT overview", "operational", AS_AT, snapshot_id, "hash", "0.1.0", "", 7, files
    )


def a_figure(value: float, period_start: str = "2026-10-01", period_end: str = "2026-11-01") -> pd.DataFrame:
    row = ["returns", period_start, period_end, "authority", "authority", "Authority", value, float("nan"), value]
    return pd.DataFrame([[*row, "returns", "ok"]], columns=figures.COLUMNS)


def test_the_migrations_make_what_the_models_describe_and_doing_so_twice_changes_nothing(
    ledger: Ledger, url: str
) -> None:
    ledger.migrate()
    with create_engine(url).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_an_issue_that_went_out_before_issues_had_a_state_is_released(url: str) -> None:
    """The first version of the tables, with two issues of which one was delivered."""
    engine = create_engine(url)
    with engine.begin() as connection:
        upgrade_to(connection, "0001")
        for number, period in ((1, "2026-08"), (2, "2026-09")):
            connection.execute(
                text(
                    "INSERT INTO issue (id, report, period, version, title, tier, as_at, snapshot_id, settings_hash, "
                    "code_version, pages, created_at, files) VALUES (:id, 'smt_overview', :period, 1, 'SMT overview', "
                    "'operational', '2026-10-02 06:00:00.000000', 's', 'h', 'c', 7, '2026-10-02 06:00:00.000000', '{}')"
                ),
                {"id": number, "period": period},
            )
        connection.execute(
            text(
                "INSERT INTO delivery (issue_id, recipient, channel, state, attempts, claimed_at) "
                "VALUES (1, 'director@westmere.example', 'mail', 'sent', 1, '2026-10-02 06:00:00.000000')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO issue_figure (issue_id, measure, period_start, period_end, breakdown, group_id, "
                "group_name, value, unit, status) VALUES (1, 'returns', '2026-08-01', '2026-09-01', 'authority', "
                "'authority', 'Authority', 10, 'returns', 'ok')"
            )
        )
    ledger = Ledger(url)
    ledger.migrate()
    assert [issue.state for issue in ledger.issues()] == [IssueState.RELEASED, IssueState.RENDERED]
    assert ledger.issued_figures("smt_overview", Period.parse("2026-10"))["value"].tolist() == [10]


def upgrade_to(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def migrate(url: str, together: Barrier) -> None:
    together.wait()
    Ledger(url).migrate()


def test_four_processes_may_migrate_at_once(url: str) -> None:
    processes = multiprocessing.get_context("forkserver")
    together = processes.Barrier(4)
    four = [processes.Process(target=migrate, args=(url, together)) for _ in range(4)]
    for process in four:
        process.start()
    for process in four:
        process.join()
    assert [process.exitcode for process in four] == [0] * 4
    assert Ledger(url).issues() == []


def test_an_issue_is_found_again_by_data_settings_and_code(ledger: Ledger) -> None:
    added = ledger.add_issue(an_issue(), 1, a_figure(12))
    assert added.label == "2026-10/1"
    assert ledger.issue(added.id) == ledger.find_issue("smt_overview", "2026-10", "abc", "hash", "0.1.0", "")
    assert ledger.issue(added.id).as_at == AS_AT
    assert ledger.find_issue("smt_overview", "2026-10", "other data", "hash", "0.1.0", "") is None
    assert ledger.next_version("smt_overview", "2026-10") == 2


def test_a_version_is_given_once(ledger: Ledger) -> None:
    ledger.add_issue(an_issue(), 1, a_figure(12))
    with pytest.raises(LedgerError, match="issue 2026-10/1 of smt_overview is there already"):
        ledger.add_issue(an_issue(), 1, a_figure(13))


def test_the_figures_last_issued_are_those_of_the_latest_version_that_was_released(ledger: Ledger) -> None:
    """September was issued twice, and once more rendered for nobody; October is the period that asks."""
    for version, (value, released) in enumerate([(10, True), (11, True), (12, False)], 1):
        issue = ledger.add_issue(an_issue("2026-09", f"data {version}"), version, a_figure(value, *SEPTEMBER))
        if released:
            ledger.claim(issue.id, "director@westmere.example", "mail")
    ledger.claim(ledger.add_issue(an_issue("2026-10"), 1, a_figure(13)).id, "director@westmere.example", "mail")
    issued = ledger.issued_figures("smt_overview", Period.parse("2026-10"))
    assert issued["value"].tolist() == [11]
    assert issued["issue"].tolist() == ["2026-09/2"]
    assert issued["denominator"].isna().all()
    assert issued["period_start"].tolist() == ["2026-09-01"]


def test_figures_come_back_as_they_were_issued_whatever_text_their_groups_have(ledger: Ledger) -> None:
    """A theme of 4,000 characters and one with a NUL, which PostgreSQL cannot keep (DQ19)."""
    themes = ["push: " + "family conflict " * 250, "pull: \0friends", "harm: <b>'; --\u202e"]
    of_themes = pd.concat([a_figure(2, *SEPTEMBER).assign(group_id=theme, group_name=theme) for theme in themes])
    september = pd.concat([a_figure(1.5, *SEPTEMBER), of_themes], ignore_index=True)
    issue = ledger.add_issue(an_issue("2026-09"), 1, september)
    ledger.claim(issue.id, "director@westmere.example", "mail")
    issued = ledger.issued_figures("smt_overview", Period.parse("2026-10"))
    kept = september.assign(group_id=september["group_id"].str.replace("\0", "\ufffd"))
    assert issued["group_id"].tolist() == kept["group_id"].tolist()
    numbers = ["numerator", "denominator", "value"]
    pd.testing.assert_frame_equal(issued[numbers], september[numbers])


def test_an_issue_is_released_with_its_first_claim(ledger: Ledger) -> None:
    issue = ledger.add_issue(an_issue(), 1, a_figure(12))
    assert issue.state is IssueState.RENDERED
    ledger.claim(issue.id, "director@westmere.example", "mail")
    assert ledger.issue(issue.id).state is IssueState.RELEASED


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

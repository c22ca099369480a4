"""The ledger: written once, claimed once."""

import multiprocessing
from multiprocessing.synchronize import Barrier

import pandas as pd
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text

from reports.errors import LedgerError
from reports.issues import IssueState, Ledger
from reports.issues.database import MIGRATIONS
from reports.issues.models import Base
from reports.periods import Period
from tests.issues.making import AS_AT, a_figure, an_issue, released

SEPTEMBER = ("2026-09-01", "2026-10-01")


def issued_before_october(ledger: Ledger) -> pd.DataFrame:
    return ledger.figures(ledger.issued_before("smt_overview", Period.parse("2026-10")))


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
                "VALUES (1, 'Director@Westmere.example', 'mail', 'sent', 1, '2026-10-02 06:00:00.000000')"
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
    assert [issue.state for issue in ledger.issues.of()] == [IssueState.RELEASED, IssueState.RENDERED]
    assert issued_before_october(ledger)["value"].tolist() == [10]
    assert not ledger.deliveries.claim(1, "director@westmere.example", "mail").mine  # however it was spelt then


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
    assert Ledger(url).issues.of() == []


def test_an_issue_is_kept_as_it_was_made(ledger: Ledger) -> None:
    added = ledger.issues.add(an_issue(), 1, a_figure(12))
    assert added.label == "2026-10/1"
    assert ledger.issues.get(added.id) == added
    assert added.as_at == AS_AT
    assert ledger.issues.next_version("smt_overview", "2026-10") == 2


def test_a_version_is_given_once(ledger: Ledger) -> None:
    ledger.issues.add(an_issue(), 1, a_figure(12))
    with pytest.raises(LedgerError, match="issue 2026-10/1 of smt_overview is there already"):
        ledger.issues.add(an_issue(), 1, a_figure(13))


def test_the_figures_last_issued_are_those_of_the_latest_version_that_was_released(ledger: Ledger) -> None:
    """September was issued twice, and once more rendered for nobody; October is the period that asks."""
    for version, (value, goes_out) in enumerate([(10, True), (11, True), (12, False)], 1):
        issue = ledger.issues.add(an_issue("2026-09", f"data {version}"), version, a_figure(value, *SEPTEMBER))
        if goes_out:
            superseded = ledger.issues.released("smt_overview", "2026-09")
            if superseded:
                ledger.issues.withdraw(superseded.id, "the analyst", "wrong")
            ledger.issues.release(issue.id, "policy")
    ledger.issues.release(ledger.issues.add(an_issue("2026-10"), 1, a_figure(13)).id, "policy")
    issued = issued_before_october(ledger)
    assert issued["value"].tolist() == [11]
    assert issued["issue"].tolist() == ["2026-09/2"]
    assert issued["denominator"].isna().all()
    assert issued["period_start"].tolist() == ["2026-09-01"]


def test_figures_come_back_as_they_were_issued_whatever_text_their_groups_have(ledger: Ledger) -> None:
    """A theme of 4,000 characters and one with a NUL, which PostgreSQL cannot keep (DQ19)."""
    themes = ["push: " + "family conflict " * 250, "pull: \0friends", "harm: <b>'; --\u202e"]
    of_themes = pd.concat([a_figure(2, *SEPTEMBER).assign(group_id=theme, group_name=theme) for theme in themes])
    september = pd.concat([a_figure(1.5, *SEPTEMBER), of_themes], ignore_index=True)
    ledger.issues.release(ledger.issues.add(an_issue("2026-09"), 1, september).id, "policy")
    issued = issued_before_october(ledger)
    kept = september.assign(group_id=september["group_id"].str.replace("\0", "\ufffd"))
    assert issued["group_id"].tolist() == kept["group_id"].tolist()
    numbers = ["numerator", "denominator", "value"]
    pd.testing.assert_frame_equal(issued[numbers], september[numbers])


def test_when_an_issue_was_released_is_known_whatever_became_of_it(ledger: Ledger) -> None:
    first = released(ledger)
    second = ledger.issues.add(an_issue(snapshot_id="def", corrects_id=first.id), 2, a_figure(13))
    ledger.issues.release(second.id, "the analyst")
    superseded = ledger.issues.get(first.id)
    assert superseded.decided_at > first.decided_at
    assert ledger.released_at(superseded) == ledger.released_at(first) <= superseded.decided_at


def test_what_is_no_database_url_and_no_issue_is_said_in_a_line(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="not a usable database URL"):
        Ledger("nonsense")
    with pytest.raises(LedgerError, match="%40") as said:
        Ledger("postgresql+psycopg://writer:se@c:ret@server/ledger")
    assert "ret" not in str(said.value)
    with pytest.raises(LedgerError, match="there is no delivery 77"):
        ledger.deliveries.get(77)
    with pytest.raises(LedgerError, match="there is no issue 77"):
        ledger.issues.get(77)

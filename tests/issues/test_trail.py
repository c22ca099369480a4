"""The audit trail: whatever is changed behind its back is found, and the database itself refuses most of it."""

from collections.abc import Callable

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from reports.issues import Ledger, State
from tests.issues.making import DIRECTOR, a_figure, an_issue, released

TRIGGERS = {  # each with its table
    "issue_unchanged": "issue",
    "issue_kept": "issue",
    "delivery_kept": "delivery",
    "figure_unchanged": "issue_figure",
    "act_unchanged": "act",
    "act_kept": "act",
}


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """A ledger with an issue that was released and delivered: acts 2 to 5; and an alert: act 6."""
    issue = released(ledger)
    claim = ledger.deliveries.claim(issue.id, DIRECTOR, "mail")
    ledger.deliveries.record(claim.delivery, State.SENT)
    assert ledger.alerts.begin("event", "late", "it is late")
    ledger.alerts.sent("event")
    return ledger


def test_every_act_is_told_with_actor_and_reason_and_nothing_is_amiss(told: Ledger) -> None:
    assert [(act.number, act.actor, act.act) for act in told.acts()] == [
        (1, "migration 0004", "trail begun"),
        (2, "line of sight", "rendered"),
        (3, "policy", "released"),
        (4, "line of sight", "delivery claimed"),
        (5, "line of sight", "delivery sent"),
        (6, "line of sight", "alerted"),
    ]
    assert told.faults() == []
    assert told.faults(str(told.head())) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE issue SET pages = 6",
        "UPDATE issue SET files = '{}'",
        "DELETE FROM issue",
        "DELETE FROM delivery",
        "UPDATE issue_figure SET value = 11",
        "UPDATE act SET reason = 'none'",
        "DELETE FROM act WHERE number = 6",
    ],
)
def test_the_database_refuses_to_change_what_was_released_and_done(told: Ledger, url: str, change: str) -> None:
    with pytest.raises(DatabaseError, match=r"does not change|not deleted|only added to"):
        forge(url, change)
    assert told.faults() == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE act SET reason = 'none' WHERE number = 3", "act 3 was changed or inserted"),
        ("UPDATE act SET at = '2026-01-01 00:00:00.000000' WHERE number = 1", "act 1 was changed or inserted"),
        ("DELETE FROM act WHERE number = 4", "act 4 was removed"),
        ("DELETE FROM act WHERE number > 4", "the trail ends with act 4, and its head says 6"),
        (
            "INSERT INTO act (number, at, actor, act, hash) VALUES (7, '2026-11-03 06:00:00.000000', 'x', 'y', 'z')",
            "act 7 was changed or inserted",
        ),
        ("UPDATE issue SET pages = 6", "issue 1 was changed since act 3"),
        ("UPDATE issue SET state = 'rejected'", "issue 1 was changed since act 3"),
        ("UPDATE issue_figure SET value = 11", "the figures of issue 1 were changed since they were issued"),
        ("DELETE FROM issue_figure", "the figures of issue 1 were changed since they were issued"),
        ("UPDATE delivery SET recipient = 'x@elsewhere.example'", "delivery 1 was changed since act 5"),
        ("DELETE FROM delivery", "delivery 1 was removed: act 5 tells of it"),
        (
            "INSERT INTO delivery (issue_id, recipient, channel, message, state, attempts, claimed_at) "
            "VALUES (1, 'x@elsewhere.example', 'mail', 'report', 'sent', 1, '2026-11-03 06:00:00.000000')",
            "delivery 2 was inserted: no act tells of it",
        ),
    ],
)
def test_whoever_gets_past_the_database_is_found_by_the_trail(told: Ledger, url: str, change: str, found: str) -> None:
    forge(url, change, without_triggers=True)
    assert any(found in fault for fault in told.faults()), told.faults()


def test_whoever_writes_the_whole_trail_anew_is_found_by_a_head_that_was_noted(told: Ledger, tmp_path: object) -> None:
    other = Ledger(f"sqlite:///{tmp_path}/other.db")
    other.migrate()
    assert other.faults() == []
    assert "that was noted: it was written anew" in other.faults(str(told.head()))[0]


def test_acts_of_many_at_the_same_moment_come_one_after_another(
    ledger: Ledger, url: str, together: Callable[[Callable[[int], object]], object]
) -> None:
    issue = released(ledger)
    together(lambda number: Ledger(url).deliveries.claim(issue.id, f"person{number}@westmere.example", "mail"))
    assert ledger.faults() == []
    assert len(ledger.acts()) == 3 + 8


def test_a_corrected_issue_is_superseded_and_another_one_cannot_be_released_beside_it(ledger: Ledger) -> None:
    first = released(ledger)
    second = ledger.issues.add(an_issue(snapshot_id="later", corrects_id=first.id), 2, a_figure(13))
    ledger.issues.release(second.id, "the analyst")
    assert [(each.label, each.state) for each in ledger.issues.of()] == [
        ("2026-10/1", "superseded"),
        ("2026-10/2", "released"),
    ]
    assert ledger.issues.get(first.id).reason == "by 2026-10/2: late records"
    assert ledger.faults() == []


def forge(url: str, change: str, *, without_triggers: bool = False) -> None:
    with create_engine(url, poolclass=NullPool).begin() as connection:
        for trigger, table in TRIGGERS.items() if without_triggers else ():
            on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
            connection.execute(text(f"DROP TRIGGER {trigger}{on}"))
        connection.execute(text(change))

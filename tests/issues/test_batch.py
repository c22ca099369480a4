"""Issues of teams in the ledger: each a series of its own, all of a period one batch."""

from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from reports.issues import Batch, Issue, IssueState, Ledger, State, folded
from reports.series import series
from tests.issues.making import DIRECTOR, a_figure, an_issue
from tests.issues.test_ledger import upgrade_to

REPORT = "team_oversight"
GUID = "3F2504E0-4F89-41D3-9A0C-0305E82C3301"
LONG = "T" * 200


def made(ledger: Ledger, team: str, period: str = "2026-10", snapshot_id: str = "abc") -> Issue:
    new = replace(an_issue(period, snapshot_id), report=series(REPORT, team))
    version = ledger.issues.next_version(new.report, period)
    return ledger.issues.add(new, version, a_figure(12))


def out(ledger: Ledger, team: str, period: str = "2026-10") -> Issue:
    return ledger.issues.release(made(ledger, team, period).id, "policy")


def test_each_team_has_versions_and_a_released_issue_of_its_own(ledger: Ledger) -> None:
    first = out(ledger, "T001")
    second = out(ledger, "T002")
    assert [first.name, second.name] == ["team_oversight:T001 2026-10/1", "team_oversight:T002 2026-10/1"]
    assert made(ledger, "T001", snapshot_id="later").label == "2026-10/2"
    assert ledger.issues.released(series(REPORT, "T002"), "2026-10") == second
    assert ledger.issues.released(REPORT, "2026-10") is None
    assert ledger.faults() == []


def test_a_report_of_teams_is_that_of_every_team_and_a_series_of_one_alone(ledger: Ledger) -> None:
    """A team's id may begin with all of another's series."""
    for team in ("T001", "T001:A", "T002"):
        out(ledger, team)
    ledger.issues.add(an_issue(), 1, a_figure(1))
    assert [issue.team for issue in ledger.issues.of(REPORT)] == ["T001", "T001:A", "T002"]
    assert [issue.team for issue in ledger.issues.of(series(REPORT, "T001"))] == ["T001"]
    assert [issue.team for issue in ledger.issues.latest(REPORT, most=2)] == ["T002", "T001:A"]
    assert ledger.issues.latest_batches(REPORT, most=9) == {3: "2026-10"}


@pytest.mark.parametrize("team", [GUID, LONG, "North 'n' South; --"])
def test_an_id_may_be_long_and_have_any_sign(ledger: Ledger, team: str) -> None:
    issue = out(ledger, team)
    assert ledger.issues.get(issue.id).team == team
    claim = ledger.deliveries.claim(issue.id, DIRECTOR, "mail")
    ledger.deliveries.record(claim.delivery, State.SENT)
    assert ledger.faults() == []


def test_an_older_ledger_takes_long_names_too_and_still_refuses_to_change_what_was_released(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        upgrade_to(connection, "0005")
    ledger = Ledger(url)
    ledger.migrate()
    issue = out(ledger, LONG)
    with pytest.raises(DatabaseError, match="does not change"), engine.begin() as connection:
        connection.execute(text("UPDATE issue SET report = 'team_oversight:other'"))
    assert ledger.issues.get(issue.id).team == LONG


def test_a_batch_counts_of_each_team_what_is_released_or_else_the_latest(ledger: Ledger) -> None:
    for team in ("T001", "T002"):
        out(ledger, team)
    made(ledger, "T001", snapshot_id="later")  # a correction that nobody has released
    ledger.issues.hold(replace(an_issue(), report=series(REPORT, "T003")), "it is stale")
    out(ledger, "T001", "2026-09")
    batch = Batch(REPORT, "2026-10", ledger.issues.of(REPORT, "2026-10"))
    assert [(issue.team, issue.label) for issue in batch.current] == [
        ("T001", "2026-10/1"),
        ("T002", "2026-10/1"),
        ("T003", "2026-10/held"),
    ]
    assert (batch.name, batch.said) == ("team_oversight 2026-10", "3 issues, 2 released, 1 held")
    assert ledger.issues.latest_batches(REPORT, most=9) == {5: "2026-09", 4: "2026-10"}
    assert ledger.issues.latest_batches(REPORT, IssueState.HELD, most=9) == {4: "2026-10"}
    assert ledger.issues.latest_batches(REPORT, before=5, most=9) == {4: "2026-10"}


def test_a_list_has_a_batch_where_its_latest_issue_is(ledger: Ledger) -> None:
    out(ledger, "T001")
    alone = ledger.issues.add(an_issue(), 1, a_figure(1))
    out(ledger, "T002")
    assert [each.name for each in folded(ledger.issues.of())] == [alone.name, "team_oversight 2026-10"]


def test_what_was_held_for_all_teams_is_done_with_when_one_is_released(ledger: Ledger) -> None:
    """Wrong settings hold the report before any team is known."""
    held = ledger.issues.hold(replace(an_issue(snapshot_id=""), report=REPORT), "recipients.yaml: no sender")
    assert Batch(REPORT, "2026-10", ledger.issues.of(REPORT)).said == "1 issue, 1 held"
    out(ledger, "T001")
    assert ledger.issues.get(held.id).state is IssueState.SUPERSEDED
    assert Batch(REPORT, "2026-10", ledger.issues.of(REPORT)).said == "1 issue, 1 released"

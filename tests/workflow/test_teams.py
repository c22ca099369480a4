"""A burst: each team's issue to its own people, once; a team that fails stops no other and is named."""

from contextlib import closing

import pytest

from reports.errors import DeliveryIncomplete, MailServerAway, RenderError, SettingsError
from reports.issues import IssueState
from reports.series import series
from reports.workflow import burst
from reports.workflow.issue import render
from reports.workflow.people import recipients
from reports.workflow.release import approve, release
from reports.workflow.teams import REPORT, close_batch, deliver, in_groups, teams_to_issue, waiting
from tests.teams import MONTH, Teams, issue_batch, manager, people

TEAMS = ["T001", "T002", "T003"]
WRONG = "---\nauthor: A. Green\ndate: 2024-11-04\n---\n# The weather\n\nRain.\n"
OPERATORS = "operators@westmere.example"


def readers(authority: Teams) -> list[str]:
    return sorted(to for to, _ in authority.received() if to != OPERATORS)


def told(authority: Teams) -> list[str]:
    """What the operators were told."""
    mails = [mail for mail in authority.mailbox.mails if mail["To"] == OPERATORS]
    return [mail.get_body(("plain",)).get_content() for mail in mails]


def test_each_teams_people_get_their_teams_issue_once_however_often_it_is_done(authority: Teams) -> None:
    for _ in range(2):
        assert issue_batch(authority.place, authority.snapshot) == f"{REPORT} {MONTH}: 3 of 3 teams have their issue"
    assert readers(authority) == [manager(team) for team in TEAMS]
    assert authority.batch.said == "3 issues, 3 released"
    for to, subject in (mail for mail in authority.received() if mail[0] != OPERATORS):
        issue = next(each for each in authority.batch.current if manager(each.team) == to)
        assert subject == f"Team oversight, {issue.team_shown}, October 2024 (issue {MONTH}/1)"
    assert close_batch(authority.place, MONTH, TEAMS) == f"{REPORT} {MONTH}: 3 of 3 teams have their issue"


def test_the_steps_of_a_team_are_done_for_that_team_alone(authority: Teams) -> None:
    assert len(recipients(authority.place, REPORT)) == 3
    assert teams_to_issue(authority.place, authority.snapshot) == TEAMS
    issue = render(authority.place, series(REPORT, "T002"), authority.snapshot)
    assert release(authority.place, issue, late=False) is None
    assert deliver(authority.place, issue) == f"{REPORT}:T002 {MONTH}/1: 1 of 1 have it"
    with pytest.raises(DeliveryIncomplete, match="1 of 3 teams have their issue; T001: nothing has been made; T003"):
        close_batch(authority.place, MONTH, TEAMS)


def test_a_manager_of_two_teams_gets_each_ones_issue(authority: Teams) -> None:
    authority.settings("recipients", people("T001", T002=manager("T001")))
    issue_batch(authority.place, authority.snapshot)
    assert readers(authority) == [manager("T001")] * 2
    assert len({subject for _, subject in authority.received()} - {""}) >= 2


def test_a_team_that_fails_stops_no_other_and_is_named_and_done_once_it_is_mended(authority: Teams) -> None:
    authority.commentary("T002", WRONG)
    with pytest.raises(DeliveryIncomplete, match="2 of 3 teams have their issue; T002: nothing has been made"):
        issue_batch(authority.place, authority.snapshot)
    assert readers(authority) == [manager("T001"), manager("T003")]
    authority.commentary("T002", WRONG.replace("The weather", "Workers"))
    issue_batch(authority.place, authority.snapshot)
    assert readers(authority) == [manager(team) for team in TEAMS]


def test_a_reader_who_is_refused_is_nobody_elses_trouble(authority: Teams) -> None:
    """Of a team's two people one is refused; the second try reaches that one alone."""
    deputy = "{name: Deputy, email: deputy@westmere.example}"
    first = f"{manager('T001')}}}"
    authority.settings("recipients", people("T001", "T002").replace(first, f"{first}, {deputy}"))
    authority.mailbox.misbehaviour.at_recipient[manager("T001")] = ["550 no such user"]
    with pytest.raises(
        DeliveryIncomplete, match=r"1 of 2 teams have their issue; T001: .* 1 refused, 1 sent"
    ) as failed:
        issue_batch(authority.place, authority.snapshot)
    assert manager("T001") not in str(failed.value)
    assert readers(authority) == ["deputy@westmere.example", manager("T002")]
    with pytest.raises(DeliveryIncomplete, match="T001: issue 2024-10/1 is released, and of its deliveries are"):
        close_batch(authority.place, MONTH, ["T001", "T002"])
    issue_batch(authority.place, authority.snapshot)
    assert readers(authority).count(manager("T001")) == 1
    assert len(readers(authority)) == 3


def test_a_fault_of_ours_stops_no_other_team_and_quotes_nothing(
    authority: Teams, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(place: object, issue: int) -> str:
        if next(each for each in authority.batch.current if each.id == issue).team == "T002":
            raise KeyError("a child's name")
        return deliver(authority.place, issue)

    monkeypatch.setattr(burst, "deliver", fail)
    with pytest.raises(DeliveryIncomplete) as failed:
        burst.issue_to_each(authority.place, authority.snapshot, TEAMS, late=False)
    assert str(failed.value) == f"{REPORT} {MONTH}: 2 of 3 teams are done; T002: KeyError; the task's log has it"
    assert readers(authority) == [manager("T001"), manager("T003")]


def test_what_waiting_may_heal_is_told_when_every_team_was_tried(authority: Teams) -> None:
    authority.commentary("T001", WRONG)
    authority.mailbox.misbehaviour.at_recipient[manager("T002")] = ["451 later"]
    with pytest.raises(MailServerAway, match="451 later"):
        burst.issue_to_each(authority.place, authority.snapshot, TEAMS, late=False)
    assert readers(authority) == [manager("T003")]
    with pytest.raises(DeliveryIncomplete, match=r"2 of 3 teams are done; T001: .*The weather"):
        burst.issue_to_each(authority.place, authority.snapshot, TEAMS, late=False)
    assert readers(authority) == [manager("T002"), manager("T003")]


def test_a_task_issues_to_so_many_teams() -> None:
    teams = [f"T{number:03}" for number in range(1, 44)]
    groups = in_groups(teams)
    assert [len(group) for group in groups] == [20, 20, 3]
    assert [team for group in groups for team in group] == teams


def test_a_server_that_is_away_is_a_reason_to_try_again(authority: Teams) -> None:
    issue = render(authority.place, series(REPORT, "T001"), authority.snapshot)
    release(authority.place, issue, late=False)
    authority.mailbox.misbehaviour.at_recipient[manager("T001")] = ["451 later"]
    with pytest.raises(MailServerAway):
        deliver(authority.place, issue)
    assert deliver(authority.place, issue).endswith("1 of 1 have it")


def test_the_operators_are_told_once_of_teams_that_have_nobody_and_of_names_that_are_none(authority: Teams) -> None:
    authority.settings("recipients", people("T001", "T099"))
    for _ in range(2):
        assert teams_to_issue(authority.place, authority.snapshot) == ["T001"]
    (said,) = told(authority)
    assert "teams with open cases and nobody named: T002, T003" in said
    assert "no name that one team alone has: T099" in said
    assert "docs/operations.md#nobody" in said


def test_a_batch_for_nobody_is_an_error(authority: Teams) -> None:
    authority.settings("recipients", people("T099"))
    with pytest.raises(SettingsError, match="team_oversight goes to nobody; name the people of its teams"):
        teams_to_issue(authority.place, authority.snapshot)


def test_a_team_may_be_named_by_what_the_source_calls_it(authority: Teams) -> None:
    """The readers see another name; the issue remembers both, so that it can be sent again."""
    shown = issue_of(authority, "T001")
    authority.settings("recipients", people(**{shown.upper(): manager("T001")}))
    authority.settings("names", "teams: {T001: The first team}\n")
    issue_batch(authority.place, authority.snapshot)
    ((to, subject),) = [mail for mail in authority.received() if mail[0] != OPERATORS]
    assert (to, subject) == (manager("T001"), f"Team oversight, The first team, October 2024 (issue {MONTH}/1)")


def issue_of(authority: Teams, team: str) -> str:
    """Give what the source calls a team."""
    from reports.workflow.data import measured

    return measured(authority.place, authority.snapshot).teams[team].name


def test_what_waits_for_a_person_is_left_waiting_and_sent_when_it_is_released(authority: Teams) -> None:
    policy = "roles: {lead: [ada]}\nreports: {team_oversight: {release: approval, by: [lead]}}\n"
    authority.settings("release", policy)
    with pytest.raises(DeliveryIncomplete, match="T001: issue 2024-10/1 is awaiting release since"):
        issue_batch(authority.place, authority.snapshot, ["T001"])
    (issue,) = authority.batch.current
    assert (issue.state, readers(authority)) == (IssueState.AWAITING_RELEASE, [])
    assert waiting(authority.place, authority.snapshot, MONTH) == [("T001", issue.id)]
    assert waiting(authority.place, "another snapshot", MONTH) == []
    approve(authority.place, issue.id, "ada (Airflow)")
    assert waiting(authority.place, authority.snapshot, MONTH) == []
    assert issue_batch(authority.place, authority.snapshot, ["T001"]).endswith("1 of 1 teams have their issue")
    assert readers(authority) == [manager("T001")]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (REPORT, "made for one team: say which"),
        (f"{REPORT}:T099", "the data know no team of this id"),
        ("smt_overview:T001", "it is of no team"),
        ("annual_report", "there is no such report"),
    ],
)
def test_an_issue_is_of_a_team_that_the_data_know(authority: Teams, name: str, said: str) -> None:
    with pytest.raises(RenderError, match=said):
        render(authority.place, name, authority.snapshot)
    with closing(authority.ledger) as ledger:
        assert ledger.issues.of() == []

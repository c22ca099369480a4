"""A batch of issues, and those of its teams, at the command line."""

import json
from contextlib import closing
from dataclasses import replace

import pytest

from reports.issues import State
from reports.series import series
from tests.commands.conftest import Command
from tests.issued import RECIPIENTS, World
from tests.issues.making import a_figure, an_issue

REPORT, MONTH = "team_oversight", "2024-10"
TEAMS = """
teams:
  T001: [{name: M, email: m0@westmere.example}]
  T 2: [{name: M, email: m1@westmere.example}]
"""


@pytest.fixture
def batch(world: World) -> World:
    """Of two teams one has its issue, and one is held."""
    world.settings("recipients", RECIPIENTS + TEAMS)
    with closing(world.ledger) as ledger:
        new = replace(an_issue(MONTH), report=series(REPORT, "T001"), title="Team oversight, North, October 2024")
        issue = ledger.issues.release(ledger.issues.add(new, 1, a_figure(1)).id, "policy")
        claim = ledger.deliveries.claim(issue.id, "m0@westmere.example", "mail")
        ledger.deliveries.record(claim.delivery, State.SENT)
        ledger.issues.hold(replace(an_issue(MONTH), report=series(REPORT, "T 2")), "it is stale")
    return world


def test_a_batch_is_one_line_of_the_list_that_says_how_it_is_opened(batch: World, command: Command) -> None:
    lines = command("issues", "list").out.splitlines()
    assert [line.split("  ")[0] for line in lines[1:]] == ["lead_member 2024-10/1", "team_oversight 2024-10", ""]
    assert lines[2].endswith("1 of 1")
    opens = "lineofsight issues list --report team_oversight --period 2024-10"
    assert lines[3] == f"    2 issues, 1 held, 1 released: {opens}"
    opened = command(*opens.split()[1:]).out.splitlines()
    assert [line.split("  ")[0] for line in opened[1:]] == [
        "team_oversight:T001 2024-10/1",
        "'team_oversight:T 2' 2024-10/held",
        "",
    ]
    assert [each["report"] for each in json.loads(command("issues", "list", "--json").out)] == [
        "lead_member",
        "team_oversight:T001",
        "team_oversight:T 2",
    ]


def test_an_issue_of_a_team_is_found_by_the_name_that_the_list_gives_it(batch: World, command: Command) -> None:
    shown = command("issues", "show", "team_oversight:T001", "2024-10/1")
    assert shown.out.startswith("Team oversight, North, October 2024: issue team_oversight:T001 2024-10/1")
    assert "m0@westmere.example" in shown.out
    assert command("issues", "show", "team_oversight:T 2", "2024-10").code == 0
    assert "team_oversight:T001 2024-10/1" in command("deliveries", "list").out
    rejected = command("issues", "reject", "team_oversight:T 2", "2024-10", "--reason", "next week")
    assert rejected.out == "'team_oversight:T 2' 2024-10/held: rejected\n"


@pytest.mark.parametrize("act", [("show",), ("reject", "--reason", "w"), ("correct", "--reason", "w")])
def test_of_a_report_of_teams_the_team_is_to_be_named(batch: World, command: Command, act: tuple[str, ...]) -> None:
    said = command("issues", act[0], REPORT, MONTH, *act[1:])
    assert (said.code, said.out) == (2, "")
    assert "say which, as in team_oversight:T012" in said.err
    assert len(said.err.splitlines()) == 1


def test_the_heartbeat_counts_the_teams_that_have_not_got_theirs(batch: World, command: Command) -> None:
    said = command("status", "--as-at", "2124-11-20T06:00")
    assert "late: 2124-10: nothing has been made yet" in said.out

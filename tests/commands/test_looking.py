"""Looking at what was issued: list, show, deliveries, the audit trail. Nothing changes."""

import json
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest

from reports.issues import State
from tests.commands.conftest import Command
from tests.issued import CLERK, MEMBER, MONTH, REPORT, World

READERS = 2


def test_the_list_says_how_far_each_issue_has_come_and_how_many_have_it(command: Command) -> None:
    head, line = command("issues", "list").out.splitlines()
    assert head.split() == ["issue", "state", "since", "by", "delivered"]
    assert line.startswith("lead_member 2024-10/1  released  ")
    assert line.endswith("line of sight  2 of 2")
    assert command("issues", "list", "--report", REPORT, "--period", MONTH).out.splitlines() == [head, line]
    for nothing in (("--report", "smt_overview"), ("--period", "2024-09")):
        assert len(command("issues", "list", *nothing).out.splitlines()) == 1


def test_a_reader_who_was_added_since_or_was_not_reached_is_counted(world: World, command: Command) -> None:
    recipients = (world.folder / "config" / "recipients.yaml").read_text()
    world.settings("recipients", recipients + "    - {name: Deputy, email: deputy@westmere.example}\n")
    assert command("issues", "list").out.splitlines()[1].endswith("2 of 3")


def test_programs_get_json(command: Command) -> None:
    (listed,) = json.loads(command("issues", "list", "--json").out)
    assert (listed["report"], listed["label"], listed["state"]) == (REPORT, "2024-10/1", "released")
    assert (listed["delivered"], listed["recipients"]) == (READERS, READERS)
    shown = json.loads(command("issues", "show", REPORT, MONTH, "--json").out)
    assert shown["snapshot_id"].isalnum()
    assert [each["state"] for each in shown["deliveries"]] == ["sent", "sent"]
    assert shown["acts"][0]["act"] == "rendered"
    assert [each["issue"] for each in json.loads(command("deliveries", "list", "--json").out)] == [
        "lead_member 2024-10/1"
    ] * READERS
    assert json.loads(command("audit", "list", "--json").out)[-1]["act"] == "delivery sent"


def test_an_issue_is_shown_with_its_data_its_files_its_readers_and_every_act(world: World, command: Command) -> None:
    shown = command("issues", "show", REPORT, "2024-10/1").out
    issue = world.issue()
    assert shown.startswith("Lead Member report, October 2024: issue lead_member 2024-10/1\nstate ")
    for part in (issue.snapshot_id, issue.settings_hash, issue.code_version, MEMBER, CLERK, "delivery claimed"):
        assert part in shown
    for entry in (*issue.files.values(), *issue.inputs["files"].values()):
        assert str(entry["sha256"]) in shown
    assert max(map(len, shown.splitlines())) <= 110


def test_words_of_others_cannot_steer_the_terminal(world: World, command: Command) -> None:
    with closing(world.ledger) as ledger:
        ledger.issues.withdraw(1, "somebody", "line one\nline two \x1b[2J\x07[bold]")
    for asked in (("issues", "list"), ("issues", "show", REPORT, MONTH), ("audit", "list")):
        said = command(*asked).out
        assert "line one line two [2J [bold]" in said
        assert "\x1b" not in said


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("2024-10/3", "lead_member 2024-10/3: there is no such issue; of 2024-10 there are: 2024-10/1"),
        ("2024-09", "of 2024-09 there are: none"),
        ("October", "neither a month (2026-10) nor a week"),
    ],
)
def test_an_issue_that_is_not_there_is_said_with_those_that_are(command: Command, label: str, said: str) -> None:
    answer = command("issues", "show", REPORT, label)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert len(answer.err.splitlines()) == 1


def test_only_what_a_person_must_look_at_is_unresolved(world: World, command: Command) -> None:
    assert len(command("deliveries", "list", "--unresolved").out.splitlines()) == 1
    with closing(world.ledger) as ledger:
        claim = ledger.deliveries.claim(1, CLERK, "mail", again="asked for it")
        ledger.deliveries.record(claim.delivery, State.UNCERTAIN, "the connection broke")
    _, line, why = command("deliveries", "list", "--unresolved").out.splitlines()
    assert line.split()[:4] == ["2", "lead_member", "2024-10/1", CLERK]
    assert why == "    the connection broke"


def test_an_unbroken_trail_is_said_with_its_head_and_a_head_that_was_noted_is_found_in_it(command: Command) -> None:
    first = command("audit", "verify")
    assert (first.code, first.err) == (0, "")
    assert first.out.startswith("7 acts, unbroken; head 7:")
    noted = first.out.split()[4]
    assert command("audit", "verify", "--head", noted).code == 0
    other = command("audit", "verify", "--head", "7:" + "0" * 64)
    assert other.code == 1
    assert "was noted: it was written anew" in other.out


def test_a_line_tells_of_each_thing_that_was_changed_behind_the_trail(world: World, command: Command) -> None:
    with closing(connect(world.folder / "ledger.db")) as database:
        database.execute("UPDATE delivery SET recipient = 'other@westmere.example' WHERE id = 1")
        database.commit()
    answer = command("audit", "verify")
    assert (answer.code, answer.out) == (1, "delivery 1 was changed since act 5\n")
    with closing(connect(world.folder / "ledger.db")) as database:
        database.execute(f"UPDATE delivery SET recipient = '{MEMBER}' WHERE id = 1")
        database.commit()


WRONG = [
    (["issues", "list", "--ledger", "sqlite:///{folder}/none.db"], "there is no SQLite database at {folder}/none.db"),
    (["issues", "list", "--ledger", "nosuch://a/b"], "not a usable database URL"),
    (["issues", "list", "--ledger", "postgresql+psycopg://u:se@c:r3t@127.0.0.1/x"], "not a usable database URL"),
    (["issues", "list", "--ledger", "postgresql+psycopg://u:s3cr3t@127.0.0.1:1/x"], "ledger: "),
    (["issues", "list", "--config", "{folder}/none"], "{folder}/none"),
    (["issues", "show", "annual_report", "2024-10"], "annual_report"),
    (["issues", "resend", "lead_member", "2024-10"], "--reason"),
    (["issues", "resend", "lead_member", "2024-10", "--reason", " "], "--reason: say why"),
    (["issues", "withdraw", "lead_member", "2024-10", "--reason", "w", "--mail-server", "smtp://u:s3cr3t@h"], "mailto"),
    (["issues", "release", "lead_member", "2024-10", "--reason", "w", "--archive", "nosuch://a"], "nosuch://a"),
    (["issues", "correct", "lead_member", "2024-09", "--reason", "w"], "only a released issue can be corrected"),
    (["deliveries", "resolve", "9", "--arrived", "--reason", "w"], "there is no delivery 9"),
    (["deliveries", "resolve", "1", "--reason", "w"], "one of --arrived, --send-again and --give-up"),
    (["deliveries", "resolve", "1", "--arrived", "--send-again", "--reason", "w"], "one of --arrived, --send-again"),
    (["deliveries", "resolve", "1", "--arrived", "--reason", "w"], "only one that is uncertain can be settled"),
    (["deliveries", "resolve", "1", "--give-up", "--reason", "w"], "only one that is refused can be settled"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=[" ".join(arguments) for arguments, _ in WRONG])
def test_what_is_wrong_is_one_line_without_a_password_and_changes_nothing(
    command: Command, world: World, tmp_path: Path, arguments: list[str], said: str
) -> None:
    answer = command(*(each.format(folder=tmp_path) for each in arguments))
    assert (answer.code, answer.out) == (2, "")
    assert said.format(folder=tmp_path) in answer.err
    assert len(answer.err.splitlines()) == 1
    assert not any(secret in answer.err for secret in ("s3cr3t", "r3t@"))
    with closing(world.ledger) as ledger:
        assert len(ledger.acts()) == 7
    assert world.received() == []

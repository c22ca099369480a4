"""A report of which each team gets an issue of its own, run on a real source and a real mail server."""

from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from reports.demo.mailbox import Mailbox
from reports.resources import CONFIG

pytestmark = pytest.mark.usefixtures("authority", "mailbox", "without_deadlines")
RECIPIENTS = """
allowed_domains: [westmere.example]
sender: reports@westmere.example
teams:
  T001: [{name: A manager, email: one@westmere.example}]
  T002: [{name: A manager, email: two@westmere.example}, {name: A deputy, email: deputy@westmere.example}]
  T003: [{name: A manager, email: three@westmere.example}]
"""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the settings, with people named for three teams and for nothing else."""
    copytree(CONFIG, tmp_path / "config")
    (tmp_path / "config" / "recipients.yaml").write_text(RECIPIENTS)
    monkeypatch.setenv("LINEOFSIGHT_CONFIG", str(tmp_path / "config"))
    return tmp_path / "config"


def states(run: Any) -> dict[tuple[str, str | None], str]:
    """The state of each task, by its name and its team."""
    return {(task.task_id, task.rendered_map_index): task.state for task in run.get_task_instances()}


def told(mailbox: Mailbox, before: int) -> list[tuple[str, str]]:
    """The subject and text of each message that the operators had."""
    mails = [mail for mail in mailbox.mails[before:] if not mail["X-Report-Issue"]]
    return [(mail["Subject"], mail.get_body(("plain",)).get_content()) for mail in mails]


def readers(mailbox: Mailbox, before: int) -> list[str]:
    """Who had a report, once for each mail."""
    return sorted(mail["To"].partition("@")[0] for mail in mailbox.mails[before:] if mail["X-Report-Issue"])


def test_a_team_that_fails_stops_no_other_and_is_told_of_once(
    dags: dict[str, Any], settings: Path, mailbox: Mailbox
) -> None:
    figures = dags["monthly_figures"].test(run_conf={"period": "2026-10", "as_at": "2026-11-23T06:00:00Z"})
    assert figures.state == "success"
    before = len(mailbox.mails)
    mailbox.misbehaviour.at_recipient["two@westmere.example"] = ["550 no such user"]
    run = dags["team_oversight"].test(run_conf={"period": "2026-10"})
    mailbox.misbehaviour.at_recipient.clear()
    assert run.state == "failed"
    found = states(run)
    assert (found["issues", "T001 to T003"], found["waiting", None], found["release", None]) == (
        "failed", "success", "skipped",
    )  # fmt: skip
    (nobody, _), (failed, text) = told(mailbox, before)
    assert nobody == "Line of Sight: team_oversight 2026-10: teams whose people nobody has named"
    assert failed == "Line of Sight: team_oversight 2026-10 has failed"
    assert "2 of 3 teams have their issue; T002: " in text
    assert readers(mailbox, before) == ["deputy", "one", "three"]

    assert dags["team_oversight"].test(run_conf={"period": "2026-10"}).state == "success"
    assert readers(mailbox, before) == ["deputy", "one", "three", "two"]
    assert len(told(mailbox, before)) == 2


@pytest.mark.parametrize(
    ("report", "says"),
    [
        ("team_oversight", "recipients.yaml: team_oversight goes to nobody; name the people of its teams"),
        ("smt_overview", "recipients.yaml: smt_overview goes to nobody; name its recipients"),
    ],
)
def test_a_report_that_goes_to_nobody_says_so_once_and_is_not_made(
    dags: dict[str, Any], settings: Path, mailbox: Mailbox, report: str, says: str
) -> None:
    (settings / "recipients.yaml").write_text(RECIPIENTS.partition("teams:")[0])
    before = len(mailbox.mails)
    run = dags[report].test(run_conf={"period": "2026-10"})
    assert run.state == "failed"
    found = {task.task_id: task.state for task in run.get_task_instances()}
    made = "issues" if report == "team_oversight" else "render"
    assert (found["recipients"], found[made]) == ("failed", "upstream_failed")
    ((subject, text),) = told(mailbox, before)
    assert subject == f"Line of Sight: {report} 2026-10 has failed"
    assert says in text

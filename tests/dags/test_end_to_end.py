"""All four DAGs run on a real SQLite source and a real SMTP server; run again, they send nothing twice."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from reports.demo.mailbox import Mailbox
from reports.resources import CONFIG

pytestmark = pytest.mark.usefixtures("authority", "mailbox")
MONTH = {"period": "2026-10", "as_at": "2026-11-23T06:00:00Z"}
WEEK = {"period": "2026-11-18", "as_at": "2026-11-23T06:00:00Z"}


@pytest.fixture(scope="module", autouse=True)
def without_deadlines(dags: dict[str, Any]) -> Iterator[None]:
    """Take the deadlines off: `dag.test` of Airflow 3.3.2 cannot take them. tests/live has them."""
    kept = {name: dag.deadline for name, dag in dags.items()}
    for dag in dags.values():
        dag.deadline = None
    yield
    for name, dag in dags.items():
        dag.deadline = kept[name]


@pytest.fixture(scope="module")
def monthly_figures(dags: dict[str, Any], authority: None) -> Any:
    return dags["monthly_figures"].test(run_conf=MONTH)


def tasks(run: Any) -> dict[tuple[str, int], str]:
    return {(task.task_id, task.map_index): task.state for task in run.get_task_instances()}


def subjects(mailbox: Mailbox, report: str) -> list[str]:
    return [mail["subject"] for mail in mailbox.mails if str(mail["X-Report-Issue"]).startswith(report)]


def test_the_monthly_figures_are_pulled_checked_measured_and_published(monthly_figures: Any) -> None:
    assert monthly_figures.state == "success"
    assert set(tasks(monthly_figures).values()) == {"success"}


@pytest.mark.parametrize(
    ("report", "conf", "subject", "people"),
    [
        ("smt_overview", {"period": "2026-10"}, "SMT overview, October 2026 (issue 2026-10/1)", 3),
        ("lead_member", {"period": "2026-10"}, "Lead Member report, October 2026 (issue 2026-10/1)", 1),
        (
            "return_interviews",
            WEEK,
            "Return interviews, week of 16 November 2026 (issue 2026-11-16/1)",
            2,
        ),
    ],
)
def test_a_report_reaches_everyone_once_however_often_it_is_run(
    dags: dict[str, Any],
    monthly_figures: Any,
    mailbox: Mailbox,
    report: str,
    conf: dict[str, str],
    subject: str,
    people: int,
) -> None:
    first = dags[report].test(run_conf=conf)
    assert first.state == "success"
    assert [state for (task, _), state in tasks(first).items() if task == "deliver"] == ["success"] * people
    assert subjects(mailbox, report) == [subject] * people

    again = dags[report].test(run_conf=conf)
    assert again.state == "success"
    assert subjects(mailbox, report) == [subject] * people


def test_an_operator_sees_to_whom_each_delivery_goes(
    dags: dict[str, Any], monthly_figures: Any, mailbox: Mailbox
) -> None:
    run = dags["smt_overview"].test(run_conf={"period": "2026-10"})
    named = [task.rendered_map_index for task in run.get_task_instances() if task.task_id == "deliver"]
    assert sorted(named) == ["Assistant Director", "Director of Children's Services", "Head of Performance"]


def test_a_report_on_a_month_without_figures_says_so_and_sends_nothing(dags: dict[str, Any], mailbox: Mailbox) -> None:
    before = len(mailbox.mails)
    run = dags["smt_overview"].test(run_conf={"period": "2026-09"})
    assert run.state == "failed"
    assert tasks(run)["measured_snapshot", -1] == "failed"
    (alert,) = mailbox.mails[before:]
    assert alert["Subject"] == "Line of Sight: smt_overview 2026-09 has failed"


def test_a_gate_that_nobody_may_open_holds_a_report_on_data_that_are_three_weeks_old(
    dags: dict[str, Any], mailbox: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copytree(CONFIG, tmp_path / "config")
    (tmp_path / "config" / "gates.yaml").write_text("may_be_let_through: []\n")
    monkeypatch.setenv("LINEOFSIGHT_CONFIG", str(tmp_path / "config"))
    before = len(mailbox.mails)
    for _ in range(2):
        run = dags["return_interviews"].test(run_conf={"period": "2026-12-07", "as_at": "2026-12-14T06:00:00Z"})
        assert run.state == "failed"
        assert tasks(run)["check", -1] == "failed"
    (alert,) = mailbox.mails[before:]  # one message for one event
    assert alert["To"] == "operators@westmere.example"
    assert alert["Subject"] == "Line of Sight: return_interviews 2026-12-07 is held"
    assert "days before the data were pulled" in alert.get_body(("plain",)).get_content()

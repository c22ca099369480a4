"""The DAGs run on a real SQLite source and a real SMTP server; run again, they send nothing twice."""

from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from reports.demo.mailbox import Mailbox
from reports.periods import Period
from reports.resources import CONFIG

pytestmark = pytest.mark.usefixtures("authority", "mailbox", "without_deadlines")
AS_AT = {"as_at": "2026-11-23T06:00:00Z"}
PERIODS = {"weekly": "2026-11-18", "monthly": "2026-10", "quarterly": "2026-Q2", "yearly": "2025-26"}


@pytest.fixture(scope="module")
def figures(dags: dict[str, Any], authority: None, without_deadlines: None) -> dict[str, Any]:
    """The runs that make the figures of a week, a month, a quarter and a year."""
    return {each: dags[f"{each}_figures"].test(run_conf={"period": key, **AS_AT}) for each, key in PERIODS.items()}


def tasks(run: Any) -> dict[tuple[str, int], str]:
    return {(task.task_id, task.map_index): task.state for task in run.get_task_instances()}


def pulled(run: Any) -> str:
    """Give the snapshot that a run has made."""
    return next(task for task in run.get_task_instances() if task.task_id == "pull").xcom_pull(task_ids="pull")


def subjects(mailbox: Mailbox, report: str) -> list[str]:
    return [mail["subject"] for mail in mailbox.mails if str(mail["X-Report-Issue"]).startswith(report)]


@pytest.mark.parametrize("each", PERIODS)
def test_the_figures_of_a_period_are_pulled_checked_measured_and_published(figures: dict[str, Any], each: str) -> None:
    run = figures[each]
    assert run.state == "success"
    assert tasks(run) == {(task, -1): "success" for task in ("pull", "check", "measure", "publish")}


@pytest.mark.parametrize(
    ("report", "period", "subject", "people"),
    [
        ("smt_overview", "2026-10", "SMT overview, October 2026 (issue 2026-10/1)", 3),
        ("lead_member", "2026-10", "Lead Member report, October 2026 (issue 2026-10/1)", 1),
        ("return_interviews", "2026-11-18", "Return interviews, week of 16 November 2026 (issue 2026-11-16/1)", 2),
    ],
)
def test_a_report_reaches_everyone_once_however_often_it_is_run(
    dags: dict[str, Any],
    figures: dict[str, Any],
    mailbox: Mailbox,
    report: str,
    period: str,
    subject: str,
    people: int,
) -> None:
    first = dags[report].test(run_conf={"period": period})
    assert first.state == "success"
    assert [state for (task, _), state in tasks(first).items() if task == "deliver"] == ["success"] * people
    assert subjects(mailbox, report) == [subject] * people

    again = dags[report].test(run_conf={"period": period})
    assert again.state == "success"
    assert subjects(mailbox, report) == [subject] * people


def test_the_report_on_a_quarter_is_made_from_its_figures_and_sent(
    dags: dict[str, Any], figures: dict[str, Any], mailbox: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copytree(CONFIG, tmp_path / "config")
    (tmp_path / "config" / "recipients.yaml").write_text(
        "{allowed_domains: [westmere.example], sender: reports@westmere.example, reports: {child_protection_panel: "
        "[{name: The chair, email: chair@westmere.example}]}}"
    )
    monkeypatch.setenv("LINEOFSIGHT_CONFIG", str(tmp_path / "config"))
    assert dags["child_protection_panel"].test(run_conf={"period": "2026-Q2"}).state == "success"
    said = "Child Protection Panel, July to September 2026 (issue 2026-Q2/1)"
    assert subjects(mailbox, "child_protection_panel") == [said]


def test_an_operator_sees_to_whom_each_delivery_goes(
    dags: dict[str, Any], figures: dict[str, Any], mailbox: Mailbox
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


def test_a_gate_that_nobody_may_open_holds_the_reports_on_data_that_are_three_weeks_old(
    dags: dict[str, Any], mailbox: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copytree(CONFIG, tmp_path / "config")
    (tmp_path / "config" / "gates.yaml").write_text("may_be_let_through: []\n")
    monkeypatch.setenv("LINEOFSIGHT_CONFIG", str(tmp_path / "config"))
    before = len(mailbox.mails)
    for _ in range(2):
        run = dags["weekly_figures"].test(run_conf={"period": "2026-12-07", "as_at": "2026-12-14T06:00:00Z"})
        assert run.state == "failed"
        assert tasks(run)["check", -1] == "failed"
        assert tasks(run)["publish", -1] == "upstream_failed"  # no report begins
    (alert,) = mailbox.mails[before:]  # one message for one event
    assert alert["To"] == "operators@westmere.example"
    assert alert["Subject"] == "Line of Sight: weekly_figures 2026-12-07 is held"
    assert "days before the data were pulled" in alert.get_body(("plain",)).get_content()


def test_the_reports_that_wait_are_told_of_the_period_and_the_snapshot(figures: dict[str, Any]) -> None:
    from airflow.models.asset import AssetEvent
    from airflow.utils.session import create_session
    from sqlalchemy import select

    with create_session() as session:
        events = {event.source_run_id: event for event in session.scalars(select(AssetEvent))}
    for each, run in figures.items():
        event = events[run.run_id]
        assert (event.source_dag_id, event.partition_key) == (f"{each}_figures", Period.parse(PERIODS[each]).key)
        assert event.extra == {"snapshot": pulled(run), "late": False}

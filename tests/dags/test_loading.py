"""What holds for every DAG: it loads, and says whose it is, what it is for and how long it may take."""

from typing import Any

import pytest

DAGS = ["correction", "lead_member", "monthly_figures", "return_interviews", "send_by_hand", "smt_overview"]


def test_these_are_the_dags(dags: dict[str, Any]) -> None:
    assert sorted(dags) == DAGS


@pytest.mark.parametrize("name", DAGS)
def test_a_dag_says_what_it_is_for(dags: dict[str, Any], name: str) -> None:
    dag = dags[name]
    assert "line-of-sight" in dag.tags
    assert dag.description
    for part in ("**Makes**", "**When**", "**For**", "**When it is red**"):
        assert part in dag.doc_md


@pytest.mark.parametrize("name", DAGS)
def test_its_page_helps_with_every_step_that_can_fail(dags: dict[str, Any], name: str) -> None:
    dag = dags[name]
    helped = {task for task in dag.task_ids if f"| `{task}` |" in dag.doc_md}
    assert set(dag.task_ids) - helped <= {"publish", "pull", "check", "measure"}
    assert "pull" not in dag.task_ids or {"pull", "check"} <= helped


@pytest.mark.parametrize("name", DAGS)
def test_every_task_has_an_owner_a_time_limit_and_tries_again_only_where_waiting_heals(
    dags: dict[str, Any], name: str
) -> None:
    from airflow.sdk import RetryAction

    from reports.errors import (
        DeliveryUncertain,
        GateHeld,
        MailServerAway,
        SettingsError,
        SourceContractError,
        SourceError,
    )

    for task in dags[name].tasks:
        assert task.owner == "performance"
        assert task.execution_timeout
        assert task.retries > 0
        assert task.retry_exponential_backoff > 1
        policy = task.partial_kwargs["retry_policy"] if task.is_mapped else task.retry_policy
        for healed in (SourceError, MailServerAway):
            assert policy.evaluate(healed("away"), 1, 6).action is RetryAction.RETRY
        for fault in (SourceContractError, SettingsError, GateHeld, DeliveryUncertain, ValueError):
            assert policy.evaluate(fault("wrong"), 1, 6).action is RetryAction.FAIL


def test_each_recipient_has_a_task_that_shows_the_name(dags: dict[str, Any]) -> None:
    for name in ("lead_member", "return_interviews", "smt_overview"):
        assert dags[name].get_task("deliver").partial_kwargs["map_index_template"] == "{{ recipient_name }}"


def test_settings_are_read_before_anything_is_pulled_or_rendered(dags: dict[str, Any]) -> None:
    for name, first in (("lead_member", "render"), ("smt_overview", "render"), ("return_interviews", "pull")):
        assert "recipients" in dags[name].get_task(first).upstream_task_ids


def test_both_monthly_reports_wait_for_the_monthly_figures(dags: dict[str, Any]) -> None:
    asset = dags["monthly_figures"].get_task("publish").outlets[0]
    for name in ("lead_member", "smt_overview"):
        assert dags[name].timetable.asset_condition == asset


def test_a_report_is_late_though_its_own_run_never_began(dags: dict[str, Any]) -> None:
    """Both monthly reports wait for their figures: a run of those that is stuck has their deadlines too."""
    due = {name: {deadline.reference.report for deadline in dags[name].deadline or []} for name in DAGS}
    assert due == {
        "correction": set(),
        "send_by_hand": set(),
        "lead_member": {"lead_member"},
        "monthly_figures": {"lead_member", "smt_overview"},
        "return_interviews": {"return_interviews"},
        "smt_overview": {"smt_overview"},
    }


@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [
        ("monthly_figures", ["2026-13", "2026-10-01", "October", "2026-W47", 202610], "2026-10"),
        ("smt_overview", ["2026-00", "26-10"], "2026-02"),
        ("lead_member", ["2026-27"], "2026-12"),
        ("return_interviews", ["2026-10", "2026-02-30", "16/11/2026"], "2026-11-19"),
    ],
)
def test_the_form_takes_a_period_or_nothing(dags: dict[str, Any], name: str, wrong: list[Any], right: str) -> None:
    from airflow.sdk.exceptions import ParamValidationError

    params = dags[name].params
    assert params.dump()["period"] is None
    assert params.get_param("period").resolve(right) == right
    for value in wrong:
        with pytest.raises(ParamValidationError):
            params.get_param("period").resolve(value)

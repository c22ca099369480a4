"""What holds for every DAG: it loads, and says whose it is, what it is for and how long it may take."""

from pathlib import Path
from typing import Any

import pytest

from reports.documents.catalogue import entry_of
from reports.periods import EXAMPLES, Kind
from reports.policy import FIGURES_OF, KIND_OF
from reports.section import ReportName
from reports.settings import load

ROOT = Path(__file__).parents[2]
REPORTS = [report.value for report in KIND_OF]
DAGS = sorted([*REPORTS, *FIGURES_OF.values(), "correction", "send_by_hand"])


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


def test_every_report_has_a_kind_of_period_a_dag_and_a_deadline_of_its_own() -> None:
    assert set(KIND_OF) == set(ReportName) == set(load().release.reports)


@pytest.mark.parametrize("name", REPORTS)
def test_a_dag_is_called_as_its_report_is(dags: dict[str, Any], name: str) -> None:
    assert dags[name].dag_display_name == entry_of(name).title


@pytest.mark.parametrize("name", REPORTS)
def test_each_recipient_has_a_task_that_shows_whose_it_is(dags: dict[str, Any], name: str) -> None:
    if name == "team_oversight":  # twenty teams have one together; each has its own where a person releases
        templates = {task.task_id: task.map_index_template for task in dags[name].task_dict["deliver"].task_group}
        assert templates == {"release": "{{ task.team }}", "deliver": "{{ task.op_kwargs.team }}"}
        shown = dags[name].get_task("issues").partial_kwargs["map_index_template"]
        assert shown == "{{ task.op_kwargs.teams | first }} to {{ task.op_kwargs.teams | last }}"
    else:
        assert dags[name].get_task("deliver").partial_kwargs["map_index_template"] == "{{ recipient_name }}"


@pytest.mark.parametrize("name", REPORTS)
def test_settings_are_read_before_anything_is_rendered(dags: dict[str, Any], name: str) -> None:
    made = dags[name].get_task("issues" if name == "team_oversight" else "render")
    assert "recipients" in made.get_flat_relative_ids(upstream=True)


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_waits_for_the_figures_of_its_kind_of_period(dags: dict[str, Any], name: str) -> None:
    (asset,) = dags[FIGURES_OF[KIND_OF[ReportName(name)]]].get_task("publish").outlets
    assert dags[name].timetable.asset_condition == asset
    assert "pull" not in dags[name].task_ids


def test_a_report_is_late_though_its_own_run_never_began(dags: dict[str, Any]) -> None:
    """Reports wait for their figures: a run of those that is stuck has their deadlines too."""
    due = {name: {deadline.reference.report for deadline in dags[name].deadline or []} for name in DAGS}
    of_kind = {FIGURES_OF[kind]: {report.value for report, of in KIND_OF.items() if of is kind} for kind in FIGURES_OF}
    assert due == {name: {name} for name in REPORTS} | of_kind | {"correction": set(), "send_by_hand": set()}
    assert of_kind["weekly_figures"] == {"return_interviews", "first_response"}


def test_a_new_dag_arrives_paused_where_an_authority_upgrades(dags: dict[str, Any]) -> None:
    """But for the two that only a person starts. Airflow's own default holds: nothing of ours says otherwise."""
    from airflow.configuration import conf

    at_once = {name for name, dag in dags.items() if dag.is_paused_upon_creation is not None}
    assert at_once == {"correction", "send_by_hand"}
    assert conf.get_default_value("core", "dags_are_paused_at_creation") == "True"
    ours = [ROOT / "docker-compose.yaml", ROOT / "Dockerfile", *filter(Path.is_file, (ROOT / "deploy").rglob("*"))]
    assert [path.name for path in ours if "PAUSED_AT_CREATION" in path.read_text().upper()] == []


def test_a_team_that_fails_stops_no_other_and_operators_are_told_once_for_all(dags: dict[str, Any]) -> None:
    dag = dags["team_oversight"]
    asked = [dag.get_task(name) for name in ("release", "deliver")]
    assert all(len(list(task.iter_mapped_task_groups())) == 1 for task in asked)
    issues = dag.get_task("issues")
    assert not any(task.on_failure_callback for task in asked)
    assert issues.partial_kwargs["on_failure_callback"] in (None, [])
    assert dag.get_task("waiting").trigger_rule == "all_done"
    last = dag.get_task("all_teams")
    assert (last.trigger_rule, not last.downstream_list) == ("all_done", True)
    assert last.on_failure_callback
    assert not dag.fail_fast
    assert {dag.get_task(name).max_active_tis_per_dagrun for name in ("issues", "deliver")} == {2}


WRONG: dict[Kind, list[Any]] = {
    Kind.WEEK: ["2026-10", "2026-02-30", "16/11/2026"],
    Kind.MONTH: ["2026-13", "2026-00", "26-10", "2026-10-01", "October", "2026-W47", "2026-27", 202610],
    Kind.QUARTER: ["2026-Q0", "2026-Q5", "2026-10", "Q3 2026"],
    Kind.YEAR: ["2026", "2026-2027", "2026-Q3"],
}


@pytest.mark.parametrize("name", [*REPORTS, *FIGURES_OF.values()])
def test_the_form_takes_a_period_of_its_kind_or_nothing(dags: dict[str, Any], name: str) -> None:
    from airflow.sdk.exceptions import ParamValidationError

    kind = next(kind for kind, figures in FIGURES_OF.items() if figures == name or KIND_OF.get(name) is kind)
    params = dags[name].params
    assert params.dump()["period"] is None
    assert params.get_param("period").resolve(EXAMPLES[kind]) == EXAMPLES[kind]
    for value in WRONG[kind]:
        with pytest.raises(ParamValidationError):
            params.get_param("period").resolve(value)


@pytest.mark.parametrize("name", ["correction", "send_by_hand"])
def test_what_is_done_by_hand_is_done_to_a_report_or_to_that_of_a_team(dags: dict[str, Any], name: str) -> None:
    from airflow.sdk.exceptions import ParamValidationError

    form = dags[name].params.get_param("report")
    for right in ("smt_overview", "team_oversight:T012"):
        assert form.resolve(right) == right
    for wrong in ("smt", "smt_overview_2", "T012", ""):
        with pytest.raises(ParamValidationError):
            form.resolve(wrong)

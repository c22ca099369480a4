"""Airflow's runs of our DAGs, as the Reports page shows them: what is under way, what it waits for, what it made."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from airflow.models import DagRun
from airflow.models.dagbag import DBDagBag
from airflow.models.hitl import HITLDetail
from airflow.models.taskinstance import TaskInstance
from airflow.models.xcom import XComModel
from airflow.utils.state import DagRunState, TaskInstanceState
from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from deadlines import period_of_run
from reports.errors import PeriodError
from reports.issues import Issue
from reports.page.acts import CORRECTION, SENDING
from reports.page.host import Question, Run, Step
from reports.periods import Kind
from reports.policy import FIGURES_OF, KIND_OF
from reports.series import report_of

KIND_BY_DAG = {dag: kind for kind, dag in FIGURES_OF.items()} | {name.value: kind for name, kind in KIND_OF.items()}
OURS = [*KIND_BY_DAG, CORRECTION, SENDING]
MADE_BY = ("render", "correct")  # tasks that give the id of an issue
FROM = ("pull", "measured_snapshot")  # tasks that give the id of a snapshot
ASKING = {"check": "snapshot_id", "release": "id"}  # task that asks a person -> the field of an issue that it is about
ABOUT = "about"  # what such a task hands on before it asks (dags/asking.py)
NOT_MAPPED = -1  # Airflow's index of a task that is no one of several
MOST = 20  # runs that are shown
WORST_FIRST = ("failed", "upstream_failed", "awaiting_input", "up_for_retry", "running", "queued", "scheduled", None)


def under_way(session: Session) -> list[Run]:
    """Give the runs that are queued or running, the latest first."""
    unfinished = DagRun.state.in_([DagRunState.QUEUED, DagRunState.RUNNING])
    wanted = select(DagRun).where(DagRun.dag_id.in_(OURS), unfinished).order_by(DagRun.id.desc()).limit(MOST)
    return [_run(session, row) for row in session.scalars(wanted)]


def one(session: Session, dag: str, run: str) -> Run | None:
    """Give a run of one of our DAGs; None where there is none."""
    if dag not in OURS:
        return None
    row = session.scalar(select(DagRun).where(DagRun.dag_id == dag, DagRun.run_id == run))
    return _run(session, row) if row else None


def question(session: Session, issue: Issue) -> Question | None:
    """Give the task that waits for a person's answer about an issue."""
    of_task = (XComModel.dag_id, XComModel.run_id, XComModel.task_id, XComModel.map_index)
    task = (TaskInstance.dag_id, TaskInstance.run_id, TaskInstance.task_id, TaskInstance.map_index)
    wanted = (
        select(XComModel)
        .join(TaskInstance, and_(*(ours == its for ours, its in zip(of_task, task, strict=True))))
        .join(HITLDetail, HITLDetail.ti_id == TaskInstance.id)
        .where(TaskInstance.dag_id.in_(OURS), TaskInstance.task_id.in_(ASKING), XComModel.key == ABOUT)
        .where(TaskInstance.state == TaskInstanceState.AWAITING_INPUT, HITLDetail.responded_at.is_(None))
    )
    for row in session.scalars(wanted):
        if XComModel.deserialize_value(row) == getattr(issue, ASKING[row.task_id]):
            return Question(row.dag_id, row.run_id, row.task_id)
    return None


def _run(session: Session, row: DagRun) -> Run:
    conf: Mapping[str, Any] = row.conf or {}
    given = _given(session, row.dag_id, row.run_id)
    report = report_of(conf["report"]) if conf.get("report") else row.dag_id if row.dag_id in set(KIND_OF) else None
    issue, snapshot = _first(given, MADE_BY) or conf.get("issue"), _first(given, FROM)
    return Run(
        dag=row.dag_id,
        run=row.run_id,
        title=row.dag_model.dag_display_name,
        report=report,
        period=_period(row, report),
        state=str(row.state),
        since=row.start_date or row.run_after,
        steps=_steps(session, row),
        issue=issue if isinstance(issue, int) else None,
        snapshot=str(snapshot) if snapshot else None,
    )


def _period(row: DagRun, report: str | None) -> str:
    kind = KIND_BY_DAG.get(report or row.dag_id, Kind.MONTH)
    try:
        return period_of_run(kind, row.partition_key, row.conf, row.run_after).key
    except PeriodError:
        return ""


def _steps(session: Session, row: DagRun) -> list[Step]:
    """Give the steps in the order in which they are done; of one that is done for several readers, the worst."""
    wanted = select(TaskInstance.task_id, TaskInstance.state)
    found = session.execute(wanted.where(TaskInstance.dag_id == row.dag_id, TaskInstance.run_id == row.run_id))
    states: dict[str, list[str | None]] = {}
    for task, state in found:
        states.setdefault(task, []).append(None if state is None else str(state))
    return [Step(name, _worst(states[name])) for name in _in_order(session, row) if name in states]


def _in_order(session: Session, row: DagRun) -> Sequence[str]:
    dag = _dags().get_latest_version_of_dag(row.dag_id, session=session)
    return [node.node_id for node in dag.task_group.topological_sort()] if dag else []


@cache
def _dags() -> DBDagBag:
    """Give the DAGs as the api-server keeps them: each version is read once."""
    return DBDagBag()


def _worst(states: Sequence[str | None]) -> str | None:
    return next((state for state in WORST_FIRST if state in states), states[0])


def _given(session: Session, dag: str, run: str) -> dict[str, Any]:
    """Give what the tasks of a run have handed on, by task; not those that are done for each of several."""
    wanted = select(XComModel).where(
        XComModel.dag_id == dag,
        XComModel.run_id == run,
        XComModel.key == "return_value",
        XComModel.task_id.in_([*MADE_BY, *FROM]),
        XComModel.map_index == NOT_MAPPED,
    )
    return {row.task_id: XComModel.deserialize_value(row) for row in session.scalars(wanted)}


def _first(given: Mapping[str, Any], tasks: Sequence[str]) -> Any:
    return next((given[task] for task in tasks if task in given), None)

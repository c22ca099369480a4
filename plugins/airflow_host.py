"""Airflow as the host of the Reports page: its users, roles and DAG permissions, its login, its runs."""

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

from airflow.api.common.airflow_health import HEALTHY, get_airflow_health
from airflow.api.common.trigger_dag import trigger_dag
from airflow.api_fastapi.app import get_auth_manager
from airflow.api_fastapi.auth.managers.base_auth_manager import ResourceMethod
from airflow.api_fastapi.auth.managers.models.resource_details import DagAccessEntity, DagDetails
from airflow.api_fastapi.core_api.security import get_user
from airflow.configuration import conf
from airflow.exceptions import AirflowException  # type: ignore[attr-defined] # it is there
from airflow.models import DagModel
from airflow.utils.session import create_session
from airflow.utils.types import DagRunTriggeredByType

import airflow_runs
from reports.errors import ReportsError
from reports.issues import Issue
from reports.page.host import Question, Run

PEOPLE = "Operational reports"  # the resource of a role that may see what names children's codes and workers


class Airflow:
    """What the page asks of Airflow (`reports.page.host.Host`)."""

    current_user = staticmethod(get_user)

    @property
    def origins(self) -> Collection[str]:
        """The origin under which Airflow says that it is known."""
        base = urlsplit(conf.get("api", "base_url", fallback=""))
        return {f"{base.scheme}://{base.netloc}"} if base.netloc else set()

    def name(self, user: Any) -> str:
        """Give the name by which a user logs in."""
        return str(user.get_name())

    def may_read(self, user: Any, dag: str) -> bool:
        """Tell whether a user may see the runs of a DAG."""
        return _may(user, "GET", dag)

    def may_act(self, user: Any, dag: str) -> bool:
        """Tell whether a user may start runs of a DAG."""
        return _may(user, "POST", dag)

    def may_see_people(self, user: Any) -> bool:
        """Tell whether a role of the user may read the operational tier."""
        return bool(get_auth_manager().is_authorized_custom_view(method="GET", resource_name=PEOPLE, user=user))

    def login_url(self, then: str) -> str:
        """Give the login page, which leads to a URL then."""
        return str(get_auth_manager().get_url_login(next_url=then))

    def alive(self) -> bool:
        """Tell whether the scheduler is alive."""
        return bool(get_airflow_health()["scheduler"]["status"] == HEALTHY)

    def under_way(self) -> list[Run]:
        """Give the runs that are under way."""
        with create_session() as session:
            return airflow_runs.under_way(session)

    def run(self, dag: str, run: str) -> Run | None:
        """Give a run."""
        with create_session() as session:
            return airflow_runs.one(session, dag, run)

    def question(self, issue: Issue) -> Question | None:
        """Give the task that waits for an answer about an issue."""
        with create_session() as session:
            return airflow_runs.question(session, issue)

    def start(self, dag: str, form: Mapping[str, Any], user: Any) -> str:
        """Start a run in a user's name. Raises ReportsError for a DAG that is unknown or paused."""
        with create_session() as session:
            model = session.get(DagModel, dag)
            if model is None or model.is_paused:
                what = "does not know the DAG" if model is None else "has paused the DAG"
                raise ReportsError(f"Airflow {what} {dag}: an operator must set that right under Dags first")
        try:
            started = trigger_dag(
                dag_id=dag, triggered_by=DagRunTriggeredByType.UI, triggering_user_name=self.name(user), conf=dict(form)
            )
        except (AirflowException, ValueError) as error:
            raise ReportsError(f"Airflow cannot start {dag}: {type(error).__name__}; its log says more") from error
        return str(started.run_id) if started else ""


def make_known() -> None:
    """Let FAB know the permission to read of people, and give it to Admin: an operator can give only what FAB knows."""
    if type(get_auth_manager()).__name__ != "FabAuthManager":
        return
    from airflow.providers.fab.www.security_appless import ApplessAirflowSecurityManager  # noqa: PLC0415 - only there

    with create_session() as session:
        security = ApplessAirflowSecurityManager(session=session)
        permission = security.create_permission("can_read", PEOPLE)
        if admin := security.find_role("Admin"):
            security.add_permission_to_role(admin, permission)


def _may(user: Any, method: ResourceMethod, dag: str) -> bool:
    details = DagDetails(id=dag, team_name=DagModel.get_team_name(dag))
    manager = get_auth_manager()
    return bool(manager.is_authorized_dag(method=method, access_entity=DagAccessEntity.RUN, details=details, user=user))

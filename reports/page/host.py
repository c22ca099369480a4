"""What the page asks of the program in which it is shown: who looks, what they may do, and what is under way."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from reports.issues import Issue


@dataclass(frozen=True)
class Step:
    """A step of a run, and how far it has come: the host's word for its state, None where it has not begun."""

    name: str
    state: str | None


@dataclass(frozen=True)
class Run:
    """A run that makes, corrects or sends.

    report: None where it is for several. period: its key, empty where the run does not say. issue: that it made or is
    about; snapshot: from which it makes one.
    """

    dag: str
    run: str
    title: str
    report: str | None
    period: str
    state: str
    since: datetime
    steps: Sequence[Step]
    issue: int | None = None
    snapshot: str | None = None


@dataclass(frozen=True)
class Question:
    """A task that waits for a person's answer: `check`, whether data may pass a gate, or `release`."""

    dag: str
    run: str
    task: str


class Host(Protocol):
    """The program in which the page is shown. A user is whatever `current_user` gives."""

    current_user: Callable[..., Any]  # a FastAPI dependency that raises HTTPException 401 for nobody

    @property
    def origins(self) -> Collection[str]:
        """The origins under which the page is known, such as `https://airflow.example`."""

    def name(self, user: Any) -> str:
        """Give the name by which a user logs in: the audit trail and release.yaml have it."""

    def may_read(self, user: Any, dag: str) -> bool:
        """Tell whether a user may see the runs of a DAG; a report's DAG has its name."""

    def may_act(self, user: Any, dag: str) -> bool:
        """Tell whether a user may start runs of a DAG."""

    def may_see_people(self, user: Any) -> bool:
        """Tell whether a user may see what names children or workers: the operational tier."""

    def login_url(self, then: str) -> str:
        """Give where one logs in, to come back to a URL then."""

    def alive(self) -> bool:
        """Tell whether what starts the runs is alive."""

    def under_way(self) -> list[Run]:
        """Give the runs that are under way, the latest first."""

    def run(self, dag: str, run: str) -> Run | None:
        """Give a run, whatever became of it; None where there is no such run of ours."""

    def question(self, issue: Issue) -> Question | None:
        """Give the task that waits for an answer about an issue, if one does."""

    def start(self, dag: str, form: Mapping[str, Any], user: Any) -> str:
        """Start a run of a DAG for a user and give its id. Raises ReportsError where that cannot be."""

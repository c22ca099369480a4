# ruff: noqa: ARG002 - it says yes, whoever asks
"""A desk at which everybody may do everything, for what the page shows; who may see what is `test_access`."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd
from upath import UPath

from reports import figures
from reports.issues import Issue, Ledger
from reports.page.desk import Desk
from reports.page.host import Question, Run
from reports.workflow import Workplace
from tests.issues.making import an_issue


class Everybody:
    """A host without users: runs and questions are those that a test gives it."""

    origins: Sequence[str] = ()

    def __init__(self, runs: Sequence[Run] = (), question: Question | None = None, people: bool = True) -> None:
        self.runs, self.asked, self.people = runs, question, people
        self.started: list[tuple[str, Mapping[str, Any]]] = []

    def current_user(self) -> str:
        return "ada"

    def name(self, user: Any) -> str:
        return str(user)

    def may_read(self, user: Any, dag: str) -> bool:
        return True

    def may_act(self, user: Any, dag: str) -> bool:
        return True

    def may_see_people(self, user: Any) -> bool:
        return self.people

    def login_url(self, then: str) -> str:
        return then

    def alive(self) -> bool:
        return True

    def under_way(self) -> list[Run]:
        return list(self.runs)

    def run(self, dag: str, run: str) -> Run | None:
        return next((each for each in self.runs if (each.dag, each.run) == (dag, run)), None)

    def question(self, issue: Issue) -> Question | None:
        return self.asked

    def start(self, dag: str, form: Mapping[str, Any], user: Any) -> str:
        self.started.append((dag, form))
        return "run"


def a_desk(place: Workplace, ledger: Ledger, at: datetime, host: Everybody | None = None) -> Desk:
    return Desk(place, ledger, place.settings(), at, host or Everybody(), "ada")


def table(rows: Sequence[tuple[str, str, str, float | None, str]]) -> pd.DataFrame:
    """Give figures: first day of the month, breakdown, group, value, status; of open cases."""
    made = [
        {
            "measure": "open_cases",
            "period_start": start,
            "period_end": str((pd.Timestamp(start) + pd.DateOffset(months=1)).date()),
            "breakdown": breakdown,
            "group_id": group,
            "group_name": group.title(),
            "numerator": value,
            "denominator": None,
            "value": value,
            "unit": "children",
            "status": status,
        }
        for start, breakdown, group, value, status in rows
    ]
    return pd.DataFrame(made, columns=figures.COLUMNS).astype(figures.empty().dtypes.to_dict())


def issued(ledger: Ledger, period: str, issued_figures: pd.DataFrame, history: UPath | None = None) -> Issue:
    """Release an issue with figures of its own, and the history that it was handed."""
    new = an_issue(period, f"snapshot of {period}")
    if history is not None:
        entry = {"path": history.name, "sha256": hashlib.sha256(history.read_bytes()).hexdigest()}
        new = type(new)(**vars(new) | {"inputs": {"files": {"history.parquet": entry}}})
    version = ledger.issues.next_version(new.report, period)
    return ledger.issues.release(ledger.issues.add(new, version, issued_figures).id, "policy")

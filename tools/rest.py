"""The few calls of Airflow's REST API that the demo and the tests make."""

import json
import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

ALL = "~"  # every DAG, every run
NOTED = 5  # seconds: the scheduler looks every second or two
NOT_MAPPED = -1  # Airflow's index of a task that is no one of several


class NotYet(Exception):  # noqa: N818 - it is a state of the server
    """The server does not answer, or does not know the thing yet."""


class Api:
    """The API of an Airflow on this machine."""

    def __init__(self, address: str) -> None:
        """Take its address, such as `http://127.0.0.1:8080`."""
        self._address = address
        self._token = ""
        self._asks_since: dict[tuple[str | int, ...], float] = {}

    def log_in(self, user: str, password: str) -> None:
        """Get a token for the calls that follow."""
        answer = self._call("auth/token", {"username": user, "password": password})
        self._token = answer["access_token"]

    def get(self, path: str, **query: str | int) -> Any:
        """Give what lies at a path. Raises NotYet."""
        return self._call(f"api/v2/{path}?{urlencode(query)}")

    def trigger(self, dag: str, partition_key: str, conf: dict[str, str], after: datetime | None = None) -> str:
        """Start a run of a DAG for a period and give its id; it was due at `after`, or is now. Raises NotYet."""
        wanted = {"logical_date": None, "partition_key": partition_key, "conf": conf}
        if after is not None:
            wanted["run_after"] = after.isoformat()
        return str(self._call(f"api/v2/dags/{dag}/dagRuns", wanted)["dag_run_id"])

    def unpause(self, dag: str) -> None:
        """Let a DAG run. Raises NotYet."""
        self._call(f"api/v2/dags/{dag}", {"is_paused": False}, "PATCH")

    def runs(self) -> list[dict[str, Any]]:
        """Give the latest runs of all DAGs."""
        runs: list[dict[str, Any]] = self.get(f"dags/{ALL}/dagRuns", order_by="-id", limit=50)["dag_runs"]
        return runs

    def tasks(self) -> list[dict[str, Any]]:
        """Give the task instances of the latest runs of all DAGs, in the order in which they began."""
        path = f"dags/{ALL}/dagRuns/{ALL}/taskInstances"
        tasks: list[dict[str, Any]] = self.get(path, order_by="-start_date", limit=100)["task_instances"]
        return tasks[::-1]

    def clear(self, dag: str, run: str, task: str) -> None:
        """Let a task of a run, and what follows it, run again. Raises NotYet."""
        wanted = {"dry_run": False, "dag_run_id": run, "task_ids": [task], "include_downstream": True}
        self._call(f"api/v2/dags/{dag}/clearTaskInstances", {**wanted, "only_failed": False})

    def answer(
        self, dag: str, run: str, task: str, option: str, form: dict[str, str | None], index: int = NOT_MAPPED
    ) -> None:
        """Answer what a task asks of a person; index: of a mapped one. Raises NotYet."""
        path = f"api/v2/dags/{dag}/dagRuns/{run}/taskInstances/{task}/{index}/hitlDetails"
        self._call(path, {"chosen_options": [option], "params_input": form}, "PATCH")

    def approve(self, tasks: Iterable[dict[str, Any]]) -> None:
        """Say yes where one of some tasks asks whether a report may go out, as whoever publishes it would.

        Only once it has asked for `NOTED` seconds: an answer before the scheduler has noted that the task waits is
        taken for its failure, and it asks once more, minutes later.
        """
        for task in tasks:
            if task["task_id"] != "release" or task["state"] != "awaiting_input":
                continue
            where = task["dag_id"], task["dag_run_id"], task["task_id"]
            since = self._asks_since.setdefault((*where, task["map_index"], task["try_number"]), time.monotonic())
            if time.monotonic() - since >= NOTED:
                with suppress(NotYet):  # it was answered a moment ago
                    self.answer(*where, "Approve", {"commentary": None, "reason": None}, task["map_index"])

    def _call(self, path: str, body: dict[str, Any] | None = None, method: str | None = None) -> Any:
        headers = {"Content-Type": "application/json"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        data = None if body is None else json.dumps(body).encode()
        # the address is that of our own server on loopback
        request = Request(f"{self._address}/{path}", data, headers, method=method)  # noqa: S310
        try:
            with urlopen(request, timeout=30) as answer:  # noqa: S310
                return json.load(answer)
        except HTTPError as error:
            raise NotYet(f"{path}: {error.code} {error.read().decode(errors='replace')[:300]}") from None
        except (URLError, TimeoutError, ConnectionError) as error:
            raise NotYet(f"{path}: {error}") from None

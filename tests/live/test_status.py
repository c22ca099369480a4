"""The heartbeat over HTTP, of a real Airflow."""

import json
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from reports.commands.status import scheduler_at
from reports.workflow.status import ALIVE
from tests.live.scene import REPORT, TEAMS, Scene


def asked(scene: Scene) -> tuple[int, dict[str, Any], str]:
    try:
        with urlopen(f"{scene.airflow.address}/lineofsight/status", timeout=30) as answer:
            code, body = answer.status, answer.read().decode()
    except HTTPError as error:
        code, body = error.code, error.read().decode()
    return code, json.loads(body), body


def test_a_watchdog_without_login_is_told_whether_all_is_well_and_nobodys_name(scene: Scene) -> None:
    code, told, body = asked(scene)
    assert (code, told["good"], told["scheduler"]) == (200, True, "alive"), told
    assert {report["report"] for report in told["reports"]} == {REPORT, TEAMS}
    assert "westmere" not in body
    assert "Director" not in body
    assert scheduler_at(scene.airflow.address) == ALIVE  # what `lineofsight status --airflow` asks

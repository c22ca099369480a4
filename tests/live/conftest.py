"""One Airflow for all tests of this folder: its start takes longer than most of them."""

from collections.abc import Iterator

import pytest

from components import COMPONENTS, HOST, Components, connection, free_port
from reports.demo.mailbox import Mailbox
from stack import OPERATORS
from tests.live.scene import Scene, end, make_authority
from tests.observability.collector import Collector

SETTINGS = {  # seconds after which a scheduler or a task that says nothing is taken for dead; in production: minutes
    "SCHEDULER__SCHEDULER_HEALTH_CHECK_THRESHOLD": 20,
    "SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": 5,
    "SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": 20,
    "SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": 5,
    "CORE__DAGS_ARE_PAUSED_AT_CREATION": True,  # as in production: the scene lets run what it needs
}


@pytest.fixture(scope="package")
def collector() -> Iterator[Collector]:
    """What takes Airflow's metrics."""
    with Collector() as running:
        yield running


@pytest.fixture(scope="package")
def airflow_and_all(tmp_path_factory: pytest.TempPathFactory, collector: Collector) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("live")
    with Mailbox(folder / "mails") as mailbox:
        here = make_authority(folder) | connection(
            "mail_server", conn_type="smtp", host=HOST, port=mailbox.port, extra={"mode": "insecure"}
        )
        here |= connection("operator_alerts", conn_type="generic", password=f"{mailbox.url}?{OPERATORS}")
        here |= collector.environment
        leaders: list[int] = []
        airflow = Components(folder / "airflow", free_port(), here, SETTINGS, started=leaders.append)
        airflow.migrate()
        try:
            for name in COMPONENTS:
                airflow.start(name)
            yield Scene(folder, airflow, airflow.ready(), mailbox)
        finally:
            for leader in leaders:
                end(leader)


@pytest.fixture
def scene(airflow_and_all: Scene) -> Scene:
    """Airflow, whose report is released by itself unless a test says otherwise."""
    airflow_and_all.policy()
    return airflow_and_all

"""An Airflow of its own, with a synthetic authority as its source and a real SMTP server, for the DAGs' tests.

The environment is set before anything of Airflow is imported. Nothing outside this folder needs Airflow.
"""

import atexit
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from reports import demo
from reports.demo.mailbox import Mailbox

ROOT = Path(__file__).parents[2]
_folder = TemporaryDirectory(prefix="airflow-")
atexit.register(_folder.cleanup)
HOME = Path(_folder.name)
os.environ |= {
    "AIRFLOW_HOME": str(HOME),
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
    "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
    "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{HOME / 'airflow.db'}",
    "LINEOFSIGHT_ARCHIVE": str(HOME / "archive"),
    "AIRFLOW_CONN_CASE_MANAGEMENT": json.dumps({"conn_type": "sqlite", "host": str(HOME / "authority.db")}),
    "AIRFLOW_CONN_REPORTS_LEDGER": json.dumps({"conn_type": "sqlite", "host": str(HOME / "ledger.db")}),
}


@pytest.fixture(scope="session")
def dags() -> dict[str, Any]:
    """Give the DAGs by their ids, loaded as Airflow loads them."""
    from airflow.dag_processing.dagbag import BundleDagBag
    from airflow.utils import db

    db.initdb()
    bag = BundleDagBag(dag_folder=ROOT / "dags", bundle_path=ROOT / "dags")
    assert not bag.import_errors
    return dict(bag.dags)


@pytest.fixture(scope="module")
def without_deadlines(dags: dict[str, Any]) -> Iterator[None]:
    """Take the deadlines off: `dag.test` of Airflow 3.3.2 cannot take them. tests/live has them."""
    kept = {name: dag.deadline for name, dag in dags.items()}
    for dag in dags.values():
        dag.deadline = None
    yield
    for name, dag in dags.items():
        dag.deadline = kept[name]


@pytest.fixture(scope="session")
def authority() -> None:
    """Fill the source with a small authority whose history ends as Monday 23 November 2026 begins."""
    demo.write(demo.make(children=200, months=27, until=date(2026, 11, 23), clean=True), str(HOME / "authority.db"))


@pytest.fixture(scope="session")
def mailbox() -> Iterator[Mailbox]:
    """Run a real SMTP server, and make it the connection `mail_server`."""
    with Mailbox(HOME / "mails") as running:
        os.environ["AIRFLOW_CONN_MAIL_SERVER"] = json.dumps(
            {"conn_type": "smtp", "host": "127.0.0.1", "port": running.port, "extra": {"mode": "insecure"}}
        )
        alerts = f"{running.url}?from=line.of.sight@westmere.example&to=operators@westmere.example"
        os.environ["AIRFLOW_CONN_OPERATOR_ALERTS"] = json.dumps({"conn_type": "generic", "password": alerts})
        yield running

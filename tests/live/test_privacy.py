"""The whole chain on marked people: none stands in logs, XCom, run configuration, mail headers or Airflow's database.

It comes after the faults (`test_faults.py`), so that what tasks say when they fail or are killed is sought through too.
"""

import base64
from pathlib import Path

import pytest

from tests.live.scene import Scene
from tests.live.test_release import APPROVAL, READERS
from tests.marked import BORN, CHILD, WORDS, WORKER

MARKS = [CHILD, WORKER, WORDS, f"{BORN:%Y-%m-%d}"]
OURS = {"archive", "config", "mails", "authority.db", "ledger.db", "ledger.db-wal", "ledger.db-shm"}  # not Airflow's


def found(content: bytes) -> list[str]:
    """Give the marks that stand in some bytes, as they are or in base64."""
    written = [mark.encode() for mark in MARKS]
    return [mark.decode() for mark in written if mark in content or base64.b64encode(mark)[:-3] in content]


@pytest.fixture(scope="module")
def ran(airflow_and_all: Scene) -> Scene:
    """Airflow after a report that was approved and sent, with its workers and children as they are in production."""
    scene = airflow_and_all
    scene.policy(APPROVAL)
    week = scene.a_week()
    run = scene.start(week)
    scene.until_asked(run)
    scene.answer(run, "release", "Approve", commentary="Seen.")
    scene.until(run, "success")
    assert scene.readers(week) == READERS
    return scene


def test_what_is_sought_is_there_to_be_found(ran: Scene) -> None:
    assert set(found((ran.folder / "authority.db").read_bytes())) == set(MARKS)


def test_nobody_stands_in_airflows_database_its_logs_and_whatever_else_it_writes(ran: Scene) -> None:
    files = [path for path in ran.folder.rglob("*") if path.is_file() and not OURS & set(_within(path, ran.folder))]
    assert {"airflow.db", "scheduler.log", "api-server.log"} <= {path.name for path in files}
    assert any("task_id=deliver" in str(path) for path in files)
    assert {str(path): marks for path in files if (marks := found(path.read_bytes()))} == {}


def test_nobody_stands_in_what_operators_are_told_and_in_the_headers_of_mails(ran: Scene) -> None:
    mails = ran.mailbox.mails
    reports = [mail for mail in mails if mail["X-Report-Issue"]]
    told = [mail for mail in mails if not mail["X-Report-Issue"]]
    assert reports
    assert told
    heads = [f"{name}: {value}" for mail in reports for name, value in mail.items()]
    names = [str(part.get_filename()) for mail in reports for part in mail.iter_attachments()]
    assert found("\n".join([*heads, *names, *map(str, told)]).encode()) == []


def test_no_child_stands_in_the_ledger(ran: Scene) -> None:
    """Workers' names do: figures by worker are kept as they were issued, for as long as `retention.yaml` says."""
    ran.ledger.close()  # a process that closes the file lets go of SQLite's locks on it, and would read what is old
    files = [ran.folder / "ledger.db", ran.folder / "ledger.db-wal"]
    assert {CHILD, WORDS}.isdisjoint(mark for file in files if file.exists() for mark in found(file.read_bytes()))


def _within(path: Path, folder: Path) -> tuple[str, ...]:
    return path.relative_to(folder).parts

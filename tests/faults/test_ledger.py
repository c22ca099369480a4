"""The ledger's faults: what cannot be recorded is not sent, and what was sent unrecorded is not sent again."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from reports.demo.mailbox import Mailbox
from reports.errors import DeliveryUncertain
from reports.issues import State, database
from reports.issues.deliveries import CLAIM_LASTS
from tests.faults.delivering import READERS, Delivering
from tests.postgres import Postgres

Saw = Callable[[str], None]


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    with Mailbox(tmp_path / "mails") as running:
        yield running


@pytest.mark.fault("Ledger", "is locked by another program")
def test_nothing_is_sent_that_cannot_be_claimed(
    tmp_path: Path, mailbox: Mailbox, saw: Saw, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOCK_WAIT", 0.2)
    it = Delivering(tmp_path)
    with closing(sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OperationalError, match="locked"):
            it.deliver(mailbox.url)
    assert mailbox.mails == []
    assert set(it.tell(mailbox.url)) == {"sent"}
    saw(f"after half a minute the try is put off, and nothing was sent; let go, {it.counted(mailbox)}")


@pytest.mark.fault("Ledger", "goes away between send and record")
def test_what_was_sent_but_not_recorded_is_uncertain(
    postgres: Postgres, mailbox: Mailbox, saw: Saw, tmp_path: Path
) -> None:
    it = Delivering(tmp_path, postgres.database())
    mailbox.misbehaviour.slow_after_data = 100  # the last answer is still to come when the mail is there
    try:
        with ThreadPoolExecutor() as pool:
            stopped = pool.submit(_stop_when_it_has_arrived, postgres, mailbox)
            with pytest.raises(OperationalError):
                it.deliver(mailbox.url)
            stopped.result()
    finally:
        postgres.start()
    assert it.states() == ["claimed"]
    with pytest.raises(DeliveryUncertain, match="ask the recipient"):
        it.deliver(mailbox.url)
    assert len(mailbox.mails) == 1
    (delivery,) = it.ledger.deliveries.of(it.issue.id)
    assert it.ledger.deliveries.arrived(delivery.id, "she has it").state is State.SENT
    assert set(it.tell(mailbox.url)) == {"sent"}
    saw(
        "the mail had arrived; the next try finds it claimed and not recorded, and makes it uncertain; a person found "
        f"that it had arrived: {it.counted(mailbox)}"
    )


def _stop_when_it_has_arrived(postgres: Postgres, mailbox: Mailbox) -> None:
    while not mailbox.mails:
        time.sleep(0.01)
    postgres.stop()
    mailbox.misbehaviour.slow_after_data = 0


@pytest.mark.fault("Ledger", "is written by two tries of the same delivery at the same moment")
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_of_many_tries_at_once_one_sends(
    request: pytest.FixtureRequest, tmp_path: Path, mailbox: Mailbox, saw: Saw, kind: str
) -> None:
    url = request.getfixturevalue("postgres").database() if kind == "postgresql" else None
    it = Delivering(tmp_path, url)
    start = threading.Barrier(8)

    def tell(_: int) -> str:
        start.wait()
        return it.tell_one(mailbox.url, READERS[0], lasts=CLAIM_LASTS)

    with ThreadPoolExecutor(8) as pool:
        became = list(pool.map(tell, range(8)))
    assert set(became) <= {"sent", "DeliveryUnderWay"}, became
    assert set(it.tell(mailbox.url)) == {"sent"}
    saw(f"one of eight sends, the others are put off or find it sent: {it.counted(mailbox)}")

"""Deliveries under random faults: whatever happens, in whatever order, no mail is lost and none is sent twice.

A rule-based state machine delivers an issue to its readers while the mail server misbehaves, tries are killed between
claim and record, tasks are tried again and two at a time, and people settle what is uncertain. What the readers have is
compared with what the ledger says after every step, and at the end, when all is mended, everybody has one mail.
"""

import logging
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from upath import UPath

from reports.demo.mailbox import Mailbox
from reports.demo.misbehaviour import Misbehaviour
from reports.errors import DeliveryUncertain, ReportsError
from reports.issues import State
from reports.issues.deliveries import CLAIM_LASTS
from reports.workflow import Workplace
from reports.workflow.alerting import Kind, alert
from tests.faults.delivering import ENDED, READERS, Delivering

Saw = Callable[[str], None]
SEQUENCES, FEWER, STEPS = 1000, 100, 5
READER = st.sampled_from(READERS[:2])
BREAKS = ["hang_up_mid_data", "hang_up_after_data", "silent_after_data"]
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # thousands of commits, and none need outlive the test
SETTINGS = settings(
    stateful_step_count=STEPS,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class Killed(BaseException):
    """A try is killed here: nothing of its own runs any more."""


class Sum:
    """What became of all sequences."""

    sequences = tries = mails = lost = doubled = 0
    uncertain: int = 0
    alerted: int = 0


class Faults(RuleBasedStateMachine):
    """One issue, two readers, and all that can happen to its deliveries."""

    template: Delivering
    folder: Path
    mailbox: Mailbox
    operators: Mailbox  # on a server of their own
    sum: Sum

    def __init__(self) -> None:
        super().__init__()
        self.here = self.folder / "one"  # of all sequences, one after another: what is compiled for it is kept
        shutil.rmtree(self.here, ignore_errors=True)
        self.here.mkdir()
        shutil.copy(self.folder / "ledger.db", self.here / "ledger.db")
        self.it = Delivering(self.here, issue=self.template.issue)
        self.mailbox.folder = self.here
        self.mailbox.misbehaviour = Misbehaviour()
        self.operators.folder = self.here / "operators"
        self.operators.folder.mkdir()

    @rule(reader=READER, lapsed=st.booleans())
    def all_goes_well(self, reader: str, lapsed: bool) -> None:
        self.try_to_send(reader, lapsed)

    @rule(reader=READER, answer=st.sampled_from(["550 no such user", "451 come again", "552 too big"]))
    def the_server_says_no(self, reader: str, answer: str) -> None:
        with self.misbehaving(at_data=[answer]):
            self.try_to_send(reader)

    @rule(reader=READER, how=st.sampled_from(BREAKS), loses=st.booleans())
    def the_connection_breaks(self, reader: str, how: str, loses: bool) -> None:
        with self.misbehaving(**{how: True}, loses=loses):
            self.try_to_send(reader)

    @rule(reader=READER)
    def the_server_is_away(self, reader: str) -> None:
        self.try_to_send(reader, server="mailto://127.0.0.1:1")

    @rule(reader=READER, step=st.sampled_from(["mail", "record"]))
    def the_try_is_killed(self, reader: str, step: str) -> None:
        """Between claim and hand-over, or between hand-over and record."""
        with pytest.MonkeyPatch.context() as patch:
            if step == "mail":
                patch.setattr(import_module("reports.deliver.deliver"), "send", kill)
            else:
                patch.setattr(self.it.ledger.deliveries, "record", kill)
            with suppress(Killed):
                self.try_to_send(reader)

    @rule(reader=READER)
    def two_tries_come_at_once(self, reader: str) -> None:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda _: self.try_to_send(reader, lapsed=False), range(2)))

    @rule(reader=READER)
    def a_person_settles(self, reader: str) -> None:
        """Who asks the reader, and then says what is true."""
        for delivery in self.it.ledger.deliveries.of(self.it.issue.id):
            if delivery.recipient == reader and delivery.state is State.UNCERTAIN:
                if self.received()[reader]:
                    self.it.ledger.deliveries.arrived(delivery.id, "it is there")
                else:
                    self.it.deliver(self.mailbox.url, reader, again="it is not there")

    @invariant()
    def what_the_ledger_says_is_true(self) -> None:
        received = self.received()
        states = {each.recipient: each.state for each in self.it.ledger.deliveries.of(self.it.issue.id)}
        for reader in READERS[:2]:
            state = states.get(reader)
            allowed = {State.SENT: {1}, State.REFUSED: {0}, None: {0}}.get(state, {0, 1})
            assert received[reader] in allowed, (reader, state, received[reader])

    def teardown(self) -> None:
        """Mend all: a task is cleared until it is done, and a person settles what is uncertain."""
        for reader in READERS[:2]:
            self.try_to_send(reader)
            self.a_person_settles(reader)
            self.try_to_send(reader)
        received = self.received()
        acts = self.it.ledger.acts()
        uncertain = [act.delivery_id for act in acts if act.act == "delivery uncertain"]  # each time is an event
        total = self.sum
        total.sequences += 1
        total.mails += sum(received[reader] for reader in READERS[:2])
        total.lost += sum(received[reader] == 0 for reader in READERS[:2])
        total.doubled += sum(received[reader] > 1 for reader in READERS[:2])
        total.uncertain += len(uncertain)
        total.alerted += len(self.operators.mails)
        assert self.it.ledger.faults() == []
        self.it.ledger.close()
        shutil.rmtree(self.here)

    def try_to_send(self, reader: str, lapsed: bool = True, server: str = "") -> None:
        """Try as a task does: what is uncertain is told to the operators."""
        self.sum.tries += 1
        try:
            self.it.deliver(server or self.mailbox.url, reader, ENDED if lapsed else CLAIM_LASTS)
        except DeliveryUncertain as error:
            operators = f"{self.operators.url}?from=reports@westmere.example&to=operators@westmere.example"
            place = Workplace(UPath(self.here), self.it.url, alerts=[operators])
            alert(place, Kind.UNCERTAIN, "smt_overview 2026-10", f"deliver: {error}", event=error.attempt)
        except ReportsError:
            pass

    @contextmanager
    def misbehaving(self, **how: object) -> Iterator[None]:
        self.mailbox.misbehaviour = Misbehaviour(**how)  # type: ignore[arg-type]
        self.it.patience = 0.2
        yield
        self.mailbox.misbehaviour, self.it.patience = Misbehaviour(), 120

    def received(self) -> Counter[str]:
        files = [path.read_bytes() for path in self.here.glob("*.eml")]
        return Counter(reader for reader in READERS[:2] for file in files if f"To: {reader}".encode() in file)


def kill(*_: object) -> None:
    raise Killed


@pytest.mark.long
@pytest.mark.fault("Mail server", "does any of these at random, while tries are killed")
@pytest.mark.usefixtures("quiet")
def test_random_faults_lose_and_double_nothing(saw: Saw) -> None:
    tried(SEQUENCES)
    saw(
        f"in {SEQUENCES:,} sequences lost 0, doubled 0; of each delivery that became uncertain the operators were "
        "told, and a person settled it"
    )


@pytest.mark.usefixtures("quiet")
def test_fewer_random_faults_lose_and_double_nothing() -> None:
    tried(FEWER)


@pytest.fixture
def quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Without what thousands of mails would say and read."""
    caplog.set_level(logging.CRITICAL)
    (tmp_path / "none.pem").touch()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))  # read for every mail, and here none has a use


def tried(sequences: int) -> None:
    """Try so many sequences, or more; nothing was lost or doubled, and what was uncertain was told."""
    with TemporaryDirectory(prefix="lineofsight-", dir=MEMORY) as name:
        folder, total = Path(name), Sum()
        template = Delivering(folder)
        template.ledger.close()
        with Mailbox(folder) as mailbox, Mailbox(folder / "operators") as operators:
            of = {"template": template, "folder": folder, "mailbox": mailbox, "operators": operators, "sum": total}
            machine = type("Faults", (Faults,), of)
            run_state_machine_as_test(machine, settings=settings(SETTINGS, max_examples=sequences))
    assert (total.lost, total.doubled, total.alerted) == (0, 0, total.uncertain)
    assert total.sequences >= sequences

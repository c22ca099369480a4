"""Delivery to a real SMTP server that misbehaves on command: nothing twice, nothing in silence."""

import logging
import multiprocessing
import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from reports import figures
from reports.deliver import Mail, deliver
from reports.deliver.mail import send
from reports.deliver.outcome import failure
from reports.demo.mailbox import Mailbox
from reports.errors import DeliveryRefused, DeliveryUncertain, DeliveryUnderWay, MailServerAway, SettingsError
from reports.issues import Ledger, NewIssue, State
from tests.deliver.one_try import SENT, UNDER_WAY, one_try

DIRECTOR = "director@westmere.example"
SUBJECT = "SMT overview, October 2026 (issue 2026-10/1)"
PDF = b"%PDF-1.7 the report"
ENDED = timedelta(0)  # a claim that lasts no time: its try must have ended
PROCESSES = multiprocessing.get_context("forkserver")  # each with nothing of this one but what it is handed
PROCESSES.set_forkserver_preload([one_try.__module__])


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    with Mailbox(tmp_path / "mails") as running:
        yield running


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ledger.db'}"


@pytest.fixture
def ledger(url: str) -> Ledger:
    opened = Ledger(url)
    opened.migrate()
    as_at = datetime(2026, 11, 3, 6, tzinfo=UTC)
    new = NewIssue("smt_overview", "2026-10", SUBJECT, "operational", as_at, "snapshot", "settings", "0.1.0", "", 7, {})
    opened.issues.release(opened.issues.add(new, 1, figures.empty()).id, "somebody")
    return opened


def a_mail(server: str, to: str = DIRECTOR, pdf: bytes = PDF) -> Mail:
    return Mail(
        server,
        "reports@westmere.example",
        to,
        SUBJECT,
        "<p>Caseloads rose.</p>",
        {"smt-overview.pdf": pdf},
        {"X-Report-Issue": "smt_overview 2026-10", "X-Report-Version": "1"},
    )


def state(ledger: Ledger) -> tuple[State, int, str | None]:
    (delivery,) = ledger.deliveries.of(1)
    return delivery.state, delivery.attempts, delivery.reason


def test_a_mail_arrives_once_with_its_pdf_headers_and_neutral_subject(ledger: Ledger, mailbox: Mailbox) -> None:
    assert deliver(ledger, 1, DIRECTOR, "mail", lambda: a_mail(mailbox.url)) is State.SENT
    (mail,) = mailbox.mails
    assert mail["To"] == DIRECTOR
    assert mail["From"] == "reports@westmere.example"
    assert mail["Subject"] == SUBJECT
    assert (mail["X-Report-Issue"], mail["X-Report-Version"]) == ("smt_overview 2026-10", "1")
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "smt-overview.pdf"
    assert attached.get_content() == PDF
    assert [part.get_content_type() for part in mail.get_body(("related", "html")).iter_parts()] == []
    assert "Caseloads rose." in mail.get_body(("plain",)).get_content()


def test_pdf_and_workbook_are_attached_as_what_they_are(mailbox: Mailbox) -> None:
    send(replace(a_mail(mailbox.url), attachments={"smt-overview.pdf": PDF, "smt-overview.xlsx": b"PK"}))
    (mail,) = mailbox.mails
    assert [part.get_content_type() for part in mail.iter_attachments()] == [
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]


def test_a_task_retried_or_cleared_after_sent_sends_nothing(ledger: Ledger, mailbox: Mailbox) -> None:
    for _ in range(3):
        assert deliver(ledger, 1, DIRECTOR, "mail", lambda: a_mail(mailbox.url)) is State.SENT
    assert len(mailbox.mails) == 1
    assert state(ledger) == (State.SENT, 1, None)


@pytest.mark.parametrize(("die_when", "arrived"), [("claimed", 0), ("accepted", 1)])
def test_a_try_killed_between_claim_and_record_is_uncertain_and_nothing_more_is_sent(
    ledger: Ledger, url: str, mailbox: Mailbox, die_when: str, arrived: int
) -> None:
    killed = PROCESSES.Process(target=one_try, args=(url, mailbox.url, None, die_when))
    killed.start()
    killed.join()
    assert killed.exitcode == -signal.SIGKILL
    with pytest.raises(DeliveryUnderWay, match="another try is sending it"):
        deliver(ledger, 1, DIRECTOR, "mail", lambda: a_mail(mailbox.url))
    for _ in range(2):
        with pytest.raises(DeliveryUncertain, match="an earlier try may have sent it"):
            deliver(ledger, 1, DIRECTOR, "mail", lambda: a_mail(mailbox.url), lasts=ENDED)
    assert len(mailbox.mails) == arrived
    assert state(ledger) == (State.UNCERTAIN, 1, "an earlier try ended between claim and record")


def test_of_two_processes_at_the_same_moment_one_sends(ledger: Ledger, url: str, mailbox: Mailbox) -> None:
    together = PROCESSES.Barrier(2)
    both = [PROCESSES.Process(target=one_try, args=(url, mailbox.url, together)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    ended = sorted(process.exitcode or 0 for process in both)
    assert ended in ([SENT, UNDER_WAY], [SENT, SENT])  # the other came while the first was sending, or after it
    assert len(mailbox.mails) == 1
    assert state(ledger) == (State.SENT, 1, None)


def test_a_mail_that_cannot_be_made_leaves_the_delivery_open_to_another_try(ledger: Ledger, mailbox: Mailbox) -> None:
    def broken() -> Mail:
        raise FileNotFoundError("smt-overview.pdf is not in the archive")

    with pytest.raises(FileNotFoundError):
        deliver(ledger, 1, DIRECTOR, "mail", broken)
    assert state(ledger) == (State.REFUSED, 1, "smt-overview.pdf is not in the archive")
    deliver(ledger, 1, DIRECTOR, "mail", lambda: a_mail(mailbox.url))
    assert len(mailbox.mails) == 1


def test_a_mail_too_big_with_what_base64_adds_is_refused_before_it_is_sent(mailbox: Mailbox) -> None:
    ten = replace(a_mail(mailbox.url, pdf=bytes(10_000)), largest=13_700)  # 10,000 bytes and the text: 13.7 kB and more
    with pytest.raises(DeliveryRefused, match="mail too big"):
        send(ten)
    assert mailbox.mails == []
    send(replace(ten, largest=14_000))
    assert len(mailbox.mails) == 1


@pytest.mark.parametrize(
    "server",
    [
        "mailto://mail.westmere.example",
        "mailtos://mail.westmere.example?mode=insecure",
        "mailto://127.0.0.1?smtp=mail.westmere.example",
        "mailtos://mail.westmere.example?cc=someone@elsewhere.example",
        "mailtos://mail.westmere.example?verify=no",
        "smtp://127.0.0.1",
        "mailtos://mail.westmere.example:many",
        "mailtos://postman:p%C3%A4ssword@mail.westmere.example",
        "nonsense",
    ],
)
def test_plaintext_to_another_machine_other_schemes_and_other_options_are_settings_errors(server: str) -> None:
    with pytest.raises(SettingsError, match="mail_server: "):
        send(a_mail(server))


def test_an_address_that_is_none_is_a_settings_error_and_mails_nobody(mailbox: Mailbox) -> None:
    with pytest.raises(SettingsError, match="cannot use this URL with this recipient's address"):
        send(a_mail(mailbox.url, to="nobody"))
    assert mailbox.mails == []


def test_a_file_name_that_mail_programs_would_garble_is_not_sent(mailbox: Mailbox) -> None:
    with pytest.raises(ValueError, match="must be ASCII"):
        send(replace(a_mail(mailbox.url), attachments={"Übersicht.pdf": PDF}))


PASSWORD = "s3cret w+rd/%@:'"


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Mailbox]:
    with Mailbox(tmp_path / "guarded", login=("postman", PASSWORD)) as running:
        yield running


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # on this machine only
def test_a_password_of_any_characters_opens_the_server_and_is_in_no_log(
    ledger: Ledger, guarded: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="apprise")
    server = f"mailto://postman:{quote(PASSWORD, safe='')}@127.0.0.1:{guarded.port}"
    deliver(ledger, 1, DIRECTOR, "mail", lambda: a_mail(server))
    assert len(guarded.mails) == 1
    assert "Sent Email" in caplog.text  # apprise did log
    assert "s3cret" not in caplog.text + repr(a_mail(server))


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # on this machine only
def test_a_wrong_password_is_in_no_log_error_or_ledger(
    ledger: Ledger, guarded: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="apprise")
    server = f"mailto://postman:s3cret-and-wrong@127.0.0.1:{guarded.port}"
    with pytest.raises(SettingsError, match="535") as raised:
        deliver(ledger, 1, DIRECTOR, "mail", lambda: a_mail(server))
    assert "s3cret" not in caplog.text + str(raised.value) + str(ledger.deliveries.of(1))
    assert guarded.mails == []


@pytest.mark.parametrize(
    ("said", "became"),
    [
        (["Socket Exception: (421, b'closing')"], MailServerAway),
        (["Socket Exception: (450, b'full\\nsecond line')"], MailServerAway),
        (["Socket Exception: {'a@b.example': (551, b\"it's not here\")}"], DeliveryRefused),
        (["Socket Exception: (500, 'Line too long.')"], DeliveryUncertain),  # smtplib's own words, no answer
        (["Socket Exception: (-1, b'gibberish')"], DeliveryUncertain),
        (["Socket Exception: read of 450, or 550 bytes timed out"], DeliveryUncertain),
        (['Connection error while submitting email to "x"', "Socket Exception: [Errno 111]"], MailServerAway),
        ([], DeliveryUncertain),
    ],
)
def test_only_an_answer_of_the_server_or_no_connection_at_all_is_definite(
    said: list[str], became: type[Exception]
) -> None:
    assert type(failure(said, "mail.example")) is became

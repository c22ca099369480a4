"""Delivery to a real SMTP server that misbehaves on command: nothing twice, nothing in silence."""

import logging
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reports import figures
from reports.deliver import Mail, deliver
from reports.deliver.mail import LARGEST_MAIL, send
from reports.demo.mailbox import Mailbox
from reports.errors import DeliveryRefused, DeliveryUncertain, MailServerAway, SettingsError
from reports.issues import Ledger, NewIssue, State

DIRECTOR = "director@westmere.example"
SUBJECT = "SMT overview, October 2026 (issue 2026-10/1)"
PDF = b"%PDF-1.7 the report"


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    with Mailbox(tmp_path / "mails") as running:
        yield running


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    opened = Ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    opened.migrate()
    as_at = datetime(2026, 11, 3, 6, tzinfo=UTC)
    new = NewIssue("smt_overview", "2026-10", SUBJECT, "operational", as_at, "snapshot", "settings", "0.1.0", 7, {})
    opened.add_issue(new, 1, figures.empty())
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
    (delivery,) = ledger.deliveries(1)
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


def test_a_task_retried_or_cleared_after_sent_sends_nothing(ledger: Ledger, mailbox: Mailbox) -> None:
    for _ in range(3):
        assert deliver(ledger, 1, DIRECTOR, "mail", lambda: a_mail(mailbox.url)) is State.SENT
    assert len(mailbox.mails) == 1
    assert state(ledger) == (State.SENT, 1, None)


def test_a_try_killed_between_claim_and_record_is_uncertain_and_nothing_is_sent(
    ledger: Ledger, mailbox: Mailbox
) -> None:
    ledger.claim(1, DIRECTOR, "mail")  # and here the process was killed
    for _ in range(2):
        with pytest.raises(DeliveryUncertain, match="an earlier try may have sent it"):
            deliver(ledger, 1, DIRECTOR, "mail", lambda: a_mail(mailbox.url))
    assert mailbox.mails == []
    assert state(ledger)[0] is State.UNCERTAIN


@pytest.mark.parametrize("answer", ["550 no such user", "552 too big"])
def test_a_server_that_refuses_for_good_is_quoted_and_nothing_was_sent(
    ledger: Ledger, mailbox: Mailbox, answer: str
) -> None:
    if answer.startswith("550"):
        mailbox.misbehaviour.at_recipient[DIRECTOR] = [answer]
    else:
        mailbox.misbehaviour.at_data = [answer]
    with pytest.raises(DeliveryRefused, match=answer):
        deliver(ledger, 1, DIRECTOR, "mail", lambda: a_mail(mailbox.url))
    assert mailbox.mails == []
    assert state(ledger) == (State.REFUSED, 1, f"the mail server refused it: {answer}")


def test_a_server_that_greylists_has_it_at_the_second_try(ledger: Ledger, mailbox: Mailbox) -> None:
    mailbox.misbehaviour.at_recipient[DIRECTOR] = ["451 come again"]
    with pytest.raises(MailServerAway, match="451 come again"):
        deliver(ledger, 1, DIRECTOR, "mail", lambda: a_mail(mailbox.url))
    deliver(ledger, 1, DIRECTOR, "mail", lambda: a_mail(mailbox.url))
    assert len(mailbox.mails) == 1
    assert state(ledger) == (State.SENT, 2, None)


def test_a_server_that_is_down_was_sent_nothing_and_may_be_tried_again(ledger: Ledger, mailbox: Mailbox) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        nobody = f"mailto://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(MailServerAway, match="cannot be reached"):
            deliver(ledger, 1, DIRECTOR, "mail", lambda: a_mail(nobody))
    deliver(ledger, 1, DIRECTOR, "mail", lambda: a_mail(mailbox.url))
    assert len(mailbox.mails) == 1


def test_a_connection_that_breaks_after_the_final_dot_is_uncertain_and_not_sent_again(
    ledger: Ledger, mailbox: Mailbox
) -> None:
    mailbox.misbehaviour.hang_up_after_data = True
    with pytest.raises(DeliveryUncertain, match="broke while sending"):
        deliver(ledger, 1, DIRECTOR, "mail", lambda: a_mail(mailbox.url))
    mailbox.misbehaviour.hang_up_after_data = False
    with pytest.raises(DeliveryUncertain):
        deliver(ledger, 1, DIRECTOR, "mail", lambda: a_mail(mailbox.url))
    assert len(mailbox.mails) == 1  # it had arrived: a second one would have been a double


def test_a_mail_that_cannot_be_made_leaves_the_delivery_open_to_another_try(ledger: Ledger, mailbox: Mailbox) -> None:
    def broken() -> Mail:
        raise FileNotFoundError("smt-overview.pdf is not in the archive")

    with pytest.raises(FileNotFoundError):
        deliver(ledger, 1, DIRECTOR, "mail", broken)
    assert state(ledger) == (State.REFUSED, 1, "not sent: smt-overview.pdf is not in the archive")
    deliver(ledger, 1, DIRECTOR, "mail", lambda: a_mail(mailbox.url))
    assert len(mailbox.mails) == 1


def test_a_mail_too_big_is_refused_before_it_is_sent(mailbox: Mailbox) -> None:
    with pytest.raises(DeliveryRefused, match="mail too big"):
        send(a_mail(mailbox.url, pdf=bytes(LARGEST_MAIL)))
    assert mailbox.mails == []


@pytest.mark.parametrize("server", ["mailto://mail.westmere.example", "smtp://127.0.0.1", "nonsense"])
def test_plaintext_to_another_machine_and_other_schemes_are_settings_errors(server: str) -> None:
    with pytest.raises(SettingsError, match="mail_server: "):
        send(a_mail(server))


def test_an_address_that_is_none_is_a_settings_error_and_mails_nobody(mailbox: Mailbox) -> None:
    with pytest.raises(SettingsError, match="cannot use this URL with this recipient's address"):
        send(a_mail(mailbox.url, to="nobody"))
    assert mailbox.mails == []


def test_the_password_is_in_no_log_error_or_ledger(
    ledger: Ledger, mailbox: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server = f"mailto://postman:s3cret-word@127.0.0.1:{mailbox.port}"  # this server has no AUTH
    with pytest.raises((MailServerAway, DeliveryRefused)) as raised:
        deliver(ledger, 1, DIRECTOR, "mail", lambda: a_mail(server))
    assert "s3cret-word" not in caplog.text + str(raised.value) + str(ledger.deliveries(1))

"""The mail server's faults: nothing is lost, nothing is sent twice, and what a person must know is one clear line."""

import socket
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme

from reports.demo.mailbox import Mailbox
from reports.errors import DeliveryUncertain, MailServerAway, SettingsError
from reports.issues import State
from tests.faults.delivering import READERS, Delivering

Saw = Callable[[str], None]


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    with Mailbox(tmp_path / "mails") as running:
        yield running


@pytest.fixture
def it(tmp_path: Path) -> Delivering:
    return Delivering(tmp_path)


@pytest.mark.fault("Mail server", "is down, then back")
def test_a_server_that_is_down_is_tried_again(it: Delivering, mailbox: Mailbox, saw: Saw) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        away = it.tell(f"mailto://127.0.0.1:{unused.getsockname()[1]}")
    assert set(away) == {"MailServerAway"}
    assert set(it.tell(mailbox.url)) == {"sent"}
    saw(f"while it was down each try was put off; then {it.counted(mailbox)}")


@pytest.mark.fault("Mail server", "refuses one recipient of five")
def test_one_of_five_is_refused(it: Delivering, mailbox: Mailbox, saw: Saw) -> None:
    mailbox.misbehaviour.at_recipient[READERS[2]] = ["550 no such user"]
    assert it.tell(mailbox.url) == ["sent", "sent", "DeliveryRefused", "sent", "sent"]
    first = it.counted(mailbox)
    assert set(it.tell(mailbox.url)) == {"sent"}
    saw(
        f"one refusal with the server's words, {first}; once the address was mended and the task cleared, "
        f"{it.counted(mailbox)}"
    )


@pytest.mark.fault("Mail server", "refuses all")
def test_all_are_refused(it: Delivering, mailbox: Mailbox, saw: Saw) -> None:
    mailbox.misbehaviour.at_data = ["554 no reports from you"] * 5
    assert set(it.tell(mailbox.url)) == {"DeliveryRefused"}
    first = it.counted(mailbox)
    assert set(it.tell(mailbox.url)) == {"sent"}
    saw(f"five refusals with the server's words, {first}; once mended, {it.counted(mailbox)}")


@pytest.mark.fault("Mail server", "greylists: 451, then accepts")
@pytest.mark.parametrize("at", ["recipient", "data"])
def test_greylisting_is_tried_again(it: Delivering, mailbox: Mailbox, saw: Saw, at: str) -> None:
    if at == "recipient":
        mailbox.misbehaviour.at_recipient = {reader: ["451 come again"] for reader in READERS}
    else:
        mailbox.misbehaviour.at_data = ["451 come again"] * 5
    assert set(it.tell(mailbox.url)) == {"MailServerAway"}
    assert set(it.tell(mailbox.url)) == {"sent"}
    saw(f"the first try of each was put off, the second sent: {it.counted(mailbox)}")


@pytest.mark.fault("Mail server", "never says what became of the mail after DATA")
@pytest.mark.parametrize("loses", [True, False])
def test_silence_after_the_mail_is_uncertain(it: Delivering, mailbox: Mailbox, saw: Saw, loses: bool) -> None:
    it.patience = 0.5
    mailbox.misbehaviour.silent_after_data, mailbox.misbehaviour.loses = True, loses
    with pytest.raises(DeliveryUncertain, match="ask the recipient"):
        it.deliver(mailbox.url)
    mailbox.misbehaviour.silent_after_data = mailbox.misbehaviour.loses = False
    assert it.tell(mailbox.url) == ["DeliveryUncertain", "sent", "sent", "sent", "sent"]
    assert len(mailbox.mails) == 4 + (not loses)
    saw("one delivery is uncertain and told once; it is not sent again by itself, whether or not it had arrived")


@pytest.mark.fault("Mail server", "drops the connection in the middle of DATA")
def test_a_break_in_the_middle_is_uncertain(it: Delivering, mailbox: Mailbox, saw: Saw) -> None:
    mailbox.misbehaviour.hang_up_mid_data = True
    assert it.tell_one(mailbox.url, READERS[0]) == "DeliveryUncertain"
    mailbox.misbehaviour.hang_up_mid_data = False
    assert it.tell(mailbox.url) == ["DeliveryUncertain", "sent", "sent", "sent", "sent"]
    settle(it, "it is not there", mailbox)
    saw(
        f"one delivery is uncertain; a person found that it had not arrived and had it sent again: "
        f"{it.counted(mailbox)}"
    )


@pytest.mark.fault("Mail server", "drops the connection after the final dot")
def test_a_break_after_the_final_dot_is_uncertain(it: Delivering, mailbox: Mailbox, saw: Saw) -> None:
    mailbox.misbehaviour.hang_up_after_data = True
    assert it.tell_one(mailbox.url, READERS[0]) == "DeliveryUncertain"
    mailbox.misbehaviour.hang_up_after_data = False
    assert it.tell(mailbox.url) == ["DeliveryUncertain", "sent", "sent", "sent", "sent"]
    it.ledger.deliveries.arrived(1, "she has it")
    assert set(it.tell(mailbox.url)) == {"sent"}
    saw(f"one delivery is uncertain; a person found that it had arrived: {it.counted(mailbox)}")


@pytest.mark.fault("Mail server", "says that the mail is too big (552)")
def test_too_big(it: Delivering, mailbox: Mailbox, saw: Saw) -> None:
    mailbox.misbehaviour.largest = 300
    assert set(it.tell(mailbox.url)) == {"DeliveryRefused"}
    reason = it.ledger.deliveries.get(1).reason
    assert "lower largest_mail_mb in recipients.yaml" in str(reason)
    mailbox.misbehaviour.largest = 10_000_000
    assert set(it.tell(mailbox.url)) == {"sent"}
    saw(f"refused with what to set; once mended, {it.counted(mailbox)}")


@pytest.mark.fault("Mail server", "takes 30 s for an answer")
def test_a_slow_server_is_waited_for(it: Delivering, mailbox: Mailbox, saw: Saw) -> None:
    mailbox.misbehaviour.slow_after_data = 30
    assert it.tell(mailbox.url, READERS[:1]) == ["sent"]
    mailbox.misbehaviour.slow_after_data = 0
    assert set(it.tell(mailbox.url)) == {"sent"}
    saw(f"it is waited for, two minutes for each answer: {it.counted(mailbox)}")


# TLS


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the authority, as an administrator does."""
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


def a_server(folder: Path, authority: trustme.CA, name: str = "127.0.0.1", **options: object) -> Mailbox:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    return Mailbox(folder / "mails", tls=context, **options)  # type: ignore[arg-type]


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("mode", ["starttls", "ssl"])
def test_a_server_with_a_good_certificate_gets_the_mail_over_tls(
    it: Delivering, tmp_path: Path, authority: trustme.CA, mode: str
) -> None:
    with a_server(tmp_path, authority, mode=mode) as mailbox:
        assert it.deliver(mailbox.url) is State.SENT
        assert len(mailbox.mails) == 1


@pytest.mark.usefixtures("trusted")
@pytest.mark.fault("Mail server", "has a wrong certificate: another name, or signed by nobody that is trusted")
@pytest.mark.parametrize("wrong", ["name", "authority"])
def test_a_wrong_certificate_gets_nothing(
    it: Delivering, tmp_path: Path, authority: trustme.CA, saw: Saw, wrong: str
) -> None:
    signer, name = (authority, "elsewhere.example") if wrong == "name" else (trustme.CA(), "127.0.0.1")
    with a_server(tmp_path, signer, name) as mailbox:
        with pytest.raises(SettingsError, match=r"the certificate of 127\.0\.0\.1 is not trusted: .*; nothing"):
            it.deliver(mailbox.url)
        assert mailbox.mails == []
    with a_server(tmp_path, authority) as mailbox:
        assert set(it.tell(mailbox.url)) == {"sent"}
        saw(
            f"nothing was sent, and the error says what of the certificate is wrong; once mended, {it.counted(mailbox)}"
        )


@pytest.mark.usefixtures("trusted")
@pytest.mark.fault("Mail server", "refuses TLS, or does not offer it")
@pytest.mark.parametrize("how", ["refuses", "does not offer"])
def test_without_tls_nothing_goes(it: Delivering, tmp_path: Path, authority: trustme.CA, saw: Saw, how: str) -> None:
    with a_server(tmp_path, authority) if how == "refuses" else Mailbox(tmp_path / "mails") as mailbox:
        mailbox.misbehaviour.at_tls = "454 TLS not available" if how == "refuses" else ""
        with pytest.raises((SettingsError, MailServerAway), match="TLS"):
            it.deliver(f"mailtos://127.0.0.1:{mailbox.port}")
        assert mailbox.mails == []
    with a_server(tmp_path, authority) as mailbox:
        assert set(it.tell(mailbox.url)) == {"sent"}
        saw(f"nothing went in plaintext, and the error says so; once mended, {it.counted(mailbox)}")


@pytest.mark.usefixtures("trusted")
@pytest.mark.fault("Mail server", "does not take user and password")
def test_a_wrong_password(it: Delivering, tmp_path: Path, authority: trustme.CA, saw: Saw) -> None:
    with a_server(tmp_path, authority, login=("postman", "right")) as mailbox:
        with pytest.raises(SettingsError, match="does not take this user and password: 535") as error:
            it.deliver(f"mailtos://postman:wrong-one@127.0.0.1:{mailbox.port}")
        assert "wrong-one" not in str(error.value)
        assert mailbox.mails == []
        assert set(it.tell(f"mailtos://postman:right@127.0.0.1:{mailbox.port}")) == {"sent"}
        saw(f"nothing was sent, and the error says so without the password; once mended, {it.counted(mailbox)}")


def settle(it: Delivering, reason: str, mailbox: Mailbox) -> None:
    """A person has what is uncertain sent again."""
    for each in it.ledger.deliveries.of(it.issue.id):
        if each.state is State.UNCERTAIN:
            claim = it.ledger.deliveries.claim(each.issue_id, each.recipient, "mail", again=reason)
            it.ledger.deliveries.record(claim.delivery, State.REFUSED, reason)
    assert set(it.tell(mailbox.url)) == {"sent"}

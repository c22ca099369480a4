"""An issue that lies in the archive, sent to its readers through a real SMTP server."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from upath import UPath

from reports import figures
from reports.demo.mailbox import Mailbox
from reports.errors import DeliveryIncomplete, DeliveryRefused, SettingsError, SnapshotError
from reports.issues import Ledger, NewIssue
from reports.workflow import Workplace
from reports.workflow.delivery import close, deliver
from reports.workflow.people import recipient_name, recipients

REPORT = "smt_overview"
FILES = {
    "smt_overview-2026-10.pdf": b"%PDF-1.7 the report",
    "smt_overview-2026-10.xlsx": b"PK the lists",
    "smt_overview-2026-10-mail.txt": b"Caseloads rose.",
    "smt_overview-2026-10-mail.html": b"<p>Caseloads rose.</p><!-- attached -->A report<!-- /attached -->",
}
RECIPIENTS = """
allowed_domains: [westmere.example, partner.example]
sender: reports@westmere.example
subject_prefixes: {partner.example: "[secure]"}
reports:
  smt_overview:
    - {name: Director, email: director@westmere.example}
    - {name: Head of Partner Service, email: head@partner.example}
"""


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    with Mailbox(tmp_path / "mails") as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, mailbox: Mailbox) -> Workplace:
    """A place whose ledger has one issue: that of October, version 1, id 1."""
    config, archive = tmp_path / "config", tmp_path / "archive"
    config.mkdir()
    archive.mkdir()
    (config / "recipients.yaml").write_text(RECIPIENTS)
    for name, content in FILES.items():
        (archive / name).write_bytes(content)
    files = {name: {"path": name, "sha256": hashlib.sha256(content).hexdigest()} for name, content in FILES.items()}
    made = Workplace(UPath(archive), f"sqlite:///{tmp_path / 'ledger.db'}", config=config, mail=mailbox.url)
    ledger = Ledger(made.ledger)
    ledger.migrate()
    as_at = datetime(2026, 11, 3, 6, tzinfo=UTC)
    title = "SMT overview, October 2026"
    new = NewIssue(REPORT, "2026-10", title, "operational", as_at, "s", "h", "0.1.0", "", 7, files)
    ledger.issues.release(ledger.issues.add(new, 1, figures.empty()).id, "somebody")
    return made


def send_all(place: Workplace) -> list[str]:
    return [deliver(place, 1, key) for key in recipients(place, REPORT)]


def test_each_recipient_gets_one_mail_of_the_same_files_and_a_gateway_its_prefix(
    place: Workplace, mailbox: Mailbox
) -> None:
    assert send_all(place) == ["sent", "sent"]
    subject = "SMT overview, October 2026 (issue 2026-10/1)"
    assert [(mail["To"], mail["Subject"]) for mail in mailbox.mails] == [
        ("director@westmere.example", subject),
        ("head@partner.example", f"[secure] {subject}"),
    ]
    for mail in mailbox.mails:
        assert mail["X-Report-Issue"] == "smt_overview 2026-10"
        assert mail["X-Report-Version"] == "1"
        assert {part.get_filename(): part.get_content() for part in mail.iter_attachments()} == {
            name: content for name, content in FILES.items() if "mail" not in name
        }
    assert close(place, 1) == "SMT overview, October 2026 (issue 2026-10/1), 7 pages: sent to 2 of 2"


def test_what_was_noted_at_its_release_stands_in_each_mail(place: Workplace, mailbox: Mailbox) -> None:
    ledger = Ledger(place.ledger)
    october = ledger.issues.get(1)
    new = NewIssue(REPORT, "2026-09", "September", "operational", october.as_at, "s", "h", "0", files=october.files)
    september = ledger.issues.add(new, 1, figures.empty())
    ledger.issues.release(september.id, "somebody", note="Nobody looked.")
    deliver(place, september.id, recipients(place, REPORT)[0])
    assert "Nobody looked." in mailbox.mails[0].get_body(("html",)).get_content()


def test_a_key_tells_an_outsider_nothing_and_an_operator_whose_it_is(place: Workplace) -> None:
    keys = recipients(place, REPORT)
    assert all(key.isalnum() and len(key) == 12 for key in keys)
    assert [recipient_name(place, REPORT, key) for key in keys] == ["Director", "Head of Partner Service"]


def test_one_recipient_refused_stops_none_of_the_others_and_alone_is_tried_again(
    place: Workplace, mailbox: Mailbox
) -> None:
    mailbox.misbehaviour.at_recipient["director@westmere.example"] = ["550 no such user"]
    director, head = recipients(place, REPORT)
    with pytest.raises(DeliveryRefused, match="550 no such user"):
        deliver(place, 1, director)
    assert deliver(place, 1, head) == "sent"
    with pytest.raises(DeliveryIncomplete, match="sent to 1 of 2"):
        close(place, 1)
    assert send_all(place) == ["sent", "sent"]
    assert sorted(mail["To"] for mail in mailbox.mails) == ["director@westmere.example", "head@partner.example"]
    assert close(place, 1).endswith("sent to 2 of 2")


def test_an_address_is_mended_in_the_settings_and_the_task_cleared(place: Workplace, mailbox: Mailbox) -> None:
    mailbox.misbehaviour.at_recipient["director@westmere.example"] = ["550 no such user"]
    director, head = recipients(place, REPORT)
    with pytest.raises(DeliveryRefused):
        deliver(place, 1, director)
    assert place.config is not None
    mended = RECIPIENTS.replace("director@westmere.example", "Director.CS@Westmere.example")
    (place.config / "recipients.yaml").write_text(mended)
    assert [deliver(place, 1, key) for key in (director, head)] == ["sent", "sent"]
    assert sorted(mail["To"] for mail in mailbox.mails) == ["director.cs@westmere.example", "head@partner.example"]
    assert close(place, 1).endswith("sent to 2 of 2")


def test_an_address_that_is_spelt_otherwise_is_the_same(place: Workplace, mailbox: Mailbox) -> None:
    assert send_all(place) == ["sent", "sent"]
    assert place.config is not None
    (place.config / "recipients.yaml").write_text(RECIPIENTS.replace("director@westmere", "Director@WESTMERE"))
    assert send_all(place) == ["sent", "sent"]
    assert len(mailbox.mails) == 2


def test_two_of_the_same_name_are_two(place: Workplace, mailbox: Mailbox) -> None:
    assert place.config is not None
    (place.config / "recipients.yaml").write_text(RECIPIENTS.replace("Head of Partner Service", "Director"))
    assert send_all(place) == ["sent", "sent"]
    assert len({mail["To"] for mail in mailbox.mails}) == 2


def test_a_report_changed_or_gone_in_the_archive_is_not_sent_and_may_be_once_it_is_mended(
    place: Workplace, mailbox: Mailbox
) -> None:
    pdf = place.archive / "smt_overview-2026-10.pdf"
    pdf.write_bytes(b"%PDF-1.7 another report")
    with pytest.raises(SnapshotError, match="is not what was written"):
        deliver(place, 1, recipients(place, REPORT)[0])
    pdf.unlink()
    with pytest.raises(SnapshotError, match=r"issue 2026-10/1 of smt_overview: smt_overview-2026-10\.pdf is missing"):
        deliver(place, 1, recipients(place, REPORT)[0])
    assert mailbox.mails == []
    pdf.write_bytes(FILES[pdf.name])
    assert send_all(place) == ["sent", "sent"]


def test_a_mail_larger_than_the_authority_chose_is_refused_before_it_is_sent(
    place: Workplace, mailbox: Mailbox
) -> None:
    assert place.config is not None
    (place.config / "recipients.yaml").write_text(RECIPIENTS + "largest_mail_mb: 0.00001\n")
    with pytest.raises(DeliveryRefused, match="largest_mail_mb in recipients"):
        send_all(place)
    assert mailbox.mails == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (RECIPIENTS.replace("westmere.example, ", ""), "recipient 1 of smt_overview: the domain westmere.example"),
        ("reports: {}", "smt_overview goes to nobody"),
    ],
)
def test_wrong_recipients_are_a_settings_error(place: Workplace, changed: str, said: str) -> None:
    assert place.config is not None
    (place.config / "recipients.yaml").write_text(changed)
    with pytest.raises(SettingsError, match=said):
        recipients(place, REPORT)


def test_a_place_does_not_tell_its_passwords() -> None:
    url = "postgresql://reader:s3cret@db.westmere.example/cases"
    place = Workplace(UPath("archive"), ledger=url, source=url, mail="mailtos://postman:s3cret@mail.westmere.example")
    assert "s3cret" not in repr(place)

"""The mail as each reader gets it: protected, lighter, with a note; and the archive stays as it is."""

import hashlib
import io
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pikepdf
import pypdfium2
import pytest
import yaml
from upath import UPath

from reports import figures
from reports.deliver import Mail
from reports.deliver.mail import send
from reports.demo.mailbox import Mailbox
from reports.documents.document import Document
from reports.errors import RenderError, SettingsError
from reports.issues import Issue, Ledger, NewIssue
from reports.periods import Period
from reports.render import body, pages
from reports.settings import Authority
from reports.workflow import Workplace
from reports.workflow.mail import compose
from reports.workflow.people import people_of, recipients
from reports.workflow.place import environment_secret

REPORT, TITLE, AS_AT = "smt_overview", "SMT overview, October 2026", datetime(2026, 11, 3, 6, tzinfo=UTC)
PDF, LISTS, BODY = (f"smt_overview-2026-10{ending}" for ending in (".pdf", ".xlsx", "-mail.html"))
DIRECTOR, PARTNER, BRANCH = "director@westmere.example", "head@partner.example", "head@branch.partner.example"
PASSWORD = "three random words"
FINDING = "Twelve children wait for a worker."
HEAVY = 40_000  # bytes: more than the mail may have where a test says `largest_mail_mb: 0.04`
Make = Callable[..., "Issued"]


class Issued:
    """An issue that lies in the archive, and the mails of it."""

    def __init__(self, place: Workplace, issue: Issue) -> None:
        self.place, self.issue = place, issue

    def mail(self, to: str, server: str = "mailto://127.0.0.1", note: str = "") -> Mail:
        settings = self.place.settings()
        people = people_of(settings.recipients, REPORT).values()
        person = next(person for person in people if person.email.casefold() == to)
        return compose(self.place, settings, self.issue, person, server, note)

    def stored(self, name: str) -> bytes:
        return (self.place.archive / name).read_bytes()


def a_pdf(weight: int) -> bytes:
    """A PDF of one empty page, with bytes that nothing can make fewer."""
    made = io.BytesIO()
    with pikepdf.new() as new:
        new.add_blank_page()
        new.Root.Weight = pikepdf.Stream(new, Random(1).randbytes(weight))
        new.save(made)
    return made.getvalue()


def a_body() -> bytes:
    """The body of a mail as the template makes it; one of its texts looks like a mark."""
    period, attention = Period.parse("2026-10"), ("First Response: 24.1 cases <!-- /findings -->",)
    told = (REPORT, TITLE, "operational", period, AS_AT, "2026-10/1", Authority(), (FINDING,), attention, {})
    return pages.mail_html(Document(*told)).encode()


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Issue a report of October, to be sent as recipients.yaml chooses."""
    config, archive = tmp_path / "config", tmp_path / "archive"
    config.mkdir()
    archive.mkdir()

    def issued(pdf: int = 0, lists: int | None = 100, secret: str | None = PASSWORD, **chosen: object) -> Issued:
        people = [
            {"name": "Director", "email": DIRECTOR},
            {"name": "Head of Partner Service", "email": "Head@Partner.example", "pdf_password": "partner_pdf"},
            {"name": "Head of its Branch", "email": BRANCH},
        ]
        usual = {
            "allowed_domains": ["Westmere.example", "partner.EXAMPLE", "branch.partner.example"],
            "sender": "reports@westmere.example",
            "subject_prefixes": {"PARTNER.example": "[secure]"},
            "reports": {REPORT: people},
        }
        (config / "recipients.yaml").write_text(yaml.safe_dump(usual | chosen))
        contents = {PDF: a_pdf(pdf), LISTS: b"PK" + Random(2).randbytes(lists or 0), BODY: a_body()}
        if lists is None:
            del contents[LISTS]
        for name, content in contents.items():
            (archive / name).write_bytes(content)
        files = {name: {"path": name, "sha256": hashlib.sha256(held).hexdigest()} for name, held in contents.items()}
        ledger = f"sqlite:///{tmp_path / 'ledger.db'}"
        place = Workplace(UPath(archive), ledger, config=config, secrets={"partner_pdf": secret}.get)
        new = NewIssue(REPORT, "2026-10", TITLE, "operational", AS_AT, "s", "h", "0.1.0", "", 7, files)
        return Issued(place, entered(ledger, new))

    return issued


def entered(url: str, new: NewIssue) -> Issue:
    with closing(Ledger(url)) as ledger:
        ledger.migrate()
        return ledger.issues.add(new, 1, figures.empty())


def test_a_reader_with_nothing_agreed_gets_what_was_stored(make: Make) -> None:
    issued = make()
    mail = issued.mail(DIRECTOR)
    assert mail.html.encode() == issued.stored(BODY)
    assert mail.attachments == {PDF: issued.stored(PDF), LISTS: issued.stored(LISTS)}


def test_only_the_agreed_password_opens_a_protected_report_and_the_lists_are_inside_it(
    make: Make, tmp_path: Path
) -> None:
    issued = make()
    with Mailbox(tmp_path / "mails") as mailbox:
        send(issued.mail(PARTNER, mailbox.url))
        (mail,) = mailbox.mails
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == PDF
    sent = attached.get_content()
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(sent))
    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(sent)
    assert len(pypdfium2.PdfDocument(sent, password=PASSWORD)) == 1
    with pikepdf.open(io.BytesIO(sent), password=PASSWORD) as opened:
        assert (opened.encryption.R, opened.encryption.bits) == (6, 256)
        assert str(opened.encryption.stream_method) == "EncryptionMethod.aesv3"
        assert opened.allow.accessibility
        assert opened.attachments[LISTS].get_file().read_bytes() == issued.stored(LISTS)
    assert mail["X-Report-SHA256"] == hashlib.sha256(issued.stored(PDF)).hexdigest()  # of the master, which stays open
    assert PASSWORD not in str(mail)


def test_the_mail_beside_a_protected_report_tells_no_findings_and_says_how_it_is_protected(
    make: Make, tmp_path: Path
) -> None:
    with Mailbox(tmp_path / "mails") as mailbox:
        send(make().mail(PARTNER, mailbox.url))
        (mail,) = mailbox.mails
    for kind in ("plain", "html"):
        text = " ".join(mail.get_body((kind,)).get_content().split())
        assert "the report (PDF), and inside it the lists behind it (XLSX). The PDF is protected by the agreed" in text
        assert TITLE in text
        assert "Who to ask" in text
        assert FINDING not in text
        assert "First Response" not in text


@pytest.mark.parametrize(
    ("secret", "said"),
    [
        (None, "recipient 2 of smt_overview: pdf_password: the secrets backend has no secret of this name"),
        ("", "recipient 2 of smt_overview: pdf_password: the secrets backend has no secret of this name"),
        ("twelve less", "recipient 2 of smt_overview: pdf_password: the secret of this name must have 12 to 127"),
        ("three random wörds", "must have 12 to 127 characters, all of them letters, digits, spaces or signs"),
        ("three random words\n", "must have 12 to 127 characters"),
        ("x" * 128, "must have 12 to 127 characters"),
    ],
)
def test_a_password_that_is_missing_or_will_not_do_is_known_before_anything_is_made(
    make: Make, secret: str | None, said: str
) -> None:
    with pytest.raises(SettingsError, match=said) as raised:
        recipients(make(secret=secret).place, REPORT)
    assert str(raised.value).startswith("recipients.yaml: ")
    assert "partner_pdf" not in str(raised.value)  # somebody may have written the password there
    assert not secret or secret not in str(raised.value)


def test_a_place_without_secrets_says_so_and_one_with_them_does_not_tell_them(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = make().place
    assert len(recipients(place, REPORT)) == 3
    assert "secrets=" not in repr(place)
    with pytest.raises(SettingsError, match="has no secret of this name"):
        recipients(Workplace(place.archive, place.ledger, config=place.config), REPORT)
    monkeypatch.setenv("LINEOFSIGHT_SECRET_PARTNER_PDF", PASSWORD)
    assert environment_secret("partner_pdf") == PASSWORD
    assert environment_secret("another") is None


@pytest.mark.parametrize("to", [DIRECTOR, PARTNER])
def test_where_the_lists_are_too_big_the_pdf_goes_alone_and_the_mail_says_where_they_are(make: Make, to: str) -> None:
    where = "https://reports.westmere.example/<issues>"
    mail = make(lists=HEAVY, largest_mail_mb=0.04, collect_from=where).mail(to)
    assert list(mail.attachments) == [PDF]
    assert len(mail.attachments[PDF]) < HEAVY
    said = " ".join(mail.html.split())
    assert "<strong>Attached:</strong> the report (PDF)." in said
    assert ("protected by the agreed password" in said) == (to == PARTNER)
    assert "the lists behind it (XLSX). They would make this mail weigh 0.1 MB, and at most 0.04 MB are sent." in said
    assert "<strong>Where to get them:</strong> https://reports.westmere.example/&lt;issues&gt;" in said


@pytest.mark.parametrize("to", [DIRECTOR, PARTNER])
@pytest.mark.parametrize(
    ("lists", "said"),
    [
        (100, "the report (PDF), and the lists behind it (XLSX). The report alone would make this mail weigh 0.1 MB"),
        (None, "the report (PDF). It would make this mail weigh 0.1 MB"),
    ],
)
def test_where_the_report_is_too_big_a_mail_without_it_says_whom_to_ask(
    make: Make, to: str, lists: int | None, said: str
) -> None:
    issued = make(pdf=HEAVY, lists=lists, largest_mail_mb=0.04)
    mail = issued.mail(to)
    assert mail.attachments == {}
    assert f"<strong>Not attached:</strong> {said}, and at most 0.04 MB are sent." in mail.html
    assert "<strong>Where to get" in mail.html
    assert ":</strong> Performance team, performance@westmere.example" in mail.html.partition("Where to get")[2]
    assert "<strong>Attached:" not in mail.html


def test_a_note_stands_above_all_else_as_text_and_the_stored_body_has_none(make: Make, tmp_path: Path) -> None:
    issued = make()
    before = issued.stored(BODY)
    with Mailbox(tmp_path / "mails") as mailbox:
        send(issued.mail(DIRECTOR, mailbox.url, "Released without <anybody> having looked.\nAfter 4 hours."))
        (mail,) = mailbox.mails
    page, text = (mail.get_body((kind,)).get_content() for kind in ("html", "plain"))
    assert '<p style="margin: 0 0 6px">Released without &lt;anybody&gt; having looked.</p>' in page
    assert page.index("After 4 hours.") < page.index("Westmere County Council")
    assert text.lstrip().startswith("Released without <anybody> having looked.")
    assert "note" not in text
    assert FINDING in text
    assert issued.stored(BODY) == before


def test_a_body_without_marks_takes_a_note_and_keeps_its_findings_from_nobody_by_chance() -> None:
    assert body.with_note("<p>Stored.</p>", "A note.").endswith("<p>Stored.</p>")
    with pytest.raises(RenderError, match="without the marks of 'findings'"):
        body.without_findings("<p>Twelve children wait.</p>")


def test_a_gateways_prefix_goes_by_the_domain_in_any_case_and_not_to_its_subdomains(make: Make) -> None:
    issued, usual = make(), "SMT overview, October 2026 (issue 2026-10/1)"
    assert issued.mail(PARTNER).subject == f"[secure] {usual}"
    assert issued.mail(BRANCH).subject == usual

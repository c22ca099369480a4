"""What a preview takes: the data measured once, and the pages of the report made of them as often as they change."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from reports import demo
from reports.checks import clean
from reports.demo.commentary import commentaries
from reports.documents.catalogue import entry_of
from reports.documents.document import Sheet
from reports.periods import Period, midnight
from reports.render import pages
from reports.settings import load
from reports.source import pull
from reports.workflow.beside import Beside
from reports.workflow.data import Measured, of_checked
from reports.workflow.issue import DRAFT, hand_over, read_commentary


@dataclass(frozen=True)
class Wanted:
    """The report to show, of which period and data. source: SQLAlchemy URL, which may hold a password.

    config: the folder of settings, or None for those that come with the project. commentary: the owner's, if any.
    """

    report: str
    source: str = field(repr=False)
    period: str
    as_at: datetime
    config: Path | None = None
    commentary: Path | None = None


@dataclass(frozen=True)
class Pages:
    """A report before the PDF: its HTML, its mail as HTML and as text, and the sheets of its workbook."""

    title: str
    as_at: datetime
    authority: str
    report: str
    mail: str
    text: str
    sheets: Sequence[Sheet]


def make_demo(report: str, period: str, as_at: datetime, folder: Path) -> tuple[str, Path]:
    """Make the demo's authority in a folder; give its source and the commentary on the report."""
    until = as_at.date()
    source = f"sqlite:///{folder / 'authority.db'}"
    demo.write(demo.make(until=until), source)
    for name, text in commentaries({report: period}, until):
        (folder / name).write_text(text)
    return source, folder / f"{report}-{period}.md"


def default_period(report: str, as_at: datetime) -> str:
    """Give the key of the last period of the report's kind that was complete."""
    return Period.last_complete(entry_of(report).kind, midnight(as_at.date())).key


def measure(wanted: Wanted) -> Measured:
    """Pull and measure what the report is made of. Gates are not asked: an analyst wants to see it all the same."""
    settings = load(wanted.config)
    tables = entry_of(wanted.report).tables
    pulled = pull(wanted.source, Period.parse(wanted.period), wanted.as_at, settings.standards, tables)
    return of_checked(clean(pulled, settings), settings)


def make(wanted: Wanted, measured: Measured) -> Pages:
    """Make the pages of the report."""
    written = read_commentary(wanted.commentary, wanted.report) if wanted.commentary else None
    handed = hand_over(wanted.report, load(wanted.config), measured, DRAFT, Beside(commentary=written))
    document = entry_of(wanted.report).build(handed)
    return Pages(
        title=document.title,
        as_at=document.as_at,
        authority=document.authority.name,
        report=pages.report(document),
        mail=pages.mail_html(document),
        text=pages.mail_text(document),
        sheets=document.sheets,
    )

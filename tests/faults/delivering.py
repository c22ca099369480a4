"""One issue and its five readers, for the tests of what may happen while it is delivered."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from reports.deliver import Mail, deliver
from reports.demo.mailbox import Mailbox
from reports.errors import ReportsError
from reports.issues import Issue, Ledger, State
from tests.issues.making import released

READERS = [f"reader{number}@westmere.example" for number in range(1, 6)]
ENDED = timedelta(0)  # a claim that lasts no time: its try must have ended


class Delivering:
    """An issue that is delivered: `tell` tries for every reader, as a task for each does."""

    def __init__(self, folder: Path, url: str | None = None, issue: Issue | None = None) -> None:
        """Make the ledger, at a URL or in the folder, and the issue; with an issue given, it is there already."""
        self.url = url or f"sqlite:///{folder / 'ledger.db'}"
        self.ledger = Ledger(self.url)
        if issue is None:
            self.ledger.migrate()
        self.issue = issue or released(self.ledger)
        self.patience = 120.0

    def tell(self, server: str, readers: Sequence[str] = tuple(READERS)) -> list[str]:
        """Try once for every reader; give what became of each, `sent` or the kind of error."""
        return [self.tell_one(server, reader) for reader in readers]

    def tell_one(self, server: str, reader: str, lasts: timedelta = ENDED) -> str:
        """Try once for a reader; give what became of it."""
        try:
            return str(self.deliver(server, reader, lasts))
        except ReportsError as error:
            return type(error).__name__

    def deliver(self, server: str, reader: str = READERS[0], lasts: timedelta = ENDED, again: str = "") -> State:
        """Deliver to a reader; a claim that another try has left lasts that long. `again`: once more, and why."""
        mail = Mail(
            server,
            "reports@westmere.example",
            reader,
            "SMT overview",
            "<p>Hello</p>",
            {"smt.pdf": b"%PDF"},
            patience=self.patience,
        )
        return deliver(self.ledger, self.issue.id, reader, "mail", lambda: mail, again=again, lasts=lasts)

    def counted(self, mailbox: Mailbox) -> str:
        """Say how many readers have the report, and how often."""
        mails = Counter(mail["To"] for mail in mailbox.mails)
        assert self.ledger.faults() == []
        doubled = sum(number > 1 for number in mails.values())
        return f"{len(mails)} of {len(READERS)} readers have it, {doubled} of them twice"

    def states(self) -> list[str]:
        """Give the state of each delivery."""
        return [str(each.state) for each in self.ledger.deliveries.of(self.issue.id)]

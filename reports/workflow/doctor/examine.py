"""The examination, one thing after the other. What is not given is not looked at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from reports.errors import SettingsError
from reports.periods import Kind, Period
from reports.settings import Settings, load
from reports.workflow.doctor.choices import choices
from reports.workflow.doctor.finding import Examination, Line, State
from reports.workflow.doctor.machine import machine
from reports.workflow.doctor.places import alerts, archive, ledger, mail, not_given
from reports.workflow.doctor.source import source
from reports.workflow.place import environment_secret


@dataclass(frozen=True)
class Given:
    """What is to be looked at; None is not given. source, ledger: SQLAlchemy URLs. config: a folder of settings.

    archive: a folder or object store. mail: the mail server's URL. alerts: apprise URLs, with blanks between. secret:
    gives a secret by its name. The URLs hold passwords, so they are not in its repr.
    """

    source: str | None = field(default=None, repr=False)
    config: Path | None = None
    archive: str | None = None
    ledger: str | None = field(default=None, repr=False)
    mail: str | None = field(default=None, repr=False)
    alerts: str | None = field(default=None, repr=False)
    secret: Callable[[str], str | None] = field(default=environment_secret, repr=False)


def examine(given: Given, at: datetime) -> Examination:
    """Look at everything that is given, as at an instant; what is wrong with one thing hides no other."""
    period = Period.last_complete(Kind.MONTH, at)
    return Examination(at, period, tuple(_lines(given, at, period)))


def _lines(given: Given, at: datetime, period: Period) -> Iterator[Line]:
    yield from machine(given.source, given.ledger)
    settings = Settings()
    try:
        settings = load(given.config)
        yield from choices(settings, given.config, given.secret)
    except SettingsError as error:
        yield Line("settings", "settings", State.BROKEN, str(error), "mend what it names: docs/authority.md")
    if given.source:
        yield from source(given.source, settings, at, period)
    else:
        yield not_given("connection", "--source", part="source")
    yield ledger(given.ledger, given.source) if given.ledger else not_given("ledger", "--ledger")
    yield archive(given.archive) if given.archive else not_given("archive", "--archive")
    largest = settings.recipients.largest_mail_mb
    yield mail(given.mail, largest) if given.mail else not_given("mail server", "--mail-server")
    yield alerts(given.alerts) if given.alerts else not_given("operator alerts", "--alerts")

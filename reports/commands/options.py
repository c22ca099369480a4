"""The options that commands share, and the place that they make."""

import os
import pwd
from pathlib import Path
from typing import Annotated

import typer

from reports.archive import archive_at
from reports.errors import LedgerError
from reports.workflow import Workplace
from reports.workflow.place import environment_secret

PARTLY = 1  # the exit code of what was done or found in part

SourceUrl = Annotated[
    str, typer.Option("--source", envvar="LINEOFSIGHT_SOURCE", help="SQLAlchemy URL of the case-management database.")
]
MaybeSource = Annotated[
    str | None,
    typer.Option("--source", envvar="LINEOFSIGHT_SOURCE", help="SQLAlchemy URL of the case-management database."),
]
PeriodName = Annotated[str, typer.Option("--period", help="2026-10 (month), 2026-11-16 or 2026-W47 (week).")]
AsAt = Annotated[
    str | None, typer.Option("--as-at", help="ISO time the data are as at, London unless it has an offset; else now.")
]
Config = Annotated[
    Path | None,
    typer.Option("--config", envvar="LINEOFSIGHT_CONFIG", help="Folder of settings; else those of the project."),
]
Archive = Annotated[
    str,
    typer.Option("--archive", envvar="LINEOFSIGHT_ARCHIVE", help="Folder or object store of snapshots and issues."),
]
LedgerUrl = Annotated[str, typer.Option("--ledger", envvar="LINEOFSIGHT_LEDGER", help="SQLAlchemy URL of the ledger.")]
MailServer = Annotated[
    str, typer.Option("--mail-server", envvar="LINEOFSIGHT_MAIL_SERVER", help="mailtos://user:password@host:port")
]
Reason = Annotated[str, typer.Option("--reason", help="Why; it stands in the ledger.")]
MaybeMailServer = Annotated[
    str | None,
    typer.Option("--mail-server", envvar="LINEOFSIGHT_MAIL_SERVER", help="mailtos://user:password@host:port"),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON, for programs.")]


def reader(ledger: str, config: Path | None = None) -> Workplace:
    """Give a place of which only the ledger and the settings are asked."""
    return Workplace(archive=archive_at("."), ledger=_there(ledger), config=config)


def desk(
    ledger: str, archive: str, config: Path | None, *, source: str | None = None, mail: str | None = None
) -> Workplace:
    """Give the place where a person works, under the name that the system knows, which the audit trail will have."""
    commentary = os.environ.get("LINEOFSIGHT_COMMENTARY")
    return Workplace(
        archive=archive_at(archive),
        ledger=_there(ledger),
        source=source,
        config=config,
        commentary=archive_at(commentary) if commentary else None,
        mail=mail,
        actor=actor(),
        secrets=environment_secret,
    )


def actor() -> str:
    """Give who acts: the login name of the process's user, whatever the environment says."""
    try:
        name = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container may run as a user that its system does not know
        name = f"user {os.getuid()}"
    return f"{name} (command line)"


def given(reason: str) -> str:
    """Give a reason without the blanks around it. Raises LedgerError where nothing is left."""
    if not reason.strip():
        raise LedgerError("--reason: say why; it stands in the ledger")
    return reason.strip()


def _there(ledger: str) -> str:
    """Give the ledger's URL; where it names a SQLite file that is not there, none is made. Raises LedgerError."""
    file = ledger.removeprefix("sqlite:///")
    if file != ledger and not Path(file.partition("?")[0]).is_file():
        raise LedgerError(f"ledger: there is no SQLite database at {file}")
    return ledger

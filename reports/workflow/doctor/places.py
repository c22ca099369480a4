"""Ledger, archive, mail server, operators: reached, and fit for what is to be done there. Nothing is sent or left."""

import shutil
import smtplib
import ssl
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote
from uuid import uuid4

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, func, inspect, select, table, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from reports.archive import archive_at, write_whole
from reports.deliver import check_alerts, read_server
from reports.deliver.server import mode
from reports.errors import ReportsError
from reports.issues.database import MIGRATIONS
from reports.source.survey import said
from reports.workflow.doctor.finding import Line, State

PART = "places"
PATIENCE = 10  # seconds for a server's answer
GIGABYTE = 1 << 30
LEAST_FREE = 5 * GIGABYTE  # years of snapshots and issues of a county


def not_given(about: str, option: str, part: str = PART) -> Line:
    """Say that something was not looked at, and how it would be."""
    return Line(part, about, State.NOT_GIVEN, f"not looked at: give {option}")


def ledger(url: str, source: str | None) -> Line:
    """Say whether the ledger is there and at which version, or can be made; it is not changed."""
    try:
        parsed = make_url(url)
        parsed.get_dialect()
        if source is not None and _same(parsed, source):
            to_do = "give the ledger a database of its own: the case database is never written to"
            return Line(PART, "ledger", State.GAP, "it is the case-management database", to_do)
        if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").is_file():
            return _new_file(Path(parsed.database or ""))
        connecting = {"connect_timeout": PATIENCE} if parsed.get_backend_name() == "postgresql" else {}
        opened = create_engine(parsed, connect_args=connecting, poolclass=NullPool)
        with opened.connect() as connection:
            return _ledger(connection)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, ValueError):
        found, to_do = "not a usable database URL", "see sqlite:///ledger.db; a sign such as @ in a password is %40"
    except SQLAlchemyError as error:
        found, to_do = f"cannot be opened: {said(error, parsed)}", "see that its server runs, and who may log in there"
    return Line(PART, "ledger", State.BROKEN, found, to_do)


def _same(ledger: URL, source: str) -> bool:
    try:
        other = make_url(source) if "://" in source else URL.create("sqlite", database=source)
    except (ArgumentError, ValueError):
        return False
    if ledger.get_backend_name() == other.get_backend_name() == "sqlite":
        return Path(ledger.database or "").absolute() == Path(other.database or "").absolute()
    return (ledger.host, ledger.port, ledger.database) == (other.host, other.port, other.database)


def _new_file(path: Path) -> Line:
    if not path.name:
        return Line(PART, "ledger", State.BROKEN, "SQLite needs a file", "give sqlite:///ledger.db")
    if not path.parent.is_dir():
        to_do = "make the folder, or name another"
        return Line(PART, "ledger", State.BROKEN, f"there is no folder {path.parent}", to_do)
    return Line(PART, "ledger", State.WELL, f"none yet: the first run makes {path.name}")


def _ledger(connection: Connection) -> Line:
    name = connection.dialect.name
    versions = [each.revision for each in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]
    there = MigrationContext.configure(connection).get_current_revision()
    if there is None and inspect(connection).get_table_names():
        to_do = "give the ledger a database of its own, an empty one"
        return Line(PART, "ledger", State.BROKEN, f"{name}: holds tables that are not the ledger's", to_do)
    if there is None:
        found, change = (
            f"{name}: empty; the first run makes its tables",
            "has_schema_privilege(current_schema(), 'CREATE')",
        )
    elif there not in versions:
        to_do = "install the version of Line of Sight that last wrote there, or a newer one"
        return Line(PART, "ledger", State.BROKEN, f"{name}: of a newer version ({there})", to_do)
    else:
        issues = connection.scalar(select(func.count()).select_from(table("issue")))
        then = "" if there == versions[0] else f"; the next run brings it from version {there} to {versions[0]}"
        found, change = f"{name}: {issues:,} issues{then}", "has_table_privilege('issue', 'INSERT')"
    if name == "postgresql" and not connection.scalar(text(f"SELECT pg_catalog.{change}")):
        return Line(
            "ledger", "ledger", State.BROKEN, f"{found}; this user may not write there", "let it write and create"
        )
    return Line(PART, "ledger", State.WELL, found)


def archive(place: str) -> Line:
    """Say whether the archive can be written and read: a file is written there and removed again."""
    try:
        folder = archive_at(place)
        local = Path(place) if "://" not in place else None
        if local is not None and not local.exists():
            if not local.absolute().parent.is_dir():
                return Line(PART, "archive", State.BROKEN, f"there is no folder {local.parent}", "make it")
            return Line(PART, "archive", State.WELL, "none yet: the first run makes it")
        probe = folder / f".doctor-{uuid4().hex[:8]}"
        try:
            write_whole(probe, b"can this be written?")
            kept = probe.read_bytes()
        finally:
            with suppress(OSError):
                probe.unlink(missing_ok=True)
        if not kept:
            return Line(PART, "archive", State.BROKEN, "what is written there is not kept", "see its disk")
        snapshots = sum(1 for _ in (folder / "snapshots").glob("*/manifest.json"))
        return _room(f"can be written; {snapshots:,} snapshots", local)
    except (ReportsError, OSError) as error:
        return Line(PART, "archive", State.BROKEN, str(error), "let the user that runs the reports write there")


def _room(found: str, local: Path | None) -> Line:
    if local is None:
        return Line(PART, "archive", State.WELL, found)
    free = shutil.disk_usage(local).free
    found += f", {free / GIGABYTE:,.0f} GiB free"
    if free < LEAST_FREE:
        return Line(PART, "archive", State.GAP, found, "make room: a full disk holds every report")
    return Line(PART, "archive", State.WELL, found)


def mail(url: str, largest_mb: float) -> Line:
    """Say whether the mail server is reached, safe, and takes the login: no mail is sent."""
    try:
        server = read_server(url)
    except ReportsError as error:
        return Line(PART, "mail server", State.BROKEN, str(error), "mend the URL")
    host, how = str(server.hostname), mode(server)
    port = server.port or {"ssl": 465, "starttls": 587}.get(how, 25)
    safe = ssl.create_default_context()
    try:
        with _opened(host, port, safe if how == "ssl" else None) as connection:
            if how == "starttls":
                connection.starttls(context=safe)
            connection.ehlo_or_helo_if_needed()
            if server.username:
                connection.login(unquote(server.username), unquote(server.password or ""))
            largest = int(connection.esmtp_features.get("size") or 0)
    except smtplib.SMTPAuthenticationError as error:
        return _no_mail(host, f"refuses the login ({error.smtp_code})", "see user and password")
    except ssl.SSLCertVerificationError as error:
        return _no_mail(host, f"its certificate cannot be verified: {error.verify_message}", "see name and certificate")
    except (smtplib.SMTPException, OSError) as error:
        words = " ".join(str(error).split()) or type(error).__name__
        return _no_mail(host, f"not reached on port {port}: {words}", "see host, port, mode and firewall")
    found = f"{host} answers on port {port}, {how}{', login taken' if server.username else ', no login'}"
    if 0 < largest < largest_mb * 1_000_000:
        found += f"; it takes {largest / 1_000_000:.0f} MB, and recipients.yaml allows {largest_mb:.0f}"
        return Line(PART, "mail server", State.GAP, found, "lower largest_mail_mb in recipients.yaml")
    return Line(PART, "mail server", State.WELL, found)


def _opened(host: str, port: int, safe: ssl.SSLContext | None) -> smtplib.SMTP:
    """Connect; with a context, with TLS from the first byte."""
    if safe is None:
        return smtplib.SMTP(host, port, timeout=PATIENCE)
    return smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=safe)


def _no_mail(host: str, why: str, to_do: str) -> Line:
    return Line(PART, "mail server", State.BROKEN, f"{host}: {why}", to_do)


def alerts(urls: str) -> Line:
    """Say whether operators could be told: the URLs are read, and nothing is sent."""
    try:
        check_alerts(urls.split())
    except ReportsError as error:
        return Line(PART, "operator alerts", State.BROKEN, str(error), "mend the URL: appriseit.com")
    count = len(urls.split())
    found = f"{count} {'place' if count == 1 else 'places'}; none was tried"
    return Line(PART, "operator alerts", State.WELL, found)

"""The ledger's database: SQLite by default, PostgreSQL in production."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.orm import Session

from reports.errors import LedgerError
from reports.issues.trail import Trail

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK_WAIT = 30  # seconds that a write waits for another one on SQLite
MIGRATION_LOCK = 5_630_427  # any number that no one else takes as a PostgreSQL advisory lock


class Database:
    """The database at a SQLAlchemy URL; `actor` is who writes, as the audit trail will name them.

    Raises LedgerError for a URL that is none. What the database itself refuses comes as SQLAlchemy's errors.
    """

    def __init__(self, url: str, actor: str) -> None:
        """Open it; nothing is read or made yet."""
        self.actor = actor
        try:
            self._engine = _engine(url, os.getpid())
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            raise LedgerError(f"ledger: not a usable database URL: {str(error).splitlines()[0]}") from None
        except ValueError:  # its words would show a part of the URL, and that may be of the password
            raise LedgerError("ledger: not a usable database URL: a sign such as @ in a password is %40") from None

    def migrate(self) -> None:
        """Bring the tables to the present version; two processes may ask at once."""
        from alembic import command  # noqa: PLC0415 - slow to import, and what renders to a folder has no ledger
        from alembic.config import Config  # noqa: PLC0415 - the same
        from alembic.runtime.migration import MigrationContext  # noqa: PLC0415 - the same

        with self._engine.connect() as connection:
            if MigrationContext.configure(connection).get_current_revision() == _present_version():
                return
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        with self._engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA foreign_keys = OFF")  # a table is changed by copying it
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            elif connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA foreign_keys = ON")

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Read."""
        with Session(self._engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self, actor: str | None = None) -> Iterator[tuple[Session, Trail]]:
        """Write, with acts in the trail, in one transaction: all of it or nothing, one writer after another."""
        with Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield session, Trail(session, actor or self.actor)


@cache
def _present_version() -> str | None:
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - slow to import

    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


@lru_cache(maxsize=8)
def _engine(url: str, _process: int) -> Engine:
    """Give the engine of a process, which keeps what it compiled: a ledger is opened many times.

    A process that was forked has one of its own, as two must not share a connection.
    """
    engine = create_engine(make_url(url), pool_pre_ping=True)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _set_up(connection: Any, _record: Any) -> None:
            connection.execute(f"PRAGMA busy_timeout = {LOCK_WAIT * 1000}")
            with suppress(sqlite3.OperationalError):  # another process is just doing the same: it lasts in the file
                connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA foreign_keys = ON")

    return engine

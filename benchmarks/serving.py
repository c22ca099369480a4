"""The Reports page's application in a process of its own, for `benchmarks/reports_page.py`."""

import multiprocessing
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import httpx
import uvicorn
from upath import UPath

from reports.issues import Issue
from reports.page.app import create
from reports.page.host import Question, Run
from reports.workflow import Workplace


class Everybody:
    """A host in which everybody may do everything, and nothing is under way (`reports.page.host.Host`)."""

    origins = ()

    @staticmethod
    def current_user() -> str:
        """Give whoever asks."""
        return "admin"

    def name(self, user: str) -> str:
        """Give the name."""
        return user

    def may_read(self, _user: str, _dag: str) -> bool:
        """Say yes."""
        return True

    may_act = may_read

    def may_see_people(self, _user: str) -> bool:
        """Say yes."""
        return True

    def alive(self) -> bool:
        """Say yes."""
        return True

    def under_way(self) -> list[Run]:
        """Give nothing."""
        return []

    def question(self, _issue: Issue) -> Question | None:
        """Give nothing."""
        return None


def serve(ledger: str, archive: str, port: int) -> None:
    """Run the application, until the process is ended."""
    place = Workplace(UPath(archive), ledger)
    uvicorn.run(create(Everybody(), lambda: place), host="127.0.0.1", port=port, log_level="error")  # type: ignore[arg-type]


@contextmanager
def server(ledger: str, archive: str) -> Iterator[httpx.Client]:
    """Begin a process that serves the page, and give what asks it; nothing was asked before."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(ledger, archive, port))
    process.start()
    try:
        while process.is_alive():
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except ConnectionRefusedError:
                time.sleep(0.05)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}/api/", timeout=120) as client:
            yield client
    finally:
        process.terminate()
        process.join()

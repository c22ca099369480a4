"""The heartbeat on the command line: its exit code is what a watchdog reads."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from reports.issues import State
from tests.commands.conftest import Command
from tests.issued import CLERK, World

WELL, BAD, UNKNOWN = 0, 1, 2


@contextmanager
def answering(body: str, code: int = 200) -> Iterator[str]:
    """Answer every question over HTTP alike; the real Airflow's answers are in tests/live/test_status.py."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(code)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_all_is_well(command: Command) -> None:
    said = command("status")
    assert said.code == WELL
    lines = said.out.splitlines()
    assert lines[0].split() == ["report", "last", "out", "at", "next", "due"]
    assert lines[1].startswith("lead_member  2024-10/1  ")
    assert lines[-1].split(maxsplit=2) == ["in", "all", "well"]
    found = json.loads(command("status", "--json").out)
    assert found["good"]
    assert found["scheduler"] == "not asked"


def test_a_due_time_that_passed_is_bad_though_nothing_runs(command: Command) -> None:
    said = command("status", "--as-at", "2126-11-09T12:00")
    assert said.code == BAD
    assert "late: 2126-10: nothing has been made yet" in said.out
    assert "somebody must look" in said.out


def test_an_uncertain_delivery_is_bad_and_says_where_to_look(world: World, command: Command) -> None:
    with closing(world.ledger) as ledger:
        found = next(each for each in ledger.deliveries.of(1) if each.recipient == CLERK)
        ledger.deliveries.record(ledger.deliveries.claim(1, CLERK, "mail", again="asked for").delivery, State.UNCERTAIN)
    said = command("status")
    assert (said.code, "lineofsight deliveries list --unresolved" in said.out) == (BAD, True)
    assert CLERK not in said.out + command("status", "--json").out
    command("deliveries", "resolve", str(found.id), "--arrived", "--reason", "She has it")
    assert command("status").code == WELL


@pytest.mark.parametrize(
    ("body", "code", "exit_code"),
    [
        ('{"scheduler": {"status": "healthy"}}', 200, WELL),
        ('{"scheduler": {"status": "unhealthy"}}', 200, BAD),
        ('{"scheduler": {"status": "healthy"}}', 500, BAD),
        ("[]", 200, BAD),
        ("<html>", 200, BAD),
    ],
)
def test_the_scheduler_is_asked_for(command: Command, body: str, code: int, exit_code: int) -> None:
    with answering(body, code) as url:
        assert command("status", "--airflow", url).code == exit_code


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "nonsense"])
def test_an_airflow_that_does_not_answer_is_dead(command: Command, url: str) -> None:
    assert command("status", "--airflow", url).code == BAD


def test_a_ledger_that_is_not_there_is_an_error(command: Command) -> None:
    said = command("status", "--ledger", "sqlite:///nowhere.db")
    assert (said.code, said.err) == (UNKNOWN, "error: ledger: there is no SQLite database at nowhere.db\n")

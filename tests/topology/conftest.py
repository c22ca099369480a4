"""The compose file's services, once for all tests of this folder, and a summary of what they came to."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import topology
from components import StackError
from tests.topology.place import HeldMailbox, connections, fill, write_settings
from tests.topology.scene import WORKERS, Scene

SOON = {  # seconds after which a task of which nothing is heard is taken for dead; in production it is minutes
    "SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "20",
    "SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "5",
    "SCHEDULER__TASK_QUEUED_TIMEOUT": "120",
    "SCHEDULER__TASK_QUEUED_TIMEOUT_CHECK_INTERVAL": "5",
}
SUMMARY: list[str] = []


@pytest.fixture(scope="package")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder, began = tmp_path_factory.mktemp("topology"), time.monotonic()
    settings = write_settings(folder / "config")
    with HeldMailbox(folder / "mails") as mailbox:
        secrets = topology.make_secrets(folder / "secrets", connections(mailbox))
        told = {"SETTINGS": str(settings), "SECRETS": str(secrets)}
        with (
            topology.running(folder / "stack", told, len(WORKERS), SOON) as stack,
            listening(stack, folder / "traffic") as traffic,
        ):
            fill(stack.database("postgres"))
            made = Scene(stack, stack.log_in("admin", "a password of the tests"), mailbox, settings, traffic)
            made.unpause()
            SUMMARY.append(f"{len(stack.processes)} hosts are well after {time.monotonic() - began:.0f} s")
            yield made
            SUMMARY.extend([*made.summary, memory(stack), f"done after {time.monotonic() - began:.0f} s"])


def memory(stack: topology.Topology) -> str:
    try:
        used = (f"{name} {size / 2**20:.0f}" for name, size in stack.memory().items())
    except StackError as error:
        return str(error)
    return f"memory (PSS, MiB): {', '.join(used)}"


@contextmanager
def listening(stack: topology.Topology, file: Path) -> Iterator[Path]:
    """Write into a file whatever Redis is told, while the context lasts."""
    told = {**stack.host("redis").environment, "REDISCLI_AUTH": stack.secret("redis", "redis_password")}
    command = ["redis-cli", "-p", str(stack.port("redis", 6379)), "MONITOR"]
    with file.open("wb") as traffic, subprocess.Popen(command, env=told, stdout=traffic) as process:
        try:
            yield file
        finally:
            process.terminate()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if SUMMARY:
        terminalreporter.section("The services of docker-compose.yaml, as processes")
        for line in SUMMARY:
            terminalreporter.write_line(line)

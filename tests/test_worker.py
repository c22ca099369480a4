"""The process that renders is shut in: no network, no other program, nothing of what its parent knows."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reports.errors import RenderError
from reports.render import pdf, worker
from reports.resources import TEMPLATES

WORKER = Path(worker.__file__)
PAGE = "<!DOCTYPE html><html lang='en-GB'><title>t</title><p>{}"
# Run in a process of its own: the worker's functions, a port of this machine, and something to try with them.
PRELUDE = """
import os, runpy, socket, subprocess, sys
from pathlib import Path
worker, port = runpy.run_path(sys.argv[1]), int(sys.argv[2])
opened_before = socket.socket()

def tried(attempt):
    try:
        attempt()
    except Exception as error:
        return type(error).__name__
    return "done"
"""
AFTER_A_PAGE = """
worker["main"](Path(sys.argv[3]), 4096, 60)
print(*map(tried, (
    lambda: opened_before.connect(("127.0.0.1", port)),
    lambda: socket.create_connection(("127.0.0.1", port)),
    lambda: socket.socket(socket.AF_UNIX),
    lambda: socket.getaddrinfo("westmere.example", 25),
    lambda: subprocess.run(["/bin/true"]),
    lambda: os.system("/bin/true"),
    lambda: os.posix_spawn("/bin/true", ["true"], {}),
    lambda: os.execv("/bin/true", ["true"]),
    lambda: os.fork() or os._exit(0),
)), file=sys.stderr)
"""
WITH_THE_KERNEL_ALONE = """
print(worker["leave_network"](), tried(lambda: socket.create_connection(("127.0.0.1", port))), file=sys.stderr)
"""


@pytest.fixture
def listening() -> Iterator[int]:
    """A server on this machine; the port on which it listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def tried(script: str, port: int) -> list[str]:
    """What became of each attempt of a script that is given a page to render."""
    command = [sys.executable, "-P", "-c", PRELUDE + script, str(WORKER), str(port), str(TEMPLATES)]
    page = b"<!DOCTYPE html><html lang='en-GB'><title>t</title><p>Words."
    return subprocess.run(command, input=page, capture_output=True, check=True).stderr.decode().split()


def test_without_being_shut_in_a_server_on_this_machine_is_reached(listening: int) -> None:
    script = 'print(tried(lambda: opened_before.connect(("127.0.0.1", port))), file=sys.stderr)'
    assert tried(script, listening) == ["done"]


def test_a_process_that_renders_reaches_no_server_and_starts_no_program(listening: int) -> None:
    assert tried(AFTER_A_PAGE, listening) == ["PermissionError"] * 9


def test_where_the_kernel_lets_it_the_process_has_a_network_with_nobody_in_it(listening: int) -> None:
    left, became = tried(WITH_THE_KERNEL_ALONE, listening)
    if left == "False":
        pytest.skip("this kernel gives no network of one's own")
    socket.create_connection(("127.0.0.1", listening)).close()  # for others it is there
    assert became == "OSError"


def test_nothing_of_its_parents_environment_reaches_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINEOFSIGHT_SECRET_DIRECTOR", "marked-secret")
    with pdf.Worker() as started:
        started.write(PAGE.format("Words."))  # it is there
        process = Path(f"/proc/{started.pid}")
        told = (process / "environ").read_text() + (process / "cmdline").read_text()
    assert "FONTCONFIG_FILE" in told
    assert "LINEOFSIGHT" not in told
    assert "marked-secret" not in told


def test_a_page_has_the_same_bytes_after_others_as_alone() -> None:
    others = [PAGE.format(words) for words in ("Another page.", "One with a table.<table><tr><td>1</table>")]
    with pdf.Worker() as started:
        for other in others:
            started.write(other)
        assert started.write(PAGE.format("Words.")) == pdf.write(PAGE.format("Words."))


def test_what_one_page_does_wrong_no_other_page_suffers() -> None:
    with pdf.Worker() as started:
        with pytest.raises(RenderError, match=r"missing\.png"):
            started.write(PAGE.format('<img src="missing.png" alt="a">'))
        assert started.write(PAGE.format("Words.")).startswith(b"%PDF")


def test_where_the_process_was_ended_the_next_page_has_another() -> None:
    with pdf.Worker() as started:
        os.kill(started.pid, signal.SIGKILL)
        os.waitid(os.P_PID, started.pid, os.WEXITED | os.WNOWAIT)
        assert started.write(PAGE.format("Words.")).startswith(b"%PDF")


def test_a_process_that_renders_leaves_no_file_behind(tmp_path: Path) -> None:
    page = b"""<!DOCTYPE html><html lang="en-GB"><title>t</title><style>
    @font-face {font-family: "Inter"; src: url(fonts/Inter-Regular.ttf)} p {font-family: "Inter"}</style><p>Words."""
    command = [sys.executable, "-P", str(WORKER), str(TEMPLATES), "4096", "60"]
    environment = {"TMPDIR": str(tmp_path), "FONTCONFIG_FILE": str(TEMPLATES / "fonts" / "fonts.conf")}
    subprocess.run(command, input=page, env=environment, capture_output=True, check=True)
    assert list(tmp_path.iterdir()) == []

"""HTML to PDF in a process of its own, which has no network, no fonts but ours, and not for ever."""

import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from reports.errors import RenderError
from reports.render.worker import FAULTS
from reports.resources import TEMPLATES

_WORKER = Path(__file__).with_name("worker.py")


@dataclass(frozen=True)
class Bounds:
    """How long a rendering may take, and how much address space it may have."""

    seconds: int = 180
    megabytes: int = 4096


BOUNDS = Bounds()


class Worker:
    """A process that has WeasyPrint in memory and renders pages, one after another.

    It loads while others work, so it is best started before the page is there. Each page is rendered in a process
    forked from it, within the bounds and apart from every other page: a second page costs no second start, and has the
    same bytes as in a process that has never seen another. Its environment is empty but for the bundled fonts'.
    """

    def __init__(self, bounds: Bounds = BOUNDS, *, apart: bool = False) -> None:
        """Start it. apart: it does not hear the Ctrl-C that is meant for this process."""
        self._bounds, self._apart = bounds, apart
        self._start()

    def _start(self) -> None:
        self._socket, its = socket.socketpair()
        self._socket.settimeout(self._bounds.seconds)
        command = [sys.executable, "-P", str(_WORKER), str(TEMPLATES)]
        command += map(str, (self._bounds.megabytes, self._bounds.seconds, its.fileno()))
        environment = {
            "FONTCONFIG_FILE": str(TEMPLATES / "fonts" / "fonts.conf"),
            "PYTHONHASHSEED": "0",  # sets are ordered alike, and fonts dated alike, from run to run
            "SOURCE_DATE_EPOCH": "0",
            "PYTHONUTF8": "1",
        }
        none = subprocess.DEVNULL
        with its:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and worker
                command,
                stdin=none,
                stdout=none,
                stderr=none,
                env=environment,
                pass_fds=[its.fileno()],
                start_new_session=self._apart,
            )

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def write(self, html: str) -> bytes:
        """Give the PDF/UA-1 of a page of HTML: as the function `write`. What ended it before is forgotten."""
        if self._process.poll() is not None:
            self._start()
        with _in_memory("page") as page, _in_memory("pdf") as pdf, _in_memory("said") as said:
            page.write(html.encode())
            page.seek(0)
            try:
                code = self._ask(page, pdf, said)
            except TimeoutError:
                raise RenderError(
                    f"the report took more than {self._bounds.seconds} s to render; are its lists capped?"
                ) from None
            if code:
                raise RenderError(_why(code, _read(said), self._bounds))
            return _read(pdf)

    def _ask(self, *files: BinaryIO) -> int:
        """Let it render from the first file into the second, faults into the third; give the exit code."""
        try:
            socket.send_fds(self._socket, [b"."], [file.fileno() for file in files])
            answer = self._socket.recv(4)
        except BaseException as error:
            self.close()
            if not isinstance(error, BrokenPipeError | ConnectionResetError):
                raise
            answer = b""
        return int.from_bytes(answer, "big", signed=True) if answer else self._process.wait() or 1

    def close(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._socket.close()

    def __enter__(self) -> Self:
        """Give it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """End it."""
        self.close()


def write(html: str, bounds: Bounds = BOUNDS) -> bytes:
    """Give the PDF/UA-1 of a page of HTML, whose links to assets are relative to `reports/templates/`.

    Raises RenderError for whatever WeasyPrint warns of (a missing glyph, image or font, a style it does not know) and
    past a bound.
    """
    with Worker(bounds) as worker:
        return worker.write(html)


def _in_memory(name: str) -> BinaryIO:
    """Give a file that is nowhere on a disk."""
    return os.fdopen(os.memfd_create(name), "r+b")


def _read(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()


def _why(code: int, written: bytes, bounds: Bounds) -> str:
    said = written.decode(errors="replace").strip().splitlines()
    if code == FAULTS:
        return f"the report could not be rendered as it should be: {'; '.join(said[:5])}"
    if code < 0 or any("MemoryError" in line for line in said):
        return f"the report needed more than {bounds.megabytes} MB or {bounds.seconds} s of computing time to render"
    return f"WeasyPrint failed: {said[-1] if said else f'exit {code}'}"

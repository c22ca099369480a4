"""The process that renders: HTML on standard input, PDF on standard output, faults a line each on standard error.

Run as a file, with nothing of the project imported: `worker.py ASSETS MEGABYTES SECONDS SOCKET`. It loads WeasyPrint
once. For each page that it is then asked for over the socket it forks a process, which has what was loaded in memory,
and shuts itself in before it reads the page: no network, no other program, so much time and memory and no more. No
page meets what another has left behind. Without a socket it renders its own standard input.
"""

import ctypes
import gc
import hashlib
import logging
import os
import resource
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import unquote, urlsplit

FAULTS = 3  # the exit code that says: standard error lists what is wrong with the page
BUNDLED = "https://bundled.invalid/"  # a host that cannot exist: what stands below it is a file of ours
NOT_A_FAULT = "Using fontTools instead of HarfBuzz-Subset"  # said of the machine: slower, nothing is missing
KINDS = {".css": "text/css", ".ttf": "font/ttf", ".svg": "image/svg+xml", ".png": "image/png"}

SMALL_PAGE = """<!DOCTYPE html><html lang="en"><title>A page</title><style>p {columns: 2}</style><h1>Heading</h1>
<p>Words.<ul><li>An item</ul><table><caption>A table</caption><thead><tr><th>Head<tbody><tr><td>Cell</table>
<svg width="9" height="9" role="img"><title>A line</title><path d="M0 0L9 9" stroke="#000"/></svg>"""

REFUSED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system")  # audit events
END_WITH_PARENT = 1  # PR_SET_PDEATHSIG of <linux/prctl.h>
NEW_NETWORK, NEW_USER = 0x40000000, 0x10000000  # CLONE_NEWNET, CLONE_NEWUSER of <linux/sched.h>


def leave_network() -> bool:
    """Move into a network of this process alone, in which there is nobody; tell whether the kernel lets us.

    Root may at once, others as a user of their own, where that is not forbidden, as it is in most containers.
    """
    libc = ctypes.CDLL(None)
    return libc.unshare(NEW_NETWORK) == 0 or libc.unshare(NEW_NETWORK | NEW_USER) == 0


def refuse(event: str, _arguments: object) -> None:
    """Refuse, as an audit hook, every socket and the start of every program. A hook stays until the process ends."""
    if event.startswith(REFUSED):
        raise PermissionError(f"{event}: a page is rendered without network and other programs")


def shut_in(megabytes: int, seconds: int) -> None:
    """Leave this process no network, no other program, and so much memory and computing time."""
    leave_network()
    sys.addaudithook(refuse)
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


class Faults(logging.Handler):
    """Collects what WeasyPrint and fontTools warn of: each means that something of the page is missing."""

    def __init__(self) -> None:
        """Take warnings and errors."""
        super().__init__(logging.WARNING)
        self.seen: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record's message, once, on one line."""
        message = " ".join(record.getMessage().split())
        if not message.startswith(NOT_A_FAULT):
            self.seen[message] = None


def tell_structure() -> None:
    """Let WeasyPrint's structure tree tell what it knows of the page and keeps to itself.

    `BoxOf` numbers the HTML element of a structure element: parts of what was broken over pages or columns have
    the same number, by which `reports.accessibility.repair` joins them. A term (`dt`) is a label. What is
    `aria-hidden` stays out of the tree; `aria-label` is read in place of what is shown.
    """
    import pydyf  # noqa: PLC0415 - after the limits
    from weasyprint.pdf import tags  # noqa: PLC0415 - the same

    build = tags._build_box_tree
    numbers: dict[object, int] = {}

    def build_and_tell(box: Any, *others: object) -> Iterator[Any]:
        for element in build(box, *others):
            if box.element is not None:
                if box.element.get("aria-hidden") == "true":
                    continue
                element.setdefault("BoxOf", numbers.setdefault((box.element, box.element_tag), len(numbers)))
                if box.element_tag == "dt" and element["S"] == "/LBody":
                    element["S"] = "/Lbl"
                if said := box.element.get("aria-label"):
                    element["ActualText"] = pydyf.String(said)
            yield element

    tags._build_box_tree = build_and_tell


def load() -> None:
    """Load WeasyPrint and render a small page, so that what it does only once is done."""
    from weasyprint import HTML  # noqa: PLC0415 - takes a while

    gc.disable()  # a page is rendered once and its process ends: collecting finds little and takes an eighth of it
    with tempfile.TemporaryDirectory(prefix="lineofsight-") as tempfile.tempdir:
        HTML(string=SMALL_PAGE).write_pdf(pdf_variant="pdf/ua-1")
    tempfile.tempdir = None
    tell_structure()  # from here, as it numbers what it meets


def main(assets: Path, megabytes: int, seconds: int) -> int:
    """Render standard input within the bounds; give the exit code."""
    shut_in(megabytes, seconds)
    from weasyprint import HTML  # noqa: PLC0415 - after the bounds, which are to hold for it
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class Assets(URLFetcher):  # type: ignore[misc] # WeasyPrint is not typed
        """Gives files of the assets' folder and data: addresses; anything else is a fault."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            file = (assets / unquote(urlsplit(url).path).lstrip("/")).resolve()
            kind = KINDS.get(file.suffix)
            if not url.startswith(BUNDLED) or kind is None or not file.is_relative_to(assets.resolve()):
                raise ValueError("only bundled files may be fetched")
            return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind})

    faults = Faults()
    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).handlers = [faults]
    html = sys.stdin.buffer.read()
    fetcher = Assets(allowed_protocols={"data"}, fail_on_errors=True)
    pdf = HTML(string=html.decode(), base_url=BUNDLED, url_fetcher=fetcher).write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=hashlib.sha256(html).digest()[:16]
    )
    if faults.seen:
        sys.stderr.write("\n".join(faults.seen))
        return FAULTS
    sys.stdout.buffer.write(pdf)
    return 0


def render(assets: Path, megabytes: int, seconds: int) -> NoReturn:
    """Render standard input, leave no file behind, and end."""
    with tempfile.TemporaryDirectory(prefix="lineofsight-") as scratch:
        tempfile.tempdir = scratch  # WeasyPrint keeps the fonts in files, and would tidy them only as Python ends
        try:
            code = main(assets, megabytes, seconds)
        except BaseException:
            traceback.print_exc()
            code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # at once: taking a whole page apart again takes a third of a second, and helps nobody


def serve(asked: socket.socket, assets: Path, megabytes: int, seconds: int) -> None:
    """Render, one after another, what comes over a socket: three files each, which take the place of the standard ones.

    The answer is the exit code of the process that rendered, four bytes; negative the signal that ended it.
    """
    while files := socket.recv_fds(asked, 1, 3)[1]:
        if (child := os.fork()) == 0:
            ctypes.CDLL(None).prctl(END_WITH_PARENT, signal.SIGKILL)
            asked.close()
            for place, file in enumerate(files):
                os.dup2(file, place)
            render(assets, megabytes, seconds)
        for file in files:
            os.close(file)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        asked.sendall(code.to_bytes(4, "big", signed=True))


if __name__ == "__main__":
    bounds = (Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    leave_network()
    load()
    if len(sys.argv) == 4:
        render(*bounds)
    gc.freeze()
    serve(socket.socket(fileno=int(sys.argv[4])), *bounds)

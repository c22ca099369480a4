"""HTML to PDF in a process of its own, which has no network, no fonts but ours, and not for ever."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from reports.errors import RenderError
from reports.render.worker import FAULTS
from reports.resources import TEMPLATES

_WORKER = Path(__file__).with_name("worker.py")
Process = subprocess.Popen[bytes]


@dataclass(frozen=True)
class Bounds:
    """How long a rendering may take, and how much address space it may have."""

    seconds: int = 180
    megabytes: int = 4096


BOUNDS = Bounds()


def write(html: str, bounds: Bounds = BOUNDS) -> bytes:
    """Give the PDF/UA-1 of a page of HTML, whose links to assets are relative to `reports/templates/`.

    Raises RenderError for whatever WeasyPrint warns of (a missing glyph, image or font, a style it does not know) and
    past a bound.
    """
    return finish(start(bounds), html, bounds)


def start(bounds: Bounds = BOUNDS, *, apart: bool = False) -> Process:
    """Start a process that waits for a page of HTML. Its environment is empty but for the bundled fonts'.

    apart: it does not hear the Ctrl-C that is meant for this process.
    """
    command = [sys.executable, "-P", str(_WORKER), str(TEMPLATES), str(bounds.megabytes), str(bounds.seconds)]
    environment = {
        "FONTCONFIG_FILE": str(TEMPLATES / "fonts" / "fonts.conf"),
        "PYTHONHASHSEED": "0",  # sets are ordered alike, and fonts dated alike, from run to run
        "SOURCE_DATE_EPOCH": "0",
        "PYTHONUTF8": "1",
    }
    pipe = subprocess.PIPE
    return subprocess.Popen(  # noqa: S603 - our own interpreter and worker; the page goes through standard input
        command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment, start_new_session=apart
    )


def finish(process: Process, html: str, bounds: Bounds = BOUNDS) -> bytes:
    """Give the PDF of a page of HTML by a process that waits for it: as `write`."""
    with process:
        try:
            pdf, said = process.communicate(html.encode(), timeout=bounds.seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise RenderError(
                f"the report took more than {bounds.seconds} s to render; are its lists capped?"
            ) from None
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise RenderError(_why(process.returncode, said, bounds))
    return pdf


def _why(code: int, written: bytes, bounds: Bounds) -> str:
    said = written.decode(errors="replace").strip().splitlines()
    if code == FAULTS:
        return f"the report could not be rendered as it should be: {'; '.join(said[:5])}"
    if code < 0 or any("MemoryError" in line for line in said):
        return f"the report needed more than {bounds.megabytes} MB or {bounds.seconds} s of computing time to render"
    return f"WeasyPrint failed: {said[-1] if said else f'exit {code}'}"

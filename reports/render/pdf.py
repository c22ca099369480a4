"""HTML to PDF in a process of its own, which has no network, no fonts but ours, and not for ever."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

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


def write(html: str, bounds: Bounds = BOUNDS) -> bytes:
    """Give the PDF/UA-1 of a page of HTML, whose links to assets are relative to `reports/templates/`.

    The process has an empty environment but for the bundled fonts' configuration. Raises RenderError for
    whatever WeasyPrint warns of (a missing glyph, image or font, a style it does not know) and past a bound.
    """
    command = [sys.executable, "-P", str(_WORKER), str(TEMPLATES), str(bounds.megabytes), str(bounds.seconds)]
    environment = {
        "FONTCONFIG_FILE": str(TEMPLATES / "fonts" / "fonts.conf"),
        "PYTHONHASHSEED": "0",  # sets are ordered alike, and fonts dated alike, from run to run
        "SOURCE_DATE_EPOCH": "0",
        "PYTHONUTF8": "1",
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and worker; the page goes through standard input
            command, input=html.encode(), capture_output=True, env=environment, timeout=bounds.seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise RenderError(f"the report took more than {bounds.seconds} s to render; are its lists capped?") from None
    if done.returncode:
        raise RenderError(_why(done, bounds))
    return done.stdout


def _why(done: "subprocess.CompletedProcess[bytes]", bounds: Bounds) -> str:
    said = done.stderr.decode(errors="replace").strip().splitlines()
    if done.returncode == FAULTS:
        return f"the report could not be rendered as it should be: {'; '.join(said[:5])}"
    if done.returncode < 0 or any("MemoryError" in line for line in said):
        return f"the report needed more than {bounds.megabytes} MB or {bounds.seconds} s of computing time to render"
    return f"WeasyPrint failed: {said[-1] if said else f'exit {done.returncode}'}"

"""What `python -m reports preview` does: the data measured, then served and rendered until Ctrl-C."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from reports.periods import now
from reports.preview import making, site
from reports.preview.loop import Loop

__all__ = ["Choice", "preview"]


@dataclass(frozen=True)
class Choice:
    """What to preview. Without a source it is the demo's authority; without a period, the last that was complete."""

    report: str
    source: str | None = None
    period: str | None = None
    as_at: datetime | None = None
    config: Path | None = None
    commentary: Path | None = None


def preview(choice: Choice, port: int, say: Callable[[str], None]) -> None:
    """Serve a report until Ctrl-C. say: gets a line of text for whatever happens.

    Raises ReportsError where the data cannot be measured to begin with, or the port is taken.
    """
    with site.listening(port) as listener, TemporaryDirectory(prefix="lineofsight-") as folder:
        wanted = _wanted(choice, Path(folder), say)
        say(f"measuring {wanted.period}")
        loop = Loop(wanted, say)
        say(f"{wanted.report} of {wanted.period} is at {site.address(listener)}; Ctrl-C ends")
        site.serve(loop, listener)


def _wanted(choice: Choice, folder: Path, say: Callable[[str], None]) -> making.Wanted:
    as_at = choice.as_at or now()
    period = choice.period or making.default_period(choice.report, as_at)
    source, commentary = choice.source, choice.commentary
    if source is None:
        say("making the demo's authority")
        source, written = making.make_demo(choice.report, period, as_at, folder)
        commentary = commentary or written
    return making.Wanted(choice.report, source, period, as_at, choice.config, commentary)

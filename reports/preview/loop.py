"""What is watched, and what follows: measured anew, pages made anew, a PDF drawn of the latest pages."""

import asyncio
import time
from collections.abc import Callable, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from watchfiles import PythonFilter, awatch

from reports import accessibility
from reports.errors import RenderError
from reports.preview import making
from reports.preview.fresh import Fresh
from reports.preview.making import Pages, Wanted
from reports.render import pdf
from reports.resources import CONFIG, PACKAGE, SQL
from reports.workflow.data import Measured

_MAKING = making.__name__
# What the figures hang on; all else is only about how they are shown.
_MEASURED_PARTS = ("checks", "measures", "source", "figures.py", "periods.py", "pseudonyms.py", "settings.py")
_MEASURED = (*(PACKAGE / name for name in _MEASURED_PARTS), SQL)
_MEASURED_SETTINGS = {"standards.yaml", "names.yaml", "gates.yaml"}
_SHOWN = (".jinja", ".css", ".svg", ".png", ".ttf", ".csv", ".yaml", ".md", ".sql")
_TOGETHER = 100  # milliseconds: what is saved within them is one change


@dataclass
class Shown:
    """What the browser is shown: always the last that could be made, with what has gone wrong since.

    number: counts what has been made, so that a browser knows that it is behind. took: the last page's and PDF's
    seconds from the change on.
    """

    pages: Pages | None = None
    pdf: bytes | None = None
    error: str = ""
    held: str = ""
    took: dict[str, float] = field(default_factory=dict)
    number: dict[str, int] = field(default_factory=lambda: {"pages": 0, "pdf": 0})

    def state(self) -> dict[str, Any]:
        """Give what the browser's frame shows: title, numbers, seconds, error."""
        return {
            "title": self.pages.title if self.pages else "",
            "authority": self.pages.authority if self.pages else "",
            "workbook": bool(self.pages and self.pages.sheets),
            "number": dict(self.number),
            "took": dict(self.took),
            "error": self.error,
            "held": self.held,
        }


class Loop:
    """Watches the files of a report and renders it whenever one changes."""

    def __init__(self, wanted: Wanted, say: Callable[[str], None]) -> None:
        """Measure what is wanted. say: gets a line for each rendering. Raises RenderError."""
        self.shown = Shown()
        self._wanted, self._say = wanted, say
        self._fresh = Fresh()
        self._measured: Measured = self._fresh.call(f"{_MAKING}:measure", wanted)
        self._changed = 0.0  # when the change was seen that the latest pages show
        self._undrawn = asyncio.Event()
        self._worker = pdf.Worker(apart=True)

    async def run(self) -> None:
        """Render, and render again until cancelled."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._draw())
                await self._make()
                async for changes in awatch(*self._watched(), watch_filter=_Filter(), debounce=_TOGETHER, step=20):
                    await self._make({Path(path) for _, path in changes})
        finally:
            self._worker.close()
            self._fresh.close()

    def _watched(self) -> list[Path]:
        wanted = [PACKAGE, SQL, self._wanted.config or CONFIG]
        if self._wanted.commentary:
            wanted.append(self._wanted.commentary.parent)  # an editor may replace the file by another
        return wanted

    async def _make(self, changes: Set[Path] = frozenset()) -> None:
        began = time.monotonic()
        try:
            if any(map(self._is_measured, changes)):
                self._say("measuring anew")
                self._measured = await asyncio.to_thread(self._fresh.call, f"{_MAKING}:measure", self._wanted)
            pages = await asyncio.to_thread(self._fresh.call, f"{_MAKING}:make", self._wanted, self._measured)
        except RenderError as error:
            self.shown.error = str(error)
            self._say(f"error: {error}")
            return
        self.shown.pages, self.shown.error, self._changed = pages, "", began
        self._finished("pages", began)
        self._undrawn.set()

    async def _draw(self) -> None:
        while True:
            await self._undrawn.wait()
            self._undrawn.clear()
            pages, began = self.shown.pages, self._changed
            if pages is None:
                continue
            try:
                drawn = await asyncio.to_thread(self._worker.write, pages.report)
                repaired = await asyncio.to_thread(accessibility.repair, drawn)
                self.shown.pdf = repaired
                self._finished("pdf", began)
                inspection = await asyncio.to_thread(accessibility.inspect, repaired)
                held = inspection.said()
            except RenderError as error:
                held = str(error)
            self.shown.held = f"such an issue would be held: {held}" if held else ""
            if held:
                self._say(self.shown.held)

    def _finished(self, what: str, began: float) -> None:
        took = time.monotonic() - began
        self._say(f"{what} in {took:.1f} s")
        self.shown.number[what] += 1
        self.shown.took[what] = round(took, 1)

    def _is_measured(self, path: Path) -> bool:
        return path.name in _MEASURED_SETTINGS or any(path.is_relative_to(each) for each in _MEASURED)


class _Filter(PythonFilter):
    """Takes Python files, templates, styles, settings and commentary, and nothing that editors leave beside them."""

    def __init__(self) -> None:
        super().__init__(extra_extensions=_SHOWN)

"""The reports of the two demo authorities for one month and week: their pages as pictures, their text, their figures.

`make accept` keeps them: the pictures in docs/pictures/, which people see, texts and figures in tests/golden/. The
golden tests make them again and compare. The same code, settings, fonts and libraries give the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image

from reports import demo
from reports.accessibility.reading import read_aloud
from reports.checks import clean
from reports.commentary import Commentary
from reports.demo.commentary import commentaries
from reports.documents.catalogue import REPORTS
from reports.periods import LONDON, Kind, Period
from reports.settings import Settings, load
from reports.source import pull
from reports.workflow.beside import Beside
from reports.workflow.data import Measured, of_checked
from reports.workflow.issue import read_commentary, render_to_folder

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
GOLDEN = ROOT / "tests" / "golden"
UNTIL = date(2026, 11, 2)  # a Monday: October and a week have just ended
AS_AT = datetime(2026, 11, 2, 6, tzinfo=LONDON)
PERIODS = {report.kind: Period.last_complete(report.kind, AS_AT) for report in REPORTS.values()}
WIDTH = 720  # pixels of a page
COLOURS = 64  # of a picture: text, a few tones, their edges


@dataclass(frozen=True)
class Authority:
    """An authority of the demo: its settings, its size and seed, whether its owners comment, where its pictures go."""

    config: Path
    children: int
    seed: int
    commented: bool
    pictures: Path


COUNTY = Authority(ROOT / "config", 5500, 1, True, PICTURES)
SECOND = Authority(ROOT / "examples" / "aldmoor", 3000, 2, False, PICTURES / "second")


@dataclass(frozen=True)
class Specimens:
    """What was made for an authority, by file name: pictures of pages; texts of reports and mails; figures as CSV."""

    pictures: Mapping[str, Image.Image]
    texts: Mapping[str, str]


def make(authority: Authority) -> Specimens:
    """Render every report of the catalogue for an authority."""
    settings = load(authority.config)
    pictures: dict[str, Image.Image] = {}
    texts: dict[str, str] = {}
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = f"sqlite:///{folder / 'authority.db'}"
        demo.write(demo.make(children=authority.children, until=UNTIL, seed=authority.seed), source)
        measured = {kind: _measured(source, kind, settings) for kind in PERIODS}
        for kind, made in measured.items():
            texts[f"figures-{PERIODS[kind].key}.csv"] = _figures(made)
        for report, entry in REPORTS.items():
            beside = Beside(commentary=_written(report, folder)) if authority.commented else Beside()
            written = render_to_folder(report, settings, measured[entry.kind], folder, beside)
            pdf = next(path for path in written if path.suffix == ".pdf").read_bytes()
            mail = next(path for path in written if path.suffix == ".txt").read_text()
            pictures |= {f"{report}-{number}.png": page for number, page in enumerate(draw(pdf), 1)}
            texts |= {f"{report}.txt": read_aloud(pdf), f"{report}.mail.txt": mail}
    return Specimens(pictures, texts)


def draw(pdf: bytes) -> Iterator[Image.Image]:
    """Give a picture of every page of a PDF, `WIDTH` pixels wide, of `COLOURS` colours."""
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        for page in document:
            picture = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")
            yield picture.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def _measured(source: str, kind: Kind, settings: Settings) -> Measured:
    return of_checked(clean(pull(source, PERIODS[kind], AS_AT, settings.standards), settings), settings)


def _written(report: str, folder: Path) -> Commentary:
    ((name, text),) = commentaries({report: PERIODS[REPORTS[report].kind].key}, UNTIL)
    (folder / name).write_text(text)
    return read_commentary(folder / name, report)


def _figures(measured: Measured) -> str:
    """Give the figures of the period as CSV, to nine digits: the last few of a sum are the processor's."""
    figures = measured.figures
    of_period = figures[figures["period_start"] == measured.period.start.isoformat()]
    return of_period.to_csv(index=False, float_format="%.9g")

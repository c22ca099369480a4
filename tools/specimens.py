"""The reports of two demo authorities for one week, month, quarter and year: pages as pictures, texts, figures.

`make accept` keeps them: the pictures in docs/pictures/, which people see, texts and figures in tests/golden/. The
golden tests make them again and compare. The same code, settings, fonts and libraries give the same.
"""

from collections.abc import Iterator, Mapping, Sequence
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
from reports.documents.catalogue import REPORTS, tables_for
from reports.periods import LONDON, Kind, Period
from reports.section import ReportName
from reports.series import series
from reports.settings import Settings, load
from reports.source import pull
from reports.workflow.beside import Beside
from reports.workflow.data import Measured, of_checked
from reports.workflow.issue import at_hand, read_commentary, render_to_folder

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
    """An authority of the demo: its settings, size, seed and months of history; whether its owners comment.

    pictures: where its pages go. reports: those that are made of it.
    """

    config: Path
    children: int
    seed: int
    months: int
    commented: bool
    pictures: Path
    reports: Sequence[str]


COUNTY = Authority(ROOT / "config", 5500, 1, demo.MONTHS, True, PICTURES, tuple(REPORTS))
SECOND = Authority(
    ROOT / "examples" / "aldmoor", 3000, 2, 27, False, PICTURES / "second",
    (ReportName.SMT_OVERVIEW, ReportName.RETURN_INTERVIEWS, ReportName.LEAD_MEMBER),
)  # fmt: skip
TEAM = "T005"  # whose report stands for those of all teams


@dataclass(frozen=True)
class Specimens:
    """What was made for an authority, by file name: pictures of pages; texts of reports and mails; figures as CSV."""

    pictures: Mapping[str, Image.Image]
    texts: Mapping[str, str]


def make(authority: Authority) -> Specimens:
    """Render the reports of an authority."""
    settings = load(authority.config)
    pictures: dict[str, Image.Image] = {}
    texts: dict[str, str] = {}
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = f"sqlite:///{folder / 'authority.db'}"
        demo.write(demo.make(authority.children, authority.months, UNTIL, authority.seed), source)
        kinds = {REPORTS[report].kind for report in authority.reports}
        measured = {kind: _measured(source, kind, settings) for kind in PERIODS if kind in kinds}
        for kind, made in measured.items():
            texts[f"figures-{PERIODS[kind].key}.csv"] = _figures(made)
        with at_hand() as worker:
            for report in authority.reports:
                beside = Beside(commentary=_written(report, folder)) if authority.commented else Beside()
                of = series(report, TEAM) if report == ReportName.TEAM_OVERSIGHT else report
                made = measured[REPORTS[report].kind]
                written = {path.suffix: path for path in render_to_folder(of, settings, made, folder, beside, worker)}
                pdf = written[".pdf"].read_bytes()
                pictures |= {f"{report}-{number}.png": page for number, page in enumerate(draw(pdf), 1)}
                texts |= {f"{report}.txt": read_aloud(pdf), f"{report}.mail.txt": written[".txt"].read_text()}
    return Specimens(pictures, texts)


def draw(pdf: bytes) -> Iterator[Image.Image]:
    """Give a picture of every page of a PDF, `WIDTH` pixels wide, of `COLOURS` colours."""
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        for page in document:
            picture = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")
            yield picture.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def _measured(source: str, kind: Kind, settings: Settings) -> Measured:
    return of_checked(
        clean(pull(source, PERIODS[kind], AS_AT, settings.standards, tables_for(kind, settings)), settings), settings
    )


def _written(report: str, folder: Path) -> Commentary:
    ((name, text),) = commentaries({report: PERIODS[REPORTS[report].kind].key}, UNTIL)
    (folder / name).write_text(text)
    return read_commentary(folder / name, report)


def _figures(measured: Measured) -> str:
    """Give the figures of the period as CSV, to nine digits: the last few of a sum are the processor's."""
    figures = measured.figures
    of_period = figures[figures["period_start"] == measured.period.start.isoformat()]
    return of_period.to_csv(index=False, float_format="%.9g")

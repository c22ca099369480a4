"""`make pictures`: the pages of the three reports as pictures, for the demo county and for a second authority.

They lie in docs/pictures/. The same code, settings and fonts give the same pictures.
"""

import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image

from reports import demo
from reports.checks import clean
from reports.errors import ReportsError
from reports.periods import LONDON, Kind, Period
from reports.settings import Settings, load
from reports.source import pull
from reports.workflow.data import of_checked
from reports.workflow.issue import render_to_folder
from stack import ROOT

PICTURES = ROOT / "docs" / "pictures"
UNTIL = date(2026, 11, 2)  # a Monday: October and a week have just ended
AS_AT = datetime(2026, 11, 2, 6, tzinfo=LONDON)
REPORTS = {"smt_overview": Kind.MONTH, "return_interviews": Kind.WEEK, "lead_member": Kind.MONTH}
WIDTH = 720  # pixels of a page
COLOURS = 64  # of a picture: text, a few tones, their edges


@dataclass(frozen=True)
class Authority:
    """An authority of the demo: its settings, its size and seed, and where its pictures go."""

    config: Path
    children: int
    seed: int
    pictures: Path


AUTHORITIES = (
    Authority(ROOT / "config", 5500, 1, PICTURES),
    Authority(ROOT / "examples" / "aldmoor", 3000, 2, PICTURES / "second"),
)


def main() -> None:
    """Replace the pictures."""
    for authority in AUTHORITIES:
        settings = load(authority.config)
        authority.pictures.mkdir(parents=True, exist_ok=True)
        for old in authority.pictures.glob("*.png"):
            old.unlink()
        with TemporaryDirectory() as folder:
            source = f"sqlite:///{folder}/authority.db"
            demo.write(demo.make(children=authority.children, until=UNTIL, seed=authority.seed), source)
            for report, kind in REPORTS.items():
                pages = _draw(_pdf(report, kind, source, settings, Path(folder)), authority.pictures, report)
                print(f"{authority.pictures.relative_to(ROOT)}/{report}: {pages} pages of {settings.authority.name}")


def _pdf(report: str, kind: Kind, source: str, settings: Settings, folder: Path) -> Path:
    checked = clean(pull(source, Period.last_complete(kind, AS_AT), AS_AT, settings.standards), settings)
    written = render_to_folder(report, settings, of_checked(checked, settings), folder)
    return next(path for path in written if path.suffix == ".pdf")


def _draw(pdf: Path, folder: Path, name: str) -> int:
    """Draw every page of a PDF and give their number."""
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            picture = page.render(scale=WIDTH / page.get_width()).to_pil()
            small = picture.convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
            small.save(folder / f"{name}-{number}.png", optimize=True)
        return len(document)


if __name__ == "__main__":
    try:
        main()
    except ReportsError as error:
        sys.exit(f"error: {error}")

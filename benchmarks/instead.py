"""The SMT overview against what an analyst would use instead: `.venv/bin/python benchmarks/instead.py`.

The notebook (`benchmarks/notebook/`) is executed by papermill, made HTML by nbconvert and printed by the distribution's
Chromium. It is given our checks and measures, and shows the same figures, as many charts, and the same lists cut to a
page; it makes no workbook and no mail, its PDF is as accessible as it happens to be, and nothing is checked. Then the
page of our report alone, made PDF by the process that renders, and by Chromium. Needs the extra `bench` (`make bench`).
"""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.floor import html
from benchmarks.measuring import AS_AT, PERIODS, Cost, county, environment, measured, reached, render_command, table
from reports.accessibility import page_count
from reports.render import worker
from reports.render.pdf import BOUNDS
from reports.resources import TEMPLATES

REPORT = "smt_overview"
NOTEBOOK = Path(__file__).with_name("notebook") / f"{REPORT}.ipynb"
BIN = Path(sys.executable).parent
QUIETLY = ("headless", "no-sandbox", "disable-gpu", "no-first-run", "disable-background-networking")
QUIETLY += ("disable-component-update", "disable-sync", "no-pdf-header-footer", "allow-file-access-from-files")
AHEAD, SHARE = 3.0, 0.25  # the goals: ahead of the notebook, of Chromium's memory


def main() -> None:
    """Print it."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        notebook(folder)
        print()
        page(folder)


def notebook(folder: Path) -> None:
    """Print a table: our whole command, and the three that an analyst would use one after another."""
    executed, written, printed = folder / "done.ipynb", folder / "done.html", folder / "done.pdf"
    parameters = {"source": county(), "period": PERIODS[REPORT], "as_at": AS_AT}
    given = [part for key, value in parameters.items() for part in ("-p", key, value)]
    steps: dict[str, list[str | Path]] = {
        "papermill": [BIN / "papermill", NOTEBOOK, executed, *given, "-k", "python3", "--no-progress-bar"],
        "nbconvert": [BIN / "jupyter-nbconvert", "--to", "html", "--output", written, executed],
        "Chromium": chromium(written, printed, folder / "profile"),
    }
    home = {"HOME": str(folder), "JUPYTER_PLATFORM_DIRS": "1", "IPYTHONDIR": str(folder / "ipython")}
    costs = {step: measured(command, home) for step, command in steps.items()}
    theirs = Cost(
        sum(each.wall for each in costs.values()),
        sum(each.cpu for each in costs.values()),
        max(each.peak for each in costs.values()),
    )
    ours = measured(render_command(REPORT, folder / "ours"))
    pages = page_count(next((folder / "ours").glob("*.pdf")).read_bytes())
    rows = [_row(f"lineofsight render ({pages} pages, workbook, mail)", ours)]
    rows.append(_row(f"the notebook, in all ({page_count(printed.read_bytes())} pages)", theirs))
    rows += [_row(f"... {step}", cost) for step, cost in costs.items()]
    rows.append(["times ahead of the notebook", *_times(theirs, ours)])
    rows.append(
        [
            f"goal: {AHEAD:g} times",
            reached(theirs.wall >= AHEAD * ours.wall),
            "",
            reached(theirs.peak >= AHEAD * ours.peak),
        ]
    )
    print(table(["SMT overview, from start to exit", "wall, s", "CPU, s", "peak, MB"], rows))


def page(folder: Path) -> None:
    """Print a table: the same HTML made PDF by the process that renders, and by Chromium."""
    text = html(REPORT)
    ours, theirs = folder / "page.html", folder / "page-for-chromium.html"
    ours.write_text(text)
    theirs.write_text(text.replace("<head>", f'<head><base href="{TEMPLATES.as_uri()}/">', 1))
    fonts = environment({"FONTCONFIG_FILE": str(TEMPLATES / "fonts" / "fonts.conf"), "PYTHONHASHSEED": "0"})
    bounds = (str(BOUNDS.megabytes), str(BOUNDS.seconds))
    rendering = [sys.executable, "-P", worker.__file__, str(TEMPLATES), *bounds]
    drawn = ["sh", "-c", 'page=$1; pdf=$2; shift 2; exec "$@" <"$page" >"$pdf"', "sh", ours, folder / "ours.pdf"]
    own = measured([*drawn, *rendering], fonts)
    browser = measured(chromium(theirs, folder / "theirs.pdf", folder / "profile"))
    pages = [page_count((folder / name).read_bytes()) for name in ("ours.pdf", "theirs.pdf")]
    rows = [
        _row(f"WeasyPrint in the process that renders ({pages[0]} pages)", own),
        _row(f"Chromium ({pages[1]} pages)", browser),
        ["times ahead of Chromium", *_times(browser, own)],
        [
            f"goal: level in time, {SHARE:g} of its memory",
            reached(own.wall <= browser.wall),
            "",
            reached(own.peak <= SHARE * browser.peak),
        ],
    ]
    print(table(["HTML to PDF, from start to exit", "wall, s", "CPU, s", "peak, MB"], rows))


def chromium(page: Path, pdf: Path, profile: Path) -> list[str | Path]:
    """Give the command by which Chromium prints a page."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "chromium")
    flags = [f"--{flag}" for flag in QUIETLY]
    return [found, *flags, f"--user-data-dir={profile}", f"--print-to-pdf={pdf}", page.as_uri()]


def _row(what: str, cost: Cost) -> list[str]:
    return [what, f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.peak:.0f}"]


def _times(theirs: Cost, ours: Cost) -> Sequence[str]:
    pairs = ((theirs.wall, ours.wall), (theirs.cpu, ours.cpu), (theirs.peak, ours.peak))
    return [f"{their / our:.1f}" for their, our in pairs]


if __name__ == "__main__":
    main()

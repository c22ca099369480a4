"""The whole command line for each report against the floor below it: `.venv/bin/python benchmarks/floor.py`.

The floor is what no reporting could do without, in a process that has loaded everything: reading the same rows of the
same tables by the same SELECTs with bare `pandas.read_sql`, and rendering the same HTML with bare WeasyPrint.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.measuring import (
    AS_AT,
    NAMES,
    PERIODS,
    ROOT,
    TIMES,
    county,
    environment,
    measured,
    reached,
    render_command,
    table,
)

GOAL = 1.25


def main() -> None:
    """Print it."""
    rows = []
    for report, name in NAMES.items():
        with TemporaryDirectory() as folder:
            ours = measured(render_command(report, folder))
        below = floor(report)
        total = below["read"] + below["pdf"]
        figures = [f"{ours.wall:.2f}", f"{ours.cpu:.2f}", f"{below['read']:.2f}", f"{below['pdf']:.2f}", f"{total:.2f}"]
        ratio = ours.wall / total
        rows.append([name, *figures, f"{ratio:.2f}", f"{GOAL:.2f}", reached(ratio <= GOAL), f"{ours.peak:.0f}"])
    heads = ["report", "whole command, s", "its CPU, s", "read_sql, s", "WeasyPrint, s", "floor, s", "times the floor"]
    print(table([*heads, "goal", "", "peak of the command, MB"], rows))


def floor(report: str) -> dict[str, float]:
    """Measure the floor of a report in a process of its own; give the seconds of reading and of rendering."""
    fonts = {"FONTCONFIG_FILE": str(ROOT / "reports" / "templates" / "fonts" / "fonts.conf")}
    command = [sys.executable, __file__, report]
    done = subprocess.run(command, env=environment(fonts), stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def measure_floor(report: str) -> dict[str, float]:
    """Give the median seconds of reading the tables, and of rendering the page, after a first time of each."""
    from weasyprint import HTML  # noqa: PLC0415 - only in the process that measures

    from reports.resources import TEMPLATES  # noqa: PLC0415 - the same

    page = html(report)

    def pdf() -> None:
        HTML(string=page, base_url=f"{TEMPLATES.as_uri()}/").write_pdf(
            pdf_variant="pdf/ua-1", pdf_identifier=b"0123456789abcdef"
        )

    return {"read": seconds(lambda: read(report)), "pdf": seconds(pdf)}


def seconds(step: Callable[[], Any]) -> float:
    """Give the median seconds of a step, after a first time that is not counted."""
    step()
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        step()
        took.append(time.perf_counter() - began)
    return median(took)


def read(report: str) -> dict[str, Any]:
    """Read the tables of a report with bare `pandas.read_sql`: the rows and columns that we read."""
    import pandas as pd  # noqa: PLC0415 - only in the process that measures
    from sqlalchemy import create_engine  # noqa: PLC0415

    from reports.documents.catalogue import REPORTS  # noqa: PLC0415
    from reports.periods import Period  # noqa: PLC0415
    from reports.settings import load  # noqa: PLC0415
    from reports.source.pull import query, window_start  # noqa: PLC0415

    starts, tables = window_start(Period.parse(PERIODS[report]), load().standards), REPORTS[report].tables
    engine = create_engine(f"sqlite:///{county()}")
    with engine.connect() as connection:
        frames = {name: pd.read_sql(query(name, starts, tables), connection) for name in tables}
    engine.dispose()
    return frames


def html(report: str) -> str:
    """Give the page that our command renders."""
    from reports.checks import clean  # noqa: PLC0415 - only in the process that measures
    from reports.documents.catalogue import REPORTS  # noqa: PLC0415
    from reports.periods import Period, parse_instant  # noqa: PLC0415
    from reports.render import pages  # noqa: PLC0415
    from reports.settings import load  # noqa: PLC0415
    from reports.source import pull  # noqa: PLC0415
    from reports.workflow.data import of_checked  # noqa: PLC0415
    from reports.workflow.issue import DRAFT, hand_over  # noqa: PLC0415

    settings, period, tables = load(), Period.parse(PERIODS[report]), REPORTS[report].tables
    pulled = pull(str(county()), period, parse_instant(AS_AT), settings.standards, tables)
    handed = hand_over(report, settings, of_checked(clean(pulled, settings), settings, report), DRAFT)
    return pages.report(REPORTS[report].build(handed))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measured_floor = measure_floor(sys.argv[1])
        sys.stdout.flush()
        os.write(1, f"\n{json.dumps(measured_floor)}\n".encode())
        os._exit(0)
    main()

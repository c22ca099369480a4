"""How long an analyst waits for page and PDF after a save: `.venv/bin/python benchmarks/preview.py`."""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from benchmarks.measuring import NAMES
from reports.resources import TEMPLATES

TIMES = 5


def main() -> None:
    """Save each report's template several times; print the medians of what the preview tells."""
    print("| report | page, s | PDF, s |\n|---|---|---|")
    for report, name in NAMES.items():
        page, pdf = waited(report, TEMPLATES / f"{report}.html.jinja")
        print(f"| {name} | {page:.1f} | {pdf:.1f} |", flush=True)


def waited(report: str, template: Path) -> tuple[float, float]:
    """Give the median seconds from a save to the page and to the PDF."""
    command = [sys.executable, "-m", "reports", "preview", report, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as preview:
        lines = iter(preview.stderr or ())
        seconds: dict[str, list[float]] = {"pages": [], "pdf": []}
        for _ in range(TIMES + 1):
            for line in lines:
                what, _, took = line.strip().partition(" in ")
                if what in seconds:
                    seconds[what].append(float(took.removesuffix(" s")))
                if what == "pdf":
                    break
            time.sleep(4)  # until the next processes wait
            template.touch()
        preview.terminate()
    return median(seconds["pages"][1:]), median(seconds["pdf"][1:])  # the first began when nothing was ready


if __name__ == "__main__":
    main()

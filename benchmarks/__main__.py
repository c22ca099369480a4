"""Run the benchmarks, one after another, and write their tables into `README.md`: `make bench`.

`python -m benchmarks [NAME ...]`: only these. Nothing else should run meanwhile. A benchmark that fails leaves the
tables of its last run, is told at the end, and makes the exit code 1.
"""

import os
import platform
import subprocess
import sys
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil

from benchmarks.measuring import environment

HERE = Path(__file__).parent
README = HERE / "README.md"
ALL: dict[str, list[str]] = {  # in their order, with what each is told
    "floor": [],
    "render": ["3"],
    "instead": [],
    "engine": [],
    "month_end": [],
    "month_end_in_airflow": [],
    "many_readers": [],
    "airflow_share": [],
    "preview": [],
    "reports_page": ["--postgres"],
}
LIBRARIES = ("pandas", "weasyprint", "duckdb", "apache-airflow")


def main(wanted: list[str]) -> int:
    """Run them; give the exit code."""
    if unknown := set(wanted) - set(ALL):
        sys.exit(f"error: there is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(ALL)}")
    failed = [name for name in ALL if name in (wanted or ALL) and not _run(name)]
    if failed:
        print(f"error: {', '.join(failed)} failed", file=sys.stderr)
    return 1 if failed else 0


def _run(name: str) -> bool:
    """Run a benchmark and write what it prints into its place; tell whether it went well."""
    print(f"{name} ...", file=sys.stderr, flush=True)
    began = time.monotonic()
    command = [sys.executable, str(HERE / f"{name}.py"), *ALL[name]]
    done = subprocess.run(command, env=environment(), stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        return False
    said = f"{done.stdout.strip()}\n\n{facts()} It took {(time.monotonic() - began) / 60:.1f} minutes."
    print(done.stdout, flush=True)
    README.write_text(placed(README.read_text(), name, said))
    return True


def placed(text: str, name: str, said: str) -> str:
    """Put what a benchmark printed between its marks. Raises ValueError where they are not there."""
    before, found, rest = text.partition(f"<!-- {name} -->\n")
    _, ended, after = rest.partition(f"<!-- /{name} -->")
    if not (found and ended):
        raise ValueError(f"{README.name}: the marks of {name} are missing")
    return f"{before}{found}{said}\n{ended}{after}"


def facts() -> str:
    """Say when and with what it was measured."""
    versions = ", ".join(f"{library} {version(library)}" for library in LIBRARIES)
    memory = psutil.virtual_memory().total / 1024**3
    return (
        f"Measured on {datetime.now(UTC):%-d %B %Y}: {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"Python {platform.python_version()}, {versions}."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

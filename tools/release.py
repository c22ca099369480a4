"""`make release`: what an authority installs, in `build/release`: sdist, wheel, lock file, bill of materials, sums.

Made of a commit that is clean, whose version the changelog tells of, and whose packages were all audited. With
`--trial` none of that is demanded.
"""

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import audit
from bill_of_materials import bill
from reports import __version__
from shipped import PROJECT, ROOT

OUT = ROOT / "build" / "release"
PAGE = "reports/page/static"
# Where the wheel has what the checkout has elsewhere; `reports` itself is where it was.
MOVED = {
    "include/": "reports/include/",
    "config/": "reports/config/",
    "dags/": f"{PROJECT}-{__version__}.data/data/share/{PROJECT}/dags/",
    "plugins/": f"{PROJECT}-{__version__}.data/data/share/{PROJECT}/plugins/",
}


def build(out: Path) -> tuple[Path, Path]:
    """Build the sdist of the checkout, and the wheel out of that sdist; give both.

    They are the same bytes each time: their times are those of the commit. Raises SystemExit where the Reports page is
    not built, or the wheel lacks a file.
    """
    if not (ROOT / PAGE / "index.html").exists():
        sys.exit("error: the Reports page is not built: make page")
    out.mkdir(parents=True, exist_ok=True)
    sdist = hatchling(ROOT, "sdist", out)
    with TemporaryDirectory() as folder, tarfile.open(sdist) as packed:
        packed.extractall(folder, filter="data")
        wheel = hatchling(Path(folder) / f"{PROJECT}-{__version__}", "wheel", out)
    if lacking := sorted(expected().items() - contents(wheel).items()):
        sys.exit(f"error: {wheel.name}: {lacking[0][0]} is missing or other than in the checkout")
    return sdist, wheel


def expected() -> dict[str, str]:
    """Give what the wheel must hold, as `contents` does: the package, settings, queries, DAGs, plugins, whole."""
    folders = ["reports", *MOVED]
    files = set(_git("ls-files", "--cached", "--others", "--exclude-standard", *folders).splitlines())
    files |= {path.relative_to(ROOT).as_posix() for path in (ROOT / PAGE).iterdir()}
    return {_in_wheel(name): _sha256((ROOT / name).read_bytes()) for name in files if (ROOT / name).exists()}


def contents(wheel: Path) -> dict[str, str]:
    """Give the SHA-256 of each file in a wheel, by its name."""
    with zipfile.ZipFile(wheel) as packed:
        return {name: _sha256(packed.read(name)) for name in packed.namelist()}


def demand_ready() -> None:
    """Raise SystemExit where a release may not be made of the checkout as it is."""
    if _git("status", "--porcelain"):
        sys.exit("error: the checkout has changes that are not committed")
    if not re.search(rf"^## \[{re.escape(__version__)}\] - \d{{4}}-\d\d-\d\d$", changelog(), re.MULTILINE):
        sys.exit(f"error: CHANGELOG.md has no section `## [{__version__}] - YEAR-MONTH-DAY`")
    faults = [*audit.check_licences(), *audit.check_vulnerabilities(audit.LOCK, None, strict=True)]
    if faults:
        sys.exit("error: " + "; ".join(faults))


def changelog() -> str:
    """Give the text of the changelog."""
    return (ROOT / "CHANGELOG.md").read_text()


def sums(files: Mapping[str, bytes]) -> str:
    """Give the lines that `sha256sum --check` reads."""
    return "".join(f"{_sha256(content)}  {name}\n" for name, content in sorted(files.items()))


def hatchling(folder: Path, target: str, out: Path) -> Path:
    """Build one target with the hatchling that is installed; give its file."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(out)]
    when = {"SOURCE_DATE_EPOCH": _git("log", "-1", "--format=%ct").strip()}
    done = subprocess.run(command, cwd=folder, env=when, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"error: the {target} cannot be built: {done.stderr.strip()}")
    name = {"sdist": f"{PROJECT}-{__version__}.tar.gz", "wheel": f"{PROJECT}-{__version__}-py3-none-any.whl"}
    return out / name[target]


def _in_wheel(name: str) -> str:
    for here, there in MOVED.items():
        if name.startswith(here):
            return there + name.removeprefix(here)
    return name


def _git(*arguments: str) -> str:
    command = ["git", *arguments]  # whichever is there
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description="Build what an authority installs.")
    parser.add_argument("--trial", action="store_true", help="whatever the checkout is like; not to be published")
    trial = parser.parse_args().trial
    if not trial:
        demand_ready()
    shutil.rmtree(OUT, ignore_errors=True)
    build(OUT)
    (OUT / f"{PROJECT}-{__version__}.cdx.json").write_text(bill())
    shutil.copy(audit.LOCK, OUT)
    (OUT / "SHA256SUMS").write_text(sums({path.name: path.read_bytes() for path in OUT.iterdir()}))
    for path in sorted(OUT.iterdir()):
        print(f"{path.stat().st_size:10,}  {path.relative_to(ROOT)}")
    if trial:
        print("A trial: not to be published.")


if __name__ == "__main__":
    main()

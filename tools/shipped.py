"""What of the installed packages an authority gets with Line of Sight, apart from what only its developers need."""

import json
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = "lineofsight"
NOT_SHIPPED = {"dev", "bench"}  # extras


def extras() -> set[str]:
    """Give the extras that an authority may install."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return set(project["optional-dependencies"]) - NOT_SHIPPED


def shipped() -> set[str]:
    """Give the names of the installed packages that the project needs at run time, with every extra, itself too."""
    wanted: dict[str, set[str]] = {}  # a package -> its extras
    left = [(PROJECT, extras())]
    while left:
        name, asked = left.pop()
        if name in wanted and asked <= wanted[name]:
            continue
        wanted.setdefault(name, set()).update(asked)
        try:
            needs = distribution(name).requires or []
        except PackageNotFoundError:
            raise SystemExit(f"error: {name} is not installed: run tools/bootstrap") from None
        for need in map(Requirement, needs):
            if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in {"", *wanted[name]}):
                left.append((canonicalize_name(need.name), need.extras))
    return set(wanted)


def bundled() -> list[dict[str, str]]:
    """Give name, version, licence and hash of the npm packages of which the Reports page is made."""
    packages = json.loads((ROOT / "web" / "package-lock.json").read_text())["packages"]
    return [
        {
            "name": path.rpartition("node_modules/")[2],
            "version": each["version"],
            "licence": each.get("license", ""),
            "integrity": each.get("integrity", ""),
        }
        for path, each in packages.items()
        if path and not each.get("dev") and not each.get("peer")
    ]

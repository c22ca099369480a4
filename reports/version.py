"""Which code it is: the version, and a mark of every file that a report is made from."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from reports import __version__
from reports.resources import PACKAGE, SQL

MAKERS = ("weasyprint", "pandas", "vl-convert-python", "pikepdf", "page-validation", "jinja2", "xlsxwriter")
# Folders of the package, as it is installed, from which no report is made; the queries are of SQL.
NOT_MADE_FROM = ("commands/", "demo/", "page/", "preview/", "issues/migrations/", "include/", "config/")


@cache
def code_version() -> str:
    """Give version and mark: `0.2.0+3f9a41c2b07d`. Any change of code, template, font or query changes the mark."""
    mark = hashlib.sha256()
    for root in (PACKAGE, SQL):
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_file() and path.suffix != ".pyc" and not name.startswith(NOT_MADE_FROM):
                mark.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return f"{__version__}+{mark.hexdigest()[:12]}"


@cache
def made_with() -> dict[str, str]:
    """Give the versions of the libraries that can change a page."""
    return {name: found for name in MAKERS if (found := _version(name))}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""

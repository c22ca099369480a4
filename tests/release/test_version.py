"""One version, everywhere: in the package, the changelog, and what is deployed."""

import re
from pathlib import Path

from packaging.version import Version

from reports import __version__

ROOT = Path(__file__).parents[2]
CHANGELOG = (ROOT / "CHANGELOG.md").read_text()
SECTION = re.compile(r"^## \[(\S+)\] - (\d{4}-\d\d-\d\d)$", re.MULTILINE)


def test_the_changelog_begins_with_this_version() -> None:
    versions = [Version(version) for version, _ in SECTION.findall(CHANGELOG)]
    assert versions[0] == Version(__version__)
    assert versions == sorted(versions, reverse=True)


def test_its_headings_are_those_of_the_form() -> None:
    kinds = set(re.findall(r"^### (.+)$", CHANGELOG, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_pages_that_name_a_version_name_this_one() -> None:
    """But for what an older one was."""
    named = {
        (page.name, version)
        for page in (ROOT / "docs").glob("*.md")
        for version in re.findall(r"lineofsight[-:](\d+\.\d+\.\d+)", page.read_text())
    }
    assert {version for _, version in named} == {__version__}

"""Verify an issue: its files are what was recorded, and made again from the frozen data they are the same bytes."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

import pypdfium2

from reports.errors import LedgerError, ReportsError, SnapshotError
from reports.issues import Issue, Ledger
from reports.logs import step
from reports.version import code_version, made_with
from reports.workflow.beside import reopen
from reports.workflow.data import made_with_this_key, measured_anew
from reports.workflow.issue import contents
from reports.workflow.place import Workplace
from reports.workflow.records import file, input_file, open_ledger

AS_RECORDED, CHANGED, MISSING, PURGED = "as recorded", "changed", "missing", "purged"
SAME, DIFFERS, NOT_MADE, NEW = "the same", "differs", "not made", "new"
MOST_PAGES = 5  # so many are named


@dataclass(frozen=True)
class Verified:
    """What was found of one of an issue's files.

    stored: how it lies in the archive. again: how it is when it is made again; empty for what an issue is made with.
    where: what of it differs, as far as that can be said.
    """

    name: str
    stored: str
    again: str = ""
    where: str = ""

    @property
    def good(self) -> bool:
        """Whether nothing is wrong with it."""
        return self.stored == AS_RECORDED and self.again in {SAME, ""}


@dataclass(frozen=True)
class Verification:
    """What was found of an issue, and a sentence for each thing that explains it."""

    files: Sequence[Verified]
    why: Sequence[str]

    @property
    def same(self) -> bool:
        """Whether every file is what was recorded, and is made again as the same bytes."""
        return all(each.good for each in self.files)


@step()
def verify(place: Workplace, issue_id: int) -> Verification:
    """Check the files of an issue by their hashes, and make it again with all that it was made with.

    Raises LedgerError for an issue that was never rendered.
    """
    with closing(open_ledger(place)) as ledger:
        issue = ledger.issues.get(issue_id)
        if issue.version is None:
            raise LedgerError(f"issue {issue.name} was not rendered: there is nothing to verify")
        made, why = _made_again(place, ledger, issue)
    files = [_verified(place, issue, name, made) for name in issue.files]
    files += [Verified(name, NEW, DIFFERS) for name in made or {} if name not in issue.files]
    files += [Verified(name, _stored(place, issue, name)) for name in issue.inputs.get("files", {})]
    if made is not None and any(each.again == DIFFERS for each in files):
        why = list(_reasons(place, issue)) or ["nothing that the ledger knows of explains it"]
    if issue.purged_at is not None:
        why = [f"its files were purged on {issue.purged_at:%Y-%m-%d}: their hashes stay", *why]
    return Verification(files, why)


def _made_again(place: Workplace, ledger: Ledger, issue: Issue) -> tuple[Mapping[str, bytes] | None, list[str]]:
    """Make an issue's files again; where that cannot be done, give why."""
    if not issue.inputs:
        return None, ["it cannot be made again: it is older than the keeping of what issues are made with"]
    try:
        settings, beside = reopen(place, ledger, issue)
        made = measured_anew(place, issue.snapshot_id, settings, issue.report)
        return contents(issue.report, settings, made, issue.label, beside), []
    except ReportsError as error:
        return None, [f"it cannot be made again: {error}", *_versions(issue)]
    except Exception as error:
        if not (other := list(_versions(issue))):
            raise
        return None, [f"it cannot be made again ({type(error).__name__}): other versions made it", *other]


def _verified(place: Workplace, issue: Issue, name: str, made: Mapping[str, bytes] | None) -> Verified:
    stored = _stored(place, issue, name)
    if made is None or name not in made:
        return Verified(name, stored, NOT_MADE)
    if hashlib.sha256(made[name]).hexdigest() == issue.files[name]["sha256"]:
        return Verified(name, stored, SAME)
    comparable = stored == AS_RECORDED and name.endswith(".pdf")
    return Verified(name, stored, DIFFERS, _where(file(place, issue, name), made[name]) if comparable else "")


def _stored(place: Workplace, issue: Issue, name: str) -> str:
    """Tell how a file lies in the archive."""
    entry = issue.files.get(name) or issue.inputs["files"][name]
    try:
        (file if name in issue.files else input_file)(place, issue, name)
    except SnapshotError:
        there = (place.archive / entry["path"]).exists()
        return CHANGED if there else MISSING if issue.purged_at is None else PURGED
    return AS_RECORDED


def _where(issued: bytes, again: bytes) -> str:
    """Name the pages of a PDF whose words differ, the first of them."""
    before, after = _texts(issued), _texts(again)
    pages = [number for number, both in enumerate(zip(before, after, strict=False), 1) if both[0] != both[1]]
    said = []
    if len(before) != len(after):
        said.append(f"{len(before)} pages were issued and {len(after)} are made now")
    if pages:
        more = f" and {len(pages) - MOST_PAGES} more" if len(pages) > MOST_PAGES else ""
        said.append("other words on page " + ", ".join(map(str, pages[:MOST_PAGES])) + more)
    return "; ".join(said) or "the same words on every page: only its look or its structure differs"


def _texts(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.get_textpage().get_text_bounded() for page in opened]


def _reasons(place: Workplace, issue: Issue) -> Iterator[str]:
    """Give what can make another file of the same data and settings."""
    yield from _versions(issue)
    if issue.tier != "operational":
        return  # no code of a child is in it
    same_key = made_with_this_key(place, issue.snapshot_id, issue.settings_hash, issue.code_version)
    if same_key is False:
        yield "the key of the pseudonyms was another one: every child has another code"
    elif same_key is None:
        yield "whether the key of the pseudonyms was the same cannot be told: what was measured then is gone"


def _versions(issue: Issue) -> Iterator[str]:
    if issue.code_version != code_version():
        yield f"it was made by code {issue.code_version}, and this is {code_version()}"
    now = made_with()
    for name in sorted(issue.made_with.keys() | now.keys()):
        before, after = issue.made_with.get(name, "none"), now.get(name, "none")
        if before != after:
            yield f"it was made with {name} {before}, and this is {after}"

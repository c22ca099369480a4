"""Purge: remove what is kept longer than `retention.yaml` says; what proves it is kept.

Data go before the file that names them, and the ledger is told last: a purge that was broken off is completed by the
next one. Of issues the hashes stay, the figures of reports for members, deliveries and the audit trail.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from upath import UPath

from reports.archive import read_json
from reports.issues import Issue, Ledger
from reports.issues.issues import OPEN
from reports.logs import note, step
from reports.periods import parse_instant
from reports.source import snapshot
from reports.workflow import data
from reports.workflow.issue import FOLDER
from reports.workflow.place import Workplace
from reports.workflow.records import open_ledger

What = Literal["snapshot", "measured", "issue", "left over"]
DATA: Sequence[tuple[What, str, str]] = (  # what, its folder, and where its manifest names the snapshot
    ("snapshot", snapshot.FOLDER, "id"),
    ("measured", data.FOLDER, "snapshot"),
)


@dataclass(frozen=True)
class Old:
    """What is older than it is to be kept: its files, and of when it is.

    what: a snapshot, what was measured of one, an issue, or the files of a try that was broken off. kept_for: the
    issue without a decision for which it is kept all the same.
    """

    what: What
    name: str
    since: datetime
    files: Sequence[UPath]
    issue: Issue | None = None
    kept_for: Issue | None = None

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return sum(path.stat().st_size for path in self.files)


def find(place: Workplace, now: datetime | None = None) -> list[Old]:
    """Give what is older than it is to be kept, the oldest first. Nothing is removed."""
    keep, now = place.settings().retention, now or datetime.now(UTC)
    with closing(open_ledger(place)) as ledger:
        issues = ledger.issues.of()
    found = [
        *_data(place, issues, now - timedelta(days=keep.snapshots_days)),
        *_issues(place, issues, now - timedelta(days=keep.issues_days)),
        *_left_over(place, issues, now - timedelta(days=keep.issues_days)),
    ]
    return sorted(found, key=lambda old: old.since)


@step()
def remove(place: Workplace, found: Sequence[Old]) -> None:
    """Remove what was found, but for what is kept for an issue; the audit trail has what was removed."""
    data_removed: list[str] = []
    note(removed=sum(old.kept_for is None for old in found))
    with closing(open_ledger(place)) as ledger:
        try:
            for old in found:
                if old.kept_for is None:
                    _remove(ledger, old)
                    if old.issue is None:
                        data_removed.append(old.name)
        finally:
            if data_removed:
                ledger.note("purged data", f"older than retention.yaml keeps them: {', '.join(data_removed)}")


def _data(place: Workplace, issues: Sequence[Issue], until: datetime) -> Iterator[Old]:
    undecided = {issue.snapshot_id: issue for issue in issues if issue.state in OPEN}
    for what, folder, named in DATA:
        for path in _folders(place.archive / folder):
            files = _files(path, last=snapshot.MANIFEST)
            manifest = _manifest(path)
            since = parse_instant(manifest["as_at"]) if manifest else _youngest(files)
            if since < until and files:
                kept_for = undecided.get(manifest.get(named, ""))
                yield Old(what, f"{folder}/{path.name}", since, files, kept_for=kept_for)


def _issues(place: Workplace, issues: Sequence[Issue], until: datetime) -> Iterator[Old]:
    for issue in issues:
        paths = _paths(place, issue)
        if paths and issue.purged_at is None and issue.decided_at < until:
            there = [path for path in paths if path.exists()]
            kept_for = issue if issue.state in OPEN else None
            yield Old("issue", issue.name, issue.decided_at, there, issue, kept_for)


def _left_over(place: Workplace, issues: Sequence[Issue], until: datetime) -> Iterator[Old]:
    """Give old files among those of issues that no issue has: of tries that were broken off."""
    known = {str(path.parent) for issue in issues if issue.purged_at is None for path in _paths(place, issue)}
    for report in _folders(place.archive / FOLDER):
        for period in _folders(report):
            for path in _folders(period):
                files = _files(path)
                if str(path) not in known and files and _youngest(files) < until:
                    name = f"{FOLDER}/{report.name}/{period.name}/{path.name}"
                    yield Old("left over", name, _youngest(files), files)


def _paths(place: Workplace, issue: Issue) -> list[UPath]:
    entries = [*issue.files.values(), *issue.inputs.get("files", {}).values()]
    return [place.archive / entry["path"] for entry in entries]


def _remove(ledger: Ledger, old: Old) -> None:
    for path in old.files:
        path.unlink(missing_ok=True)
    for folder in {path.parent for path in old.files}:
        with suppress(OSError):  # an object store has no folders; another file may lie there
            folder.rmdir()
    if old.issue is not None:
        ledger.issues.purge(old.issue.id, keep_figures=old.issue.tier != "operational")


def _folders(folder: UPath) -> list[UPath]:
    return [path for path in folder.iterdir() if path.is_dir()] if folder.exists() else []


def _files(folder: UPath, last: str = "") -> list[UPath]:
    """Give the files of a folder, hidden ones too; the one that names it last."""
    files = [path for path in folder.iterdir() if path.is_file()]
    return sorted(files, key=lambda path: (path.name == last, str(path)))


def _manifest(folder: UPath) -> dict[str, str]:
    path = folder / snapshot.MANIFEST
    return read_json(path) if path.exists() else {}


def _youngest(files: Sequence[UPath]) -> datetime:
    """Give when the latest of some files was written; now, where the archive does not tell."""
    times = [path.stat().st_mtime for path in files]
    return datetime.fromtimestamp(max(times), UTC) if all(times) and times else datetime.now(UTC)

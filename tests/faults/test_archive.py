"""The archive's faults: a file is whole or not there, and one that was changed is found before it is used."""

import resource
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from upath import UPath

from reports import demo
from reports.errors import ArchiveError, SnapshotError
from reports.workflow import Workplace, issue
from reports.workflow.data import check, measured, pull
from reports.workflow.records import open_ledger
from reports.workflow.sending import send
from tests.issued import MEMBER, World
from tests.postgres import Postgres

Saw = Callable[[str], None]
REPORT, MONTH, AS_AT = "lead_member", "2024-10", "2024-11-04T06:00"


@pytest.fixture
def place(postgres: Postgres, tmp_path: Path) -> Workplace:
    """A small authority; its ledger lies on a server, whose disk is not the archive's."""
    demo.write(demo.make(children=150, months=3, until=date(2024, 11, 4), clean=True), str(tmp_path / "source.db"))
    return Workplace(UPath(tmp_path / "archive"), postgres.database(), source=str(tmp_path / "source.db"))


@contextmanager
def full_after(size: int) -> Iterator[None]:
    """Let the system refuse to write more of any file than this, in its middle, as it does where a disk is full."""
    before, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, hard))


def files(archive: UPath, ending: str) -> list[Path]:
    """Give the archive's files with an ending; none is half written."""
    everything = [path for path in Path(str(archive)).rglob("*") if path.is_file()]
    assert not [path for path in everything if path.name.startswith(".")]
    return [path for path in everything if path.name.endswith(ending)]


@pytest.mark.fault("Archive", "has no room for a snapshot")
def test_a_snapshot_for_which_there_is_no_room_is_none(place: Workplace, saw: Saw) -> None:
    with full_after(3_000), pytest.raises(ArchiveError, match=r"archive: .* cannot be written: "):
        pull(place, MONTH, AS_AT)
    assert files(place.archive, "manifest.json") == []
    snapshot = pull(place, MONTH, AS_AT)
    check(place, snapshot)
    saw("no half file is left and no snapshot; the pull is tried again, and once there is room it is whole")


@pytest.mark.fault("Archive", "has no room for a PDF")
def test_a_pdf_for_which_there_is_no_room_is_no_issue(
    place: Workplace, saw: Saw, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = pull(place, MONTH, AS_AT)
    keep = issue._keep

    def keep_without_room(*args: Any) -> Any:  # the PDF was rendered in a process of its own, which has room
        with full_after(50_000):
            return keep(*args)

    with monkeypatch.context() as patch:
        patch.setattr(issue, "_keep", keep_without_room)
        with pytest.raises(ArchiveError, match=rf"{REPORT}-{MONTH}\.pdf cannot be written: "):
            issue.render(place, REPORT, snapshot)
    assert files(place.archive, ".pdf") == []
    with closing(open_ledger(place)) as ledger:
        assert ledger.issues.of() == []
        made = ledger.issues.get(issue.render(place, REPORT, snapshot))
        assert made.version == 1
        assert ledger.faults() == []
    saw("no half PDF is left and the ledger knows of no issue; once there is room, version 1 is made")


@pytest.mark.fault("Archive", "is read-only")
def test_an_archive_that_is_read_only_is_named(place: Workplace, saw: Saw) -> None:
    with pytest.raises(ArchiveError, match=r"archive: /sys/archive\S* cannot be written: ") as error:
        pull(replace(place, archive=UPath("/sys/archive")), MONTH, AS_AT)
    assert "\n" not in str(error.value)
    saw("the pull says which folder cannot be written, and is tried again")


@pytest.mark.fault("Archive", "has a file of a snapshot cut short, or changed later")
@pytest.mark.parametrize("name", ["ssd_missing.parquet", "manifest.json"])
@pytest.mark.parametrize("how", ["cut short", "changed"])
def test_a_snapshot_that_was_changed_is_found(place: Workplace, saw: Saw, name: str, how: str) -> None:
    snapshot = pull(place, MONTH, AS_AT)
    path = Path(str(place.archive / "snapshots" / snapshot / name))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if how == "cut short" else whole.replace(b"2024-1", b"2025-1") + b" ")
    with pytest.raises(SnapshotError, match=rf"{name} is not what was written; restore it"):
        measured(place, snapshot)
    path.write_bytes(whole)
    measured(place, snapshot)
    saw("the next step says which file of which snapshot is not what was written; restored, it goes on")


@pytest.mark.fault("Archive", "has a file of what was measured cut short")
@pytest.mark.parametrize("name", ["figures.parquet", "list-teams.parquet", "manifest.json"])
def test_what_was_measured_is_measured_again(place: Workplace, saw: Saw, name: str) -> None:
    snapshot = pull(place, MONTH, AS_AT)
    before = measured(place, snapshot)
    (path,) = Path(str(place.archive / "figures")).glob(f"*/{name}")
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    assert measured(place, snapshot).figures.equals(before.figures)
    assert path.read_bytes() == whole
    saw("it is measured again from the snapshot, to the same bytes")


@pytest.mark.fault("Archive", "has the PDF of an issue changed before it is sent")
def test_a_pdf_that_was_changed_is_not_sent(world: World, saw: Saw) -> None:
    path = world.file()
    whole = path.read_bytes()
    path.write_bytes(whole[:-10] + b"0" * 10)
    sent = send(world.place, 1, [MEMBER], again="the reader lost it")
    assert [(each.became, each.why) for each in sent] == [
        ("refused", "issue 2024-10/1 of lead_member: lead_member-2024-10.pdf is not what was written; restore it")
    ]
    assert world.received() == []
    path.write_bytes(whole)
    assert [each.good for each in send(world.place, 1, [MEMBER], again="the file is restored")] == [True]
    saw("nothing is sent, and the error names the issue and its file; restored, it is sent")

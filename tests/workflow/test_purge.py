"""What is kept longer than the settings say is removed, and what proves it is kept."""

import os
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from reports.errors import SnapshotError
from reports.issues import State
from reports.workflow import purge
from reports.workflow.data import pull
from reports.workflow.purge import Old
from reports.workflow.records import file
from tests.issued import AS_AT, CLERK, MEMBER, MONTH, REPORT, World
from tests.issues.making import released

NOW = datetime.now(UTC)


def found(world: World, days: int) -> list[Old]:
    """What is old so many days from now. The data are of November 2024, the issue is of today."""
    return purge.find(world.place, NOW + timedelta(days=days))


def names(old: list[Old]) -> list[str]:
    return [each.name.partition("/")[0] if each.issue is None else each.name for each in old]


def acts(world: World) -> list[tuple[str, str | None]]:
    with closing(world.ledger) as ledger:
        return [(act.act, act.reason) for act in ledger.acts()]


def test_nothing_is_old_before_its_time(world: World) -> None:
    world.settings("retention", "snapshots_days: 100000\nissues_days: 100000\n")
    assert found(world, 3000) == []


def test_data_go_first_and_the_issue_made_from_them_stays(world: World) -> None:
    old = found(world, 900)
    assert names(old) == ["snapshots", "figures"]
    assert all(each.size > 0 for each in old)
    purge.remove(world.place, old)
    assert found(world, 900) == []
    assert list((world.folder / "archive" / "snapshots").iterdir()) == []
    assert list((world.folder / "archive" / "figures").iterdir()) == []
    assert file(world.place, world.issue(), f"{REPORT}-{MONTH}.pdf").startswith(b"%PDF")
    act, reason = acts(world)[-1]
    assert act == "purged data"
    assert reason == f"older than retention.yaml keeps them: {old[0].name}, {old[1].name}"


def test_of_an_old_issue_hashes_figures_for_members_deliveries_and_the_trail_stay(world: World) -> None:
    purge.remove(world.place, found(world, 3000))
    issue = world.issue()
    assert issue.purged_at is not None
    assert len(str(issue.files[f"{REPORT}-{MONTH}.pdf"]["sha256"])) == 64
    with pytest.raises(SnapshotError, match="is missing"):
        file(world.place, issue, f"{REPORT}-{MONTH}.pdf")
    assert not world.file().parent.exists()
    with closing(world.ledger) as ledger:
        assert len(ledger.figures([issue])) > 10
        assert [(each.recipient, each.state) for each in ledger.deliveries.of(issue.id)] == [
            (MEMBER, State.SENT),
            (CLERK, State.SENT),
        ]
    assert [act for act, _ in acts(world)[-2:]] == ["purged", "purged data"]
    assert found(world, 3000) == []


def test_the_figures_of_an_operational_issue_go_with_its_files(world: World) -> None:
    with closing(world.ledger) as ledger:
        operational = released(ledger)
        assert len(ledger.figures([operational])) == 1
        purge.remove(world.place, found(world, 3000))
        assert len(ledger.figures([operational])) == 0
        assert ledger.issues.get(operational.id).purged_at is not None


def test_what_an_issue_without_a_decision_needs_is_kept_and_said(world: World) -> None:
    world.another_waits(world.issue().snapshot_id)
    old = found(world, 900)
    assert {str(each.kept_for and each.kept_for.label) for each in old} == {"2024-10/2"}
    purge.remove(world.place, old)
    assert len(found(world, 900)) == len(old) == 2


def test_a_purge_that_was_broken_off_is_completed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """It breaks off at its third file. The manifest, which tells how old a snapshot is, goes last."""
    old = found(world, 900)
    files, unlink = [], type(old[0].files[0]).unlink

    def until_the_third(path: object, missing_ok: bool = False) -> None:
        files.append(path)
        if len(files) == 3:
            raise OSError("the disk is away")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(type(old[0].files[0]), "unlink", until_the_third)
    with pytest.raises(OSError, match="the disk is away"):
        purge.remove(world.place, old)
    monkeypatch.undo()
    left = found(world, 900)
    assert names(left) == names(old)
    assert len(left[0].files) == len(old[0].files) - 2
    purge.remove(world.place, left)
    assert found(world, 900) == []


def test_an_issue_whose_files_went_before_the_ledger_was_told_is_told_then(world: World) -> None:
    for path in world.file().parent.iterdir():
        path.unlink()
    (issue,) = [each for each in found(world, 3000) if each.issue]
    assert issue.files == []
    purge.remove(world.place, [issue])
    assert world.issue().purged_at is not None


def test_what_a_killed_try_left_behind_goes_too(world: World) -> None:
    """A snapshot without its manifest, and files of an issue that the ledger never told of, both five years old."""
    pull(world.place, "2024-09", AS_AT)
    archive = world.folder / "archive"
    half, of_issue = archive / "snapshots" / "half", archive / "issues" / REPORT / MONTH / "9-abc"
    then = (NOW - timedelta(days=3000)).timestamp()
    for folder in (half, of_issue):
        folder.mkdir()
        (folder / ".report.pdf-1234").write_bytes(b"%PDF")
        os.utime(folder / ".report.pdf-1234", (then, then))
    old = [each for each in found(world, 0) if each.files[0].name == ".report.pdf-1234"]
    assert sorted(each.name for each in old) == ["issues/lead_member/2024-10/9-abc", "snapshots/half"]
    purge.remove(world.place, old)
    assert not half.exists()
    assert not of_issue.exists()
    assert world.file().exists()

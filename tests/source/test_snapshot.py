"""Snapshots: named by content, written whole or not at all, read back the same or refused."""

import json
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from upath import UPath

from reports.errors import SnapshotError
from reports.periods import Kind, Period, parse_instant
from reports.settings import Settings, Standards
from reports.source import EVERY, TABLES, snapshot
from reports.source.frames import RAW
from tests.conftest import Tell
from tests.story import Story

SETTINGS = Settings()
NEW = "clae_entered_care_date"  # of ssd_cla_episodes: the first reports did without it


def told(story: Story) -> Story:
    for child in ("anna", "ben", "cem", "dora"):
        story.case(child)
        story.missing(f"{child}'s", "2026-10-25 01:30", "2026-10-26", child=child)
    story.case("nobody's", None, start="not a date")
    return story


@pytest.fixture
def archive(tmp_path: Path) -> UPath:
    return UPath(tmp_path / "archive")


def folder(archive: UPath, snapshot_id: str) -> Path:
    return Path(str(archive / "snapshots" / snapshot_id))


def test_what_is_read_back_is_what_was_pulled(story: Story, archive: UPath) -> None:
    source = told(story).source
    back = snapshot.read(snapshot.write(source, archive, SETTINGS), archive)
    assert (back.period, back.as_at, back.collected) == (source.period, source.as_at, source.collected)
    assert back.asked == source.asked == EVERY
    assert back.as_at.tzinfo is source.as_at.tzinfo
    for name, frame in source.frames.items():
        by = list(frame.columns)
        theirs = back.frames[name].sort_values(by).reset_index(drop=True)
        pd.testing.assert_frame_equal(theirs, frame.sort_values(by).reset_index(drop=True))


def test_the_same_rows_in_any_order_have_the_same_id_and_files(tell: Tell, tmp_path: Path) -> None:
    first, second = told(tell()), told(tell())
    for rows in second.rows.values():
        Random(1).shuffle(rows)
    archives = [UPath(tmp_path / "one"), UPath(tmp_path / "other")]
    ids = [snapshot.write(each.source, to, SETTINGS) for each, to in zip((first, second), archives, strict=True)]
    assert ids[0] == ids[1]
    files = [{file.name: file.read_bytes() for file in folder(to, ids[0]).iterdir()} for to in archives]
    assert files[0] == files[1]


def test_other_data_another_period_or_instant_have_another_id(story: Story, archive: UPath) -> None:
    source = told(story).source
    fewer = {**source.frames, "ssd_missing": source.frames["ssd_missing"].iloc[1:]}
    others = [
        source,
        replace(source, as_at=parse_instant("2026-11-03T06:01")),
        replace(source, period=Period.parse("2026-09")),
        replace(source, collected=source.collected | {"local_worker"}),
        replace(source, frames=fewer),
    ]
    ids = {snapshot.write(each, archive, SETTINGS) for each in others}
    assert len(ids) == len(others)
    assert ids == {each.name for each in (archive / "snapshots").iterdir()}


def test_the_manifest_says_what_a_later_reader_wants_to_prove(story: Story, archive: UPath) -> None:
    snapshot_id = snapshot.write(told(story).source, archive, SETTINGS)
    manifest = snapshot.read_manifest(snapshot_id, archive)
    assert (manifest["id"], manifest["period"], manifest["as_at"]) == (
        snapshot_id,
        "2026-10",
        "2026-11-03T06:00:00+00:00",
    )
    assert manifest["settings"] == SETTINGS.hash
    assert manifest["code_version"]
    assert manifest["tables"].keys() == TABLES.keys()
    assert {*manifest["tables"]["ssd_missing"]} == {"rows", "sha256", "query_sha256"}
    assert snapshot.rows(manifest)["ssd_involvements"] == 5
    assert snapshot.rows(manifest)["local_worker"] == 0


def test_written_again_it_is_left_as_it_is(story: Story, archive: UPath) -> None:
    source = told(story).source
    snapshot_id = snapshot.write(source, archive, SETTINGS)
    before = {file.name: file.stat().st_mtime_ns for file in folder(archive, snapshot_id).iterdir()}
    assert snapshot.write(source, archive, Settings(standards=Standards(asye_factor=0.5))) == snapshot_id
    assert {file.name: file.stat().st_mtime_ns for file in folder(archive, snapshot_id).iterdir()} == before
    assert not [name for name in before if name.startswith(".")]


def test_a_folder_without_a_manifest_is_no_snapshot_and_the_next_try_completes_it(story: Story, archive: UPath) -> None:
    source = told(story).source
    snapshot_id = snapshot.write(source, archive, SETTINGS)
    (folder(archive, snapshot_id) / "manifest.json").unlink()
    (folder(archive, snapshot_id) / "ssd_person.parquet").write_bytes(b"half a fi")
    with pytest.raises(SnapshotError, match=r"the archive .* has none of that id"):
        snapshot.read(snapshot_id, archive)
    assert snapshot.write(source, archive, SETTINGS) == snapshot_id
    assert len(snapshot.read(snapshot_id, archive).frames["ssd_person"]) == 5


def test_a_changed_file_and_a_missing_one_are_found(story: Story, archive: UPath) -> None:
    snapshot_id = snapshot.write(told(story).source, archive, SETTINGS)
    changed = folder(archive, snapshot_id) / "ssd_missing.parquet"
    frame = pd.read_parquet(changed)
    frame.iloc[:-1].to_parquet(changed)
    with pytest.raises(SnapshotError, match=r"ssd_missing\.parquet is not what was written"):
        snapshot.read(snapshot_id, archive)
    changed.unlink()
    with pytest.raises(SnapshotError, match=r"ssd_missing\.parquet is missing"):
        snapshot.read(snapshot_id, archive)


def test_a_snapshot_knows_which_tables_were_asked_for_and_keeps_no_other(story: Story, archive: UPath) -> None:
    source = told(story).source
    asked = frozenset({"ssd_person", "ssd_missing", "local_worker"})
    snapshot_id = snapshot.write(replace(source, asked=asked, collected=source.collected & asked), archive, SETTINGS)
    assert {file.stem for file in folder(archive, snapshot_id).glob("*.parquet")} == asked
    back = snapshot.read(snapshot_id, archive)
    assert (back.asked, back.collected) == (asked, {"ssd_person", "ssd_missing"})
    assert back.frames.keys() == TABLES.keys()
    assert len(back.frames["ssd_missing"]) == 4
    assert back.frames["ssd_involvements"].empty
    assert snapshot.write(source, archive, SETTINGS) != snapshot_id


def test_what_was_frozen_before_the_contract_had_a_field_is_read_with_it_empty(story: Story, archive: UPath) -> None:
    """And before it had other tables. That the rows are those that were written is still proven."""
    story.in_care("anna", "2026-01-05", "no date")
    source = told(story).source
    known = {name for name in TABLES if name not in {"ssd_contacts", "local_return"}}
    frames = {**source.frames, "ssd_cla_episodes": source.frames["ssd_cla_episodes"].drop(columns=NEW)}
    snapshot_id = snapshot.write(replace(source, frames=frames, asked=frozenset(known)), archive, SETTINGS)
    back = snapshot.read(snapshot_id, archive)
    assert back.asked == known
    episodes = back.frames["ssd_cla_episodes"]
    assert episodes["clae_person_id"].tolist() == ["anna"]
    assert (str(episodes[NEW].dtype), episodes[NEW].isna().all()) == ("datetime64[us]", True)
    assert episodes["clae_cla_episode_ceased_date" + RAW].tolist() == ["no date"]
    file = folder(archive, snapshot_id) / "ssd_cla_episodes.parquet"
    frames["ssd_cla_episodes"].assign(clae_person_id="ben").to_parquet(file, index=False)
    manifest = json.loads((folder(archive, snapshot_id) / "manifest.json").read_text())
    manifest["tables"]["ssd_cla_episodes"]["sha256"] = sha256(file.read_bytes()).hexdigest()
    (folder(archive, snapshot_id) / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(SnapshotError, match="the rows of ssd_cla_episodes are not those that were written"):
        snapshot.read(snapshot_id, archive)


@pytest.mark.parametrize("snapshot_id", ["", "0" * 24, "..", "../../etc", "a/b"])
def test_an_id_that_is_none_is_refused(archive: UPath, snapshot_id: str) -> None:
    with pytest.raises(SnapshotError, match="has none of that id"):
        snapshot.read(snapshot_id, archive)


def test_the_latest_snapshot_before_an_instant_is_of_the_same_kind_of_period(story: Story, archive: UPath) -> None:
    for period, as_at in [
        ("2026-08", "2026-09-02T06:00"),
        ("2026-09", "2026-10-02T06:00"),
        ("2026-10", "2026-11-03T06:00"),
        ("2026-10-19", "2026-10-26T06:00"),
    ]:
        pulled = replace(story.source, period=Period.parse(period), as_at=parse_instant(as_at))
        snapshot.write(pulled, archive, SETTINGS)

    def latest(kind: Kind, before: datetime) -> str | None:
        manifest = snapshot.latest(kind, before, archive)
        return None if manifest is None else str(manifest["period"])

    assert latest(Kind.MONTH, parse_instant("2026-11-03T06:00")) == "2026-09"
    assert latest(Kind.MONTH, parse_instant("2026-11-03T06:01")) == "2026-10"
    assert latest(Kind.WEEK, parse_instant("2026-11-03T06:00")) == "2026-10-19"
    assert latest(Kind.MONTH, parse_instant("2026-01-01T06:00")) is None


def test_nothing_of_a_child_stands_in_the_manifest(story: Story, archive: UPath) -> None:
    manifest = snapshot.read_manifest(snapshot.write(told(story).source, archive, SETTINGS), archive)
    assert "anna" not in json.dumps(manifest)

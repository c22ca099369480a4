"""Snapshots: what was pulled, frozen as Parquet files and a manifest, written whole or not at all.

A snapshot is named by its content: the period, the instant as at which it was pulled and the rows of every
table, in whatever order they came. The same data give the same id; a changed file is found by its hash.
"""

import hashlib
import json
from datetime import datetime
from io import BytesIO
from typing import Any

import pandas as pd
from upath import UPath

from reports.archive import make_folder, read_json, read_whole, write_whole
from reports.errors import SnapshotError
from reports.periods import LONDON, Kind, Period
from reports.settings import Settings
from reports.source.contract import TABLES
from reports.source.frames import Source, complete, empty, keeps_schema
from reports.source.pull import query_hash
from reports.version import code_version

FORMAT = 1
FOLDER = "snapshots"
MANIFEST = "manifest.json"
IDENTITY = ("format", "period", "as_at", "collected", "content")  # of the manifest: what the id is the hash of


def write(source: Source, archive: UPath, settings: Settings) -> str:
    """Freeze what was pulled and give its id. A snapshot that is there already is left as it is.

    The manifest is written last: a folder without one is no snapshot, and the next try completes it.
    """
    ordered = {name: _in_order(frame) for name, frame in source.frames.items() if name in source.asked}
    identity = {
        "format": FORMAT,
        "period": source.period.key,
        "as_at": source.as_at.isoformat(),
        "collected": sorted(source.collected),
        "content": {name: content for name, (_, content) in ordered.items()},
    }
    snapshot_id = _id(identity)
    folder = archive / FOLDER / snapshot_id
    if (folder / MANIFEST).exists():
        return snapshot_id
    make_folder(folder)
    manifest = identity | {
        "id": snapshot_id,
        "settings": settings.hash,
        "code_version": code_version(),
        "tables": {name: _write_table(folder, name, frame) for name, (frame, _) in ordered.items()},
    }
    write_whole(folder / MANIFEST, json.dumps(manifest, indent=2, sort_keys=True).encode())
    return snapshot_id


def read(snapshot_id: str, archive: UPath) -> Source:
    """Give back what was frozen.

    Raises SnapshotError where there is no such snapshot, or a file is missing or not what was written.
    """
    manifest = read_manifest(snapshot_id, archive)
    folder = archive / FOLDER / snapshot_id
    asked = frozenset(TABLES).intersection(manifest["content"])
    frames = {name: _read_table(folder, name, manifest) if name in asked else empty(name) for name in TABLES}
    as_at = datetime.fromisoformat(manifest["as_at"]).astimezone(LONDON)
    return Source(Period.parse(manifest["period"]), as_at, frames, frozenset(manifest["collected"]), asked)


def read_manifest(snapshot_id: str, archive: UPath) -> dict[str, Any]:
    """Give the manifest of a snapshot: its period, as_at, tables with rows and hashes, settings, code version.

    Raises SnapshotError where there is none, or it is not what was written: the id is the hash of what it says.
    """
    path = archive / FOLDER / snapshot_id / MANIFEST
    if not snapshot_id.isalnum() or not path.exists():
        raise SnapshotError(f"snapshot {snapshot_id!r}: the archive {archive} has none of that id")
    manifest = read_json(path)
    if _id({name: manifest.get(name) for name in IDENTITY}) != snapshot_id:
        raise SnapshotError(f"snapshot {snapshot_id}: {MANIFEST} is not what was written; restore it")
    return manifest


def rows(manifest: dict[str, Any]) -> dict[str, int]:
    """Give the rows of each table of a snapshot."""
    return {name: table["rows"] for name, table in manifest["tables"].items()}


def latest(kind: Kind, before: datetime, archive: UPath, of: Period | None = None) -> dict[str, Any] | None:
    """Give the manifest of the latest snapshot of a period of that kind, as at an instant before this, if any.

    With `of`, it is one of that very period.
    """
    paths = [path for path in (archive / FOLDER).glob(f"*/{MANIFEST}") if path.exists()]
    manifests = [read_manifest(path.parent.name, archive) for path in paths]
    earlier = [
        manifest
        for manifest in manifests
        if Period.parse(manifest["period"]).kind is kind
        and _at(manifest) < before
        and (of is None or manifest["period"] == of.key)
    ]
    return max(earlier, key=_at, default=None)


def _id(identity: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(identity, sort_keys=True).encode()).hexdigest()[:24]


def _at(manifest: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(manifest["as_at"])


def _in_order(frame: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Sort rows by their hashes, and hash these: the same rows give the same, however they came."""
    rows = pd.util.hash_pandas_object(frame, index=False)
    columns = json.dumps([list(frame.columns), [str(dtype) for dtype in frame.dtypes]])
    order = rows.argsort(kind="stable")
    content = hashlib.sha256(columns.encode() + rows.iloc[order].to_numpy().tobytes())
    return frame.iloc[order].reset_index(drop=True), content.hexdigest()


def _write_table(folder: UPath, name: str, frame: pd.DataFrame) -> dict[str, Any]:
    parquet = frame.to_parquet(None, index=False, compression="zstd")
    return {
        "rows": len(frame),
        "sha256": write_whole(folder / f"{name}.parquet", parquet),
        "query_sha256": query_hash(name),
    }


def _read_table(folder: UPath, name: str, manifest: dict[str, Any]) -> pd.DataFrame:
    whose = f"snapshot {folder.name}"
    content = read_whole(folder / f"{name}.parquet", manifest["tables"][name]["sha256"], whose)
    frame = pd.read_parquet(BytesIO(content))
    as_written = keeps_schema(TABLES[name], frame) and _in_order(frame)[1] == manifest["content"][name]
    if not as_written:  # the file's hash was changed with the file
        raise SnapshotError(f"{whose}: the rows of {name} are not those that were written; restore it")
    return complete(TABLES[name], frame)

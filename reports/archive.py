"""The archive: a folder or object store whose files are written whole and read as they were written."""

import hashlib
from uuid import uuid4

from upath import UPath

from reports.errors import SnapshotError


def archive_at(place: str) -> UPath:
    """Give the archive that a path or the URL of an object store names.

    Raises SnapshotError for a kind of store that is unknown or whose library is not installed.
    """
    try:
        path = UPath(place)
        _ = path.fs  # the store's library is only looked for here
        return path
    except (ValueError, ImportError) as error:
        raise SnapshotError(f"archive {place}: not usable: {error}") from None


def write_whole(path: UPath, content: bytes) -> str:
    """Write a file whole or not at all, so that nobody sees a part of it; give its SHA-256."""
    beside = path.with_name(f".{path.name}-{uuid4().hex[:8]}")
    try:
        beside.write_bytes(content)
        beside.rename(path)
    finally:
        if beside.exists():
            beside.unlink()
    return hashlib.sha256(content).hexdigest()


def read_whole(path: UPath, sha256: str, whose: str) -> bytes:
    """Give a file's content. Raises SnapshotError, naming whose it is, where it is missing or not what was written."""
    if not path.exists():
        raise SnapshotError(f"{whose}: {path.name} is missing from the archive; restore it")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise SnapshotError(f"{whose}: {path.name} is not what was written; restore it")
    return content

"""The archive: a folder or object store whose files are written whole and read as they were written."""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from uuid import uuid4

from upath import UPath

from reports.errors import ArchiveError, SnapshotError


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


def make_folder(path: UPath) -> UPath:
    """Make a folder, unless it is there, and give it. Raises ArchiveError where that cannot be."""
    with _said("written", path):
        path.mkdir(parents=True, exist_ok=True)
    return path


def write_whole(path: UPath, content: bytes) -> str:
    """Write a file whole or not at all, so that nobody sees a part of it; give its SHA-256.

    It is on the disk, not only on its way there. Raises ArchiveError where it cannot be written.
    """
    beside = path.with_name(f".{path.name}-{uuid4().hex[:8]}")
    with _said("written", path):
        try:
            with beside.open("wb") as file:
                file.write(content)
                file.flush()
                with suppress(AttributeError, OSError):  # an object store has no such thing: closed is kept
                    os.fsync(file.fileno())
            beside.rename(path)
        finally:
            with suppress(OSError):  # what went wrong before says more
                beside.unlink(missing_ok=True)
    return hashlib.sha256(content).hexdigest()


def read_whole(path: UPath, sha256: str, whose: str) -> bytes:
    """Give a file's content. Raises SnapshotError, naming whose it is, where it is missing or not what was written.

    Raises ArchiveError where it cannot be read.
    """
    with _said("read", path):
        if not path.exists():
            raise SnapshotError(f"{whose}: {path.name} is missing from the archive; restore it")
        content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise SnapshotError(f"{whose}: {path.name} is not what was written; restore it")
    return content


def read_json(path: UPath) -> dict[str, Any]:
    """Give what a file of the archive's own says. Raises SnapshotError where it was cut short; ArchiveError."""
    try:
        with _said("read", path):
            content: dict[str, Any] = json.loads(path.read_bytes())
            return content
    except ValueError:
        raise SnapshotError(f"archive: {path} is not what was written; restore it") from None


@contextmanager
def _said(what: str, path: UPath) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveError(f"archive: {path} cannot be {what}: {error.strerror or error}") from None

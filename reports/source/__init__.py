"""The case-management database as frames: the contract they keep, how they are pulled, how they are frozen."""

from reports.source.contract import TABLES, Table, Type
from reports.source.frames import EVERY, Source, among, children_of, london, lookup, matchable, once
from reports.source.pull import pull, window_start

__all__ = [
    "EVERY",
    "TABLES",
    "Source",
    "Table",
    "Type",
    "among",
    "children_of",
    "london",
    "lookup",
    "matchable",
    "once",
    "pull",
    "window_start",
]

"""The case-management database as frames: the contract they keep, how they are pulled, how they are frozen."""

from reports.source.contract import TABLES, Table, Type
from reports.source.frames import Source, children_of, london, lookup
from reports.source.pull import pull, window_start

__all__ = ["TABLES", "Source", "Table", "Type", "children_of", "london", "lookup", "pull", "window_start"]

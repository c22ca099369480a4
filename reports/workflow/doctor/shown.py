"""What may be said of a source's values: those of lists and roles, never a person's id or name.

A value is named where several rows have it and it is no id, and no name, of anybody that the source knows: a field that
was filled with the wrong thing tells nothing. Names of children are not read at all (`reports.source.contract`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from reports.source import TABLES, Type

OFTEN, MOST_SHOWN, MOST_VALUES = 5, 6, 60  # rows of a value that is named; values named; more values make no list
WORD = re.compile(r"[^\W\d_]{2,}")
OF_ROLES = frozenset(  # words of roles, which some systems also give to workers that are no persons: "Duty Worker"
    WORD.findall(
        "adviser advisor allocated assistant case child children duty family independent lead leaving manager officer "
        "personal practitioner reviewing second senior service social supervising support system team unknown worker"
    )
)

Frames = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Named:
    """What no line may say: ids of children and workers, and whatever has a word of a worker's name."""

    ids: frozenset[str]
    words: frozenset[str]
    known: bool  # whether workers' names could be read at all; else nothing is said

    @classmethod
    def of(cls, frames: Frames) -> "Named":
        """Gather them from what can be read."""
        ids = _all(frames, [field for table in TABLES.values() for field in table.of_type(Type.ID)])
        names = _all(frames, ["prof_professional_name"])
        words = frozenset(word for name in names for word in WORD.findall(name)) - OF_ROLES
        return cls(ids, words, "ssd_professionals" in frames)

    def has(self, value: str) -> bool:
        """Tell whether a value may be an id, or has a word of a name."""
        words = WORD.findall(value.casefold())
        return not self.known or value.casefold() in self.ids or not self.words.isdisjoint(words)


def shown(given: "pd.Series[Any]", named: Named) -> str:
    """Name the values of a list with their rows, the most frequent first; none that few rows have or a person has."""
    counts = given.str.strip().value_counts()
    if len(counts) > MOST_VALUES:
        return f"{len(counts):,} different values, so hardly a list: is it the right field?"
    frequent = [(str(value), rows) for value, rows in counts.items() if rows >= OFTEN and not named.has(str(value))]
    return ", ".join(f"{value} ({rows:,})" for value, rows in frequent[:MOST_SHOWN]) or "none that can be named here"


def _all(frames: Frames, fields: list[str]) -> frozenset[str]:
    columns = [frame[field] for frame in frames.values() for field in fields if field in frame]
    return frozenset(value for each in columns for value in plain(each).dropna().unique())


def plain(texts: "pd.Series[Any]") -> "pd.Series[Any]":
    """Give texts as lists are matched: trimmed, in lower case."""
    return texts.str.strip().str.casefold()

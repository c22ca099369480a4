"""What a data-quality rule found, and what a gate holds."""

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True)
class Finding:
    """Rows of one table that break one rule, what that did, and which measures it touches.

    `keys` are the record ids of the rows, for the person who mends them: never for a log or a message.
    `teams` counts the rows by the name of the team that can mend them, where one is known.
    """

    rule: str
    severity: Severity
    sentence: str
    table: str
    rows: int
    rows_checked: int
    measures: tuple[str, ...]
    keys: tuple[str, ...] = field(default=(), repr=False)
    teams: dict[str, int] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Held:
    """Why a gate holds the reports made from these data."""

    gate: Literal["stale", "emptied", "shrunken", "dirty"]
    table: str
    reason: str

"""The measures of measures.md a second time, row by row in plain Python, to judge the project's by.

It shares nothing with `reports`: no pandas, no helper, no constant. It takes the source's tables as raw text and
gives every figure of a period by (measure, breakdown, group_id). Where it and the project differ, measures.md
decides who is wrong.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tests.oracle import care, caseload, child_protection, front_door, held_outside, missing, returns, supervision
from tests.oracle.quality import RawRow, clean
from tests.oracle.scene import Scene
from tests.oracle.shapes import Figure, Figures

__all__ = ["Figure", "Figures", "figures"]


def figures(
    tables: Mapping[str, list[RawRow]], start: date, end: date, as_at: datetime, standards: Any
) -> dict[tuple[str, str, str], Figure]:
    """Give every figure of the period `[start, end)`; a table that is not in `tables` is absent."""
    collected = {name for name, rows in tables.items() if rows}
    scene = Scene(clean(tables, as_at), collected, start, end, as_at, standards)
    found = Figures()
    for domain in (caseload, supervision, missing, returns, front_door, child_protection, care, held_outside):
        domain.measure(scene, found)
    return found.by_key

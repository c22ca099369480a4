"""Figures and lists, asked as a test asks: each is made when it is first asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import pandas as pd

Part = tuple[Any, Any, Any]  # numbers or None, which a test may compare with pytest.approx


class Lists(Mapping[str, pd.DataFrame]):
    """Lists by their names."""

    def __init__(self, names: Iterable[str], make: Callable[[str], pd.DataFrame]) -> None:
        self._names, self._make = tuple(names), cache(make)

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self._make(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Figures:
    """Figures asked by measure: (numerator, denominator, value), None where empty."""

    def __init__(self, compute: Callable[[str], pd.DataFrame]) -> None:
        """Take what gives a measure's figures."""
        self._compute = cache(compute)

    def __getitem__(self, measure: str) -> Part:
        """Give the authority's figure."""
        return self.by("authority", measure)["authority"]

    def by(self, breakdown: str, measure: str) -> dict[str, Part]:
        """Give a measure's figures by group."""
        rows = self._rows(breakdown, measure)
        parts = rows[["numerator", "denominator", "value"]].astype("object").where(lambda frame: frame.notna(), None)
        return dict(zip(rows["group_id"], map(tuple, parts.to_numpy().tolist()), strict=True))

    def values(self, breakdown: str, measure: str) -> dict[str, float | None]:
        """Give a measure's values by group."""
        return {group: value for group, (_, _, value) in self.by(breakdown, measure).items()}

    def status(self, measure: str, breakdown: str = "authority") -> dict[str, str]:
        """Give the status of a measure's figures by group."""
        rows = self._rows(breakdown, measure)
        return dict(zip(rows["group_id"], rows["status"], strict=True))

    def names(self, breakdown: str, measure: str) -> dict[str, str]:
        """Give the names of a measure's groups."""
        rows = self._rows(breakdown, measure)
        return dict(zip(rows["group_id"], rows["group_name"], strict=True))

    def _rows(self, breakdown: str, measure: str) -> pd.DataFrame:
        figures = self._compute(measure)
        return figures[figures["breakdown"] == breakdown]

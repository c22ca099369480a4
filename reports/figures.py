"""The tidy table of figures: what every measure makes and every report shows.

A figure is one row: `measure, period_start, period_end, breakdown, group_id, group_name, numerator,
denominator, value, unit, status` (measures.md, Conventions). Values are never rounded before they are shown.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

COLUMNS = [
    "measure",
    "period_start",
    "period_end",
    "breakdown",
    "group_id",
    "group_name",
    "numerator",
    "denominator",
    "value",
    "unit",
    "status",
]
KEY = ["measure", "period_start", "breakdown", "group_id"]
OK, NOT_APPLICABLE, NOT_COLLECTED, SUPPRESSED = "ok", "z", "x", "c"
WHOLE_UNITS = {
    "actions",
    "assessments",
    "children",
    "contacts",
    "enquiries",
    "episodes",
    "nights",
    "notifications",
    "packages",
    "presentations",
    "referrals",
    "returns",
    "workers",
}
UNKNOWN = "Unknown"
AUTHORITY = "authority"
COMPARED = [AUTHORITY, "care_status", "service", "team"]  # not workers: their records are mended all the time


def empty() -> pd.DataFrame:
    """Give a table of figures without rows, with the columns and types of one that has them."""
    frame = pd.DataFrame({column: pd.Series(dtype="str") for column in COLUMNS})
    return frame.astype(dict.fromkeys(["numerator", "denominator", "value"], "float64"))


def combine(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Put tables of figures together into one."""
    filled = [part for part in parts if len(part)]
    return pd.concat(filled, ignore_index=True)[COLUMNS] if filled else empty()


def changed(issued: pd.DataFrame, now: pd.DataFrame, compared: Sequence[str] = COMPARED) -> pd.DataFrame:
    """Give the figures that a reader would now see differently from what was issued, the authority's first.

    Columns: measure, period_start, breakdown, group_id, group_name, unit, issued, now (values, not rounded; NaN
    where there is none: a team that had a figure and has none now is one of them), issued_shown, now_shown (as `show`
    gives them). Compared are these breakdowns, where both tables have them: what is new to the reports has not changed.
    """
    level = ["measure", "period_start", "breakdown"]
    issued, now = (table[table["breakdown"].isin(compared)] for table in (issued, now))
    of_both = issued[level].merge(now[level].drop_duplicates()).drop_duplicates()
    both = issued.merge(of_both).merge(now.merge(of_both), on=KEY, how="outer", suffixes=("_issued", ""))
    both = both[both["value_issued"].ne(both["value"])]
    both = both.assign(**{name: both[name].fillna(both[f"{name}_issued"]) for name in ("group_name", "unit")})
    for shown, value in (("issued_shown", "value_issued"), ("now_shown", "value")):
        status = both[value.replace("value", "status")].fillna(NOT_APPLICABLE)
        both[shown] = pd.Series(map(show, both[value], both["unit"], status), index=both.index, dtype="str")
    both = both[both["issued_shown"].ne(both["now_shown"])]
    both = both.sort_values("breakdown", key=lambda names: names != AUTHORITY, kind="stable", ignore_index=True)
    return both.rename(columns={"value_issued": "issued", "value": "now"})[
        [*KEY, "group_name", "unit", "issued", "now", "issued_shown", "now_shown"]
    ]


def round_half_up(value: float, places: int = 1) -> Decimal:
    """Round half up, decimally: 0.05 -> 0.1, 2.5 -> 3. The only rounding there is.

    The value is read as the shortest decimal that means the same number, so that 0.15, which no binary
    number is, rounds as it is written. Minus zero becomes zero.
    """
    quantum = Decimal(1).scaleb(-places)
    return Decimal(repr(float(value))).quantize(quantum, rounding=ROUND_HALF_UP) + 0


def show(value: float | None, unit: str, status: str = OK) -> str:
    """Give a figure as a reader sees it: 1,204 children, 86.4%, 18.4; `z`, `x` and `c` as words do it elsewhere.

    Counts are whole with thousands separators; percentages, hours, days and caseloads have one place.
    """
    if status != OK or value is None or pd.isna(value):
        return {NOT_COLLECTED: "not collected", SUPPRESSED: "c"}.get(status, "–")  # noqa: RUF001 - a dash that is as wide as a figure
    number = f"{round_half_up(value, 0 if unit in WHOLE_UNITS else 1):,}"
    return f"{number}%" if unit == "%" else number

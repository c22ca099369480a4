"""Weeks, months, quarters and years in London time, and working days.

A period is half-open, `[start, end)`, between local midnights of Europe/London (measures.md, Conventions).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from reports.errors import PeriodError

if TYPE_CHECKING:  # both are imported where they are needed: every process of Airflow loads this file
    import holidays
    import numpy as np

LONDON = ZoneInfo("Europe/London")
MONTHS_IN_A_YEAR = 12
MONTHS_IN_A_QUARTER = 3
FIRST_MONTH_OF_THE_YEAR = 4  # April: the year of the statutory returns
WEEKS_IN_A_YEAR = 52
_YEAR = r"((?:19|20|21)\d\d)"  # a slip of the finger such as 0226 is refused, and no calendar ends


class Kind(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


EXAMPLES: Mapping[Kind, str] = {
    Kind.WEEK: "2026-11-16",
    Kind.MONTH: "2026-10",
    Kind.QUARTER: "2026-Q3",
    Kind.YEAR: "2026-27",
}


@dataclass(frozen=True, order=True)
class Period:
    """A week (Monday to Sunday), month, quarter or year (April to March), by its first day."""

    start: date
    kind: Kind

    def __post_init__(self) -> None:
        """Refuse a first day on which no such period begins."""
        if self.start != _first_day(self.kind, self.start):
            raise PeriodError(f"no {self.kind} begins on {self.start}")

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `2026-10` (month), `2026-11-16` or `2026-W47` (the week of that day), `2026-Q3`, `2026-27`.

        A quarter is named by the April in which its year began: `2026-Q3` is October to December 2026.
        Raises PeriodError where the text names none of these.
        """
        text = text.strip()
        try:
            if match := re.fullmatch(_YEAR + r"-(\d{2})", text):
                year, second = int(match[1]), int(match[2])
                if (year + 1) % 100 == second and second > MONTHS_IN_A_YEAR:
                    return cls(date(year, FIRST_MONTH_OF_THE_YEAR, 1), Kind.YEAR)
                return cls(date(year, second, 1), Kind.MONTH)
            if re.fullmatch(_YEAR + r"-\d{2}-\d{2}", text):
                return cls.containing(date.fromisoformat(text), Kind.WEEK)
            if match := re.fullmatch(_YEAR + r"-W(\d{2})", text, re.IGNORECASE):
                return cls(date.fromisocalendar(int(match[1]), int(match[2]), 1), Kind.WEEK)
            if match := re.fullmatch(_YEAR + r"-Q([1-4])", text, re.IGNORECASE):
                april = cls(date(int(match[1]), FIRST_MONTH_OF_THE_YEAR, 1), Kind.QUARTER)
                return april.shift(int(match[2]) - 1)
        except ValueError:
            pass
        raise PeriodError(
            f"period {text!r} is neither a month (2026-10) nor a week (2026-11-16 or 2026-W47), "
            "a quarter (2026-Q3) or a year (2026-27)"
        )

    @classmethod
    def containing(cls, day: date, kind: Kind) -> "Period":
        """Give the period of that kind in which the day lies."""
        return cls(_first_day(kind, day), kind)

    @classmethod
    def last_complete(cls, kind: Kind, at: datetime) -> "Period":
        """Give the latest period of that kind that had ended at the instant `at`."""
        return cls.containing(at.astimezone(LONDON).date(), kind).shift(-1)

    @property
    def end(self) -> date:
        """The day after the last day."""
        return self.shift(1).start

    @property
    def last_day(self) -> date:
        """The last day of the period."""
        return self.end - timedelta(days=1)

    @property
    def start_at(self) -> datetime:
        """London midnight at the start of the first day."""
        return midnight(self.start)

    @property
    def end_at(self) -> datetime:
        """London midnight after the last day."""
        return midnight(self.end)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days

    @property
    def key(self) -> str:
        """Its name in file names, partition keys and on the command line: `2026-10`, `2026-11-16`, ..."""
        if self.kind is Kind.WEEK:
            return self.start.isoformat()
        if self.kind is Kind.MONTH:
            return f"{self.start:%Y-%m}"
        year = self.start.year - (self.start.month < FIRST_MONTH_OF_THE_YEAR)
        if self.kind is Kind.YEAR:
            return f"{year}-{(year + 1) % 100:02d}"
        return f"{year}-Q{(self.start.month - FIRST_MONTH_OF_THE_YEAR) % MONTHS_IN_A_YEAR // 3 + 1}"

    @property
    def label(self) -> str:
        """Its name in a sentence: `October 2026`, `the week of 16 November 2026`."""
        if self.kind is Kind.MONTH:
            return f"{self.start:%B %Y}"
        if self.kind is Kind.WEEK:
            return f"the week of {self.start.day} {self.start:%B %Y}"
        if self.kind is Kind.QUARTER:
            return f"{self.start:%B} to {self.last_day:%B %Y}"
        return f"April {self.start.year} to March {self.start.year + 1}"

    def shift(self, periods: int) -> "Period":
        """Give the period that many periods later (earlier, if negative)."""
        if self.kind is Kind.WEEK:
            return Period(self.start + timedelta(weeks=periods), self.kind)
        months = {Kind.MONTH: 1, Kind.QUARTER: MONTHS_IN_A_QUARTER, Kind.YEAR: MONTHS_IN_A_YEAR}[self.kind]
        return Period(_add_months(self.start, periods * months), self.kind)

    def previous(self) -> "Period":
        """Give the period before."""
        return self.shift(-1)

    def year_before(self) -> "Period":
        """Give the same period a year before (for a week: 52 weeks before)."""
        per_year = {Kind.WEEK: WEEKS_IN_A_YEAR, Kind.MONTH: 12, Kind.QUARTER: 4, Kind.YEAR: 1}
        return self.shift(-per_year[self.kind])

    def trend(self, points: int = 13) -> "list[Period]":
        """Give the last `points` periods up to this one, oldest first."""
        return [self.shift(-back) for back in range(points - 1, -1, -1)]

    def __str__(self) -> str:
        """Its key."""
        return self.key


def midnight(day: date) -> datetime:
    """Give the London midnight at which the day begins."""
    return datetime.combine(day, time(), LONDON)


def parse_instant(text: str) -> datetime:
    """Read an ISO time; one without an offset is London time. Raises PeriodError."""
    try:
        instant = datetime.fromisoformat(text.strip())
    except ValueError:
        raise PeriodError(f"time {text!r} is not an ISO time such as 2026-11-03T06:00") from None
    return instant.replace(tzinfo=LONDON) if instant.tzinfo is None else instant.astimezone(LONDON)


def now() -> datetime:
    """Give the present instant in London, to the whole minute: what is printed is what was used."""
    return datetime.now(LONDON).replace(second=0, microsecond=0)


@lru_cache(maxsize=1)
def _bank_holidays() -> "holidays.HolidayBase":
    import holidays  # noqa: PLC0415 - see above

    return holidays.country_holidays("GB", subdiv="ENG")


def is_working_day(day: date) -> bool:
    """Tell whether the day is not Saturday, Sunday or a bank holiday of England and Wales."""
    return day.isoweekday() < 6 and day not in _bank_holidays()


def nth_working_day_after(period: Period, n: int) -> date:
    """Give the n-th working day (1 is the first) after the last day of a period."""
    day, found = period.last_day, 0
    while found < n:
        day += timedelta(days=1)
        found += is_working_day(day)
    return day


def working_days_after(first: "np.ndarray", second: "np.ndarray") -> "np.ndarray":
    """Count the working days in `(first, second]` for arrays of `datetime64[D]`; negative where reversed.

    The event's day is day 0, so the working days "after" it begin with the next day.
    """
    import numpy as np  # noqa: PLC0415 - see above

    if not len(first):
        return np.zeros(0, dtype="int64")
    years = (np.array([min(first.min(), second.min()), max(first.max(), second.max())], dtype="datetime64[Y]")).tolist()
    one = np.timedelta64(1, "D")
    return np.busday_count(first + one, second + one, holidays=_days_off(years[0].year - 1, years[1].year + 1))


@lru_cache
def _days_off(first_year: int, last_year: int) -> "np.ndarray":
    import holidays  # noqa: PLC0415 - see above
    import numpy as np  # noqa: PLC0415 - see above

    years = range(first_year, last_year + 1)
    return np.array(sorted(holidays.country_holidays("GB", subdiv="ENG", years=years)), dtype="datetime64[D]")


def _first_day(kind: Kind, day: date) -> date:
    if kind is Kind.WEEK:
        return day - timedelta(days=day.weekday())
    if kind is Kind.MONTH:
        return day.replace(day=1)
    if kind is Kind.QUARTER:
        return date(day.year, (day.month - 1) // MONTHS_IN_A_QUARTER * MONTHS_IN_A_QUARTER + 1, 1)
    return date(day.year - (day.month < FIRST_MONTH_OF_THE_YEAR), FIRST_MONTH_OF_THE_YEAR, 1)


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * MONTHS_IN_A_YEAR + day.month - 1 + months, MONTHS_IN_A_YEAR)
    return date(year, month + 1, day.day)

"""What a raw text of the source means: a time, a day, a number or nothing."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def instant(local: datetime) -> datetime:
    """Give a naive London time as an instant.

    One that occurs twice is the first; one that does not exist takes the offset before the change: that is
    what `fold=0` means in both cases. In UTC, because two times of one zone are subtracted by the clock.
    """
    return local.replace(tzinfo=LONDON, fold=0).astimezone(UTC)


def midnight(day: date) -> datetime:
    """Give the instant at which the day begins in London."""
    return instant(datetime.combine(day, time()))


@dataclass(frozen=True)
class Time:
    """A time of the source; `day_only` if all that is known is the day."""

    local: datetime
    day_only: bool

    @property
    def day(self) -> date:
        return self.local.date()

    @property
    def earliest(self) -> datetime:
        """The earliest instant that it can be; for a time, the instant that it is."""
        return midnight(self.day) if self.day_only else instant(self.local)

    @property
    def latest(self) -> datetime:
        """The latest instant that it can be: 24:00 of the day, or the instant that it is."""
        return midnight(self.day + DAY) if self.day_only else instant(self.local)


def before(one: Time | date, other: Time | date) -> bool:
    """Tell whether `one` is before `other`, compared as dates where either is date-only."""
    if isinstance(one, Time) and isinstance(other, Time) and not (one.day_only or other.day_only):
        return one.earliest < other.earliest
    return day_of(one) < day_of(other)


def day_of(moment: Time | date) -> date:
    return moment.day if isinstance(moment, Time) else moment


def begins(moment: Time | date) -> datetime:
    """Give the earliest instant of a time or a day."""
    return moment.earliest if isinstance(moment, Time) else midnight(moment)


def hours(start: datetime, end: datetime) -> Fraction:
    """Give the elapsed hours between two instants."""
    return Fraction((end - start) // timedelta(microseconds=1), HOUR // timedelta(microseconds=1))


def words(text: str | None) -> str | None:
    """Give a text of a list as it is matched: trimmed and without regard to case."""
    return None if text is None else text.strip().lower()


def as_time(text: str | None, precision: str | None = None) -> Time | None:
    """Read a time. Without a precision, a value at exactly 00:00:00 is a date only."""
    if text is None or not re.fullmatch(r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?)?", text.strip()):
        return None
    try:
        local = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return Time(local, local.time() == time() if precision is None else precision == "date")


def as_day(text: str | None) -> date | None:
    found = as_time(text)
    return found and found.day


def as_number(text: str | None) -> Fraction | None:
    """Read a decimal exactly."""
    if text is None or not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", text.strip()):
        return None
    return Fraction(text.strip())

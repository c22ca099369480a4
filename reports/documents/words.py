"""Plain English made from figures: right plurals, one way to write a number, a date and a change."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

import pandas as pd

from reports.figures import round_half_up, show
from reports.periods import LONDON, Kind, Period

_IRREGULAR = {
    "child": "children",
    "delivery": "deliveries",
    "newly qualified worker": "newly qualified workers",
    "is": "are",
    "was": "were",
    "has": "have",
    "holds": "hold",
    "waits": "wait",
    "meets": "meet",
    "does": "do",
    "it": "they",
    "its": "their",
}
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
    "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_TREND = 13  # periods that a history holds: a run may be longer than it can show
DASH = "–"  # noqa: RUF001 - a dash that is as wide as a figure


def plural(noun: str, number: float) -> str:
    """Give the noun, or the verb in the third person, as it goes with that many of something."""
    if number == 1:
        return noun
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    *before, last = noun.split(" ")
    last = _IRREGULAR.get(last) or last + "s"
    return " ".join([*before, last])


def count(number: float, noun: str) -> str:
    """Give `no workers`, `1 worker`, `1,204 workers`."""
    shown = "no" if number == 0 else f"{int(number):,}"
    return f"{shown} {plural(noun, number)}"


def small(number: int) -> str:
    """Give a number below ten as a word, for running text; others in figures."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


def ordinal(number: int) -> str:
    """Give `first` to `twelfth`, then `13th` and so on."""
    return _ORDINALS[number - 1] if 1 <= number <= len(_ORDINALS) else f"{number}th"


def joined(parts: Iterable[str], last: str = "and") -> str:
    """Give `a`, `a and b`, `a, b and c`."""
    items = list(parts)
    return f"{', '.join(items[:-1])} {last} {items[-1]}" if len(items) > 1 else "".join(items)


def sentence(text: str) -> str:
    """Begin with a capital letter and end with a full stop."""
    text = text.strip()
    return text and text[0].upper() + text[1:] + ("" if text[-1] in ".?!" else ".")


def amount(value: float, unit: str) -> str:
    """Give a value with its unit in words: `24.1 cases per FTE`, `1 child`, `86.4%`, `5.0 hours`."""
    if unit == "%":
        return show(value, unit)
    singular = {"children": "child", "cases per FTE": "cases per FTE"}.get(unit, unit.removesuffix("s"))
    shown = show(value, unit)
    return f"{shown} {singular if shown == '1' else unit}"


def change(now: float, before: float, unit: str) -> str:
    """Give a change in the figures as they are shown: `212 more than`, `1.2 points less than`, `the same as`."""
    places = 0 if "." not in show(now, unit) else 1
    moved = round_half_up(now, places) - round_half_up(before, places)
    if moved == 0:
        return "the same as"
    size = f"{abs(moved):,}" + (" points" if unit == "%" else "")
    counted = places == 0
    return f"{size} {'more' if moved > 0 else 'fewer' if counted else 'less'} than"


def day(value: date | datetime | pd.Timestamp) -> str:
    """Give `3 November 2026`."""
    return f"{value.day} {value:%B %Y}"


def short_day(value: date | datetime | pd.Timestamp | None) -> str:
    """Give `3 Nov 2026`, for tables; a dash where there is none."""
    if value is None or pd.isna(value):
        return DASH
    return f"{value.day} {_SHORT_MONTHS[value.month - 1]} {value.year}"


def instant(value: datetime) -> str:
    """Give `3 November 2026, 06:00`, in London time."""
    local = value.astimezone(LONDON)
    return f"{day(local)}, {local:%H:%M}"


def short_instant(value: datetime | pd.Timestamp | None, *, date_only: bool = False) -> str:
    """Give `3 Nov, 06:00` for tables, or `3 Nov` where only the date is known."""
    if value is None or pd.isna(value):
        return DASH
    text = f"{value.day} {_SHORT_MONTHS[value.month - 1]}"
    return text if date_only else f"{text}, {value:%H:%M}"


def heading(period: Period, shown_with: Period | None = None) -> str:
    """Give the head of a period's column: `October`, `Sept`, `Oct 2025`; `16 Nov`; `Jul-Sep`; `2026-27`.

    The reported month stands in full, others short; the year is said where it is not the reported period's.
    """
    if shown_with is None and period.kind is Kind.MONTH:
        return f"{period.start:%B}"
    another = shown_with is not None and period.start.year != shown_with.start.year
    return f"{_short(period)} {period.start.year}" if another and period.kind is not Kind.YEAR else _short(period)


def headings(periods: Sequence[Period]) -> list[str]:
    """Give the heads of periods side by side, oldest first: the first says its year, and each that begins another.

    Of quarters each says it: a chart has room to label every second one, which may begin no year.
    """
    if periods and periods[0].kind is Kind.QUARTER:
        return [f"{_short(period)} {period.start.year}" for period in periods]
    return [heading(period, periods[n - 1]) for n, period in enumerate(periods)]  # the first beside the last


def _short(period: Period) -> str:
    first, last = period.start, period.last_day
    return {
        Kind.WEEK: f"{first.day} {_SHORT_MONTHS[first.month - 1]}",
        Kind.MONTH: _SHORT_MONTHS[first.month - 1],
        Kind.QUARTER: f"{first:%b}-{last:%b}",
        Kind.YEAR: period.key,
    }[period.kind]


def in_period(period: Period, seen_from: Period) -> str:
    """Give a period in a sentence: `in September`, `in October 2025`, `in April to June`, `in the week before`."""
    if period.kind is Kind.YEAR:
        return f"in {period.key}"
    if period.kind is Kind.WEEK:
        return "in the week before" if period == seen_from.previous() else f"in {period.label}"
    said = f"{period.start:%B}" if period.kind is Kind.MONTH else f"{period.start:%B} to {period.last_day:%B}"
    return f"in {said}" + ("" if period.start.year == seen_from.start.year else f" {period.start.year}")


def since(period: Period, in_a_row: int) -> str:
    """Give when a run of periods up to this one began: `since June`, `since June 2025`, `for three quarters`.

    One that is only of this period is not said to have begun: before it there may be no figure.
    """
    if in_a_row == 1:
        return f"this {period.kind.value}"
    if in_a_row >= _TREND:
        return f"for {_TREND} {plural(period.kind.value, _TREND)} or more"
    if period.kind is not Kind.MONTH:
        return f"for {small(in_a_row)} {plural(period.kind.value, in_a_row)}"
    first = period.shift(1 - in_a_row)
    year = "" if first.start.year == period.start.year else f" {first.start.year}"
    return f"since {first.start:%B}{year}"


def list_of(names: Sequence[str], most: int = 3) -> str:
    """Name the first few and say how many more: `A, B, C and 4 more`."""
    if len(names) <= most:
        return joined(names)
    return joined([*names[:most], f"{len(names) - most} more"])


def lower_first(text: str) -> str:
    """Begin with a small letter, as inside a sentence; an abbreviation such as ASYE stays."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]

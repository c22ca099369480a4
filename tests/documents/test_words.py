"""Words made from figures: right plurals, one way to say a change, a date and a run of periods."""

from datetime import UTC, date, datetime

import pytest

from reports.documents import words
from reports.periods import Period

OCTOBER = Period.parse("2026-10")
WEEK = Period.parse("2026-11-09")
QUARTER = Period.parse("2026-Q2")  # July to September
YEAR = Period.parse("2026-27")


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [
        (0, "worker", "no workers"),
        (1, "child", "1 child"),
        (2, "child", "2 children"),
        (1204, "child", "1,204 children"),
        (2, "day", "2 days"),
        (3, "newly qualified worker", "3 newly qualified workers"),
        (2, "single worker", "2 single workers"),
    ],
)
def test_a_count_has_its_plural(number: float, noun: str, said: str) -> None:
    assert words.count(number, noun) == said


@pytest.mark.parametrize(("verb", "one", "more"), [("is", "is", "are"), ("has", "has", "have"), ("was", "was", "were")])
def test_a_verb_goes_with_its_number(verb: str, one: str, more: str) -> None:
    assert [words.plural(verb, number) for number in (1, 0, 2)] == [one, more, more]


@pytest.mark.parametrize(
    ("items", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_is_joined(items: list[str], said: str) -> None:
    assert words.joined(items) == said


def test_a_long_list_says_how_many_more() -> None:
    assert words.list_of(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"
    assert words.list_of(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize(
    ("now", "before", "unit", "said"),
    [
        (5199, 4987, "children", "212 more than"),
        (3, 5, "children", "2 fewer than"),
        (86.44, 84.05, "%", "2.3 points more than"),  # 86.4 - 84.1, as they are shown
        (18.44, 18.36, "cases per FTE", "the same as"),  # both are shown as 18.4
        (15.2, 18.4, "cases per FTE", "3.2 less than"),
    ],
)
def test_a_change_is_that_of_the_figures_shown(now: float, before: float, unit: str, said: str) -> None:
    assert words.change(now, before, unit) == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (1, "children", "1 child"),
        (2, "children", "2 children"),
        (24.06, "cases per FTE", "24.1 cases per FTE"),
        (86.44, "%", "86.4%"),
        (1, "returns", "1 return"),
        (1.0, "hours", "1.0 hours"),
    ],
)
def test_an_amount_has_its_unit(value: float, unit: str, said: str) -> None:
    assert words.amount(value, unit) == said


def test_an_instant_is_said_in_london_time() -> None:
    assert words.instant(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2026, 00:30"


def test_a_heading_says_the_year_only_where_it_is_another() -> None:
    heads = [words.heading(period, OCTOBER) for period in (OCTOBER.previous(), OCTOBER.year_before())]
    assert [words.heading(OCTOBER), *heads] == ["October", "Sept", "Oct 2025"]
    assert [words.heading(WEEK), words.heading(WEEK.year_before(), WEEK)] == ["9 Nov", "10 Nov 2025"]
    heads = [words.heading(period, QUARTER) for period in (QUARTER.previous(), QUARTER.year_before())]
    assert [words.heading(QUARTER), *heads] == ["Jul-Sep", "Apr-Jun", "Jul-Sep 2025"]
    winter = QUARTER.shift(2)
    assert [words.heading(winter), words.heading(winter.previous(), winter)] == ["Jan-Mar", "Oct-Dec 2026"]
    assert [words.heading(YEAR), words.heading(YEAR.previous(), YEAR)] == ["2026-27", "2025-26"]


def test_the_heads_of_thirteen_periods_tell_them_apart() -> None:
    months, weeks = words.headings(OCTOBER.trend()), words.headings(WEEK.trend())
    assert [months[0], months[1], months[3], months[-1]] == ["Oct 2025", "Nov", "Jan 2026", "Oct"]
    assert [weeks[0], weeks[-1]] == ["17 Aug", "9 Nov"]
    quarters, years = words.headings(QUARTER.trend()), words.headings(YEAR.trend())
    assert [quarters[0], quarters[-2], quarters[-1]] == ["Jul-Sep 2023", "Apr-Jun 2026", "Jul-Sep 2026"]
    assert [years[0], years[-1]] == ["2014-15", "2026-27"]
    assert len(set(quarters)) == len(set(years)) == 13


@pytest.mark.parametrize(
    ("period", "in_a_row", "said"),
    [
        (OCTOBER, 1, "this month"),
        (OCTOBER, 2, "since September"),
        (OCTOBER, 5, "since June"),
        (OCTOBER, 11, "since December 2025"),
        (OCTOBER, 13, "for 13 months or more"),  # a history of thirteen cannot say when it began
        (WEEK, 1, "this week"),
        (WEEK, 3, "for three weeks"),
        (QUARTER, 1, "this quarter"),
        (QUARTER, 4, "for four quarters"),
        (QUARTER, 13, "for 13 quarters or more"),
        (YEAR, 1, "this year"),
        (YEAR, 2, "for two years"),
    ],
)
def test_a_run_is_said_by_its_beginning(period: Period, in_a_row: int, said: str) -> None:
    assert words.since(period, in_a_row) == said


def test_a_period_inside_a_sentence() -> None:
    assert words.in_period(OCTOBER.previous(), OCTOBER) == "in September"
    assert words.in_period(OCTOBER.year_before(), OCTOBER) == "in October 2025"
    assert words.in_period(WEEK.previous(), WEEK) == "in the week before"
    assert words.in_period(QUARTER.previous(), QUARTER) == "in April to June"
    assert words.in_period(QUARTER.year_before(), QUARTER) == "in July to September 2025"
    assert words.in_period(YEAR.previous(), YEAR) == "in 2025-26"


def test_a_sentence_begins_large_and_ends_with_a_stop() -> None:
    assert words.sentence("two of them wait") == "Two of them wait."
    assert words.sentence("What now?") == "What now?"
    assert words.sentence("") == ""


def test_no_date_is_a_dash() -> None:
    assert words.short_day(None) == words.short_instant(None) == words.DASH
    assert words.short_day(date(2026, 9, 3)) == "3 Sept 2026"


def test_a_date_without_a_time_shows_none() -> None:
    moment = datetime(2026, 11, 10, tzinfo=UTC)
    assert words.short_instant(moment, date_only=True) == "10 Nov"
    assert words.short_instant(moment) == "10 Nov, 00:00"

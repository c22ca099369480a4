"""Homeless young people: assessed within ten working days, and what became of them."""

import pandas as pd
import pytest

from reports.pseudonyms import pseudonyms
from reports.settings import Standards
from tests.conftest import Tell
from tests.measures.domains.held_outside import presented
from tests.story import Story


def code(person: str) -> str:
    return str(pseudonyms()(pd.Series([person], dtype="str"))[0])


def test_presentations_count_by_their_day_and_not_by_who_presents(story: Story) -> None:
    """October begins in summer time and ends at the midnight of 1 November."""
    for at in ("2026-10-01", "2026-10-31 23:59:59", "2026-10-20 10:00"):
        presented(story, "anna", at)
    for at in ("2026-09-30 23:59:59", "2026-11-01"):
        presented(story, "too early or too late", at)
    assert story.figures["homeless_presentations"] == (3, None, 3)


@pytest.mark.parametrize(
    ("at", "tenth", "as_at"),
    [
        ("2026-10-05 10:00", "2026-10-19", "2026-11-03T06:00"),  # two weeks, and nothing between
        ("2026-12-18 16:00", "2027-01-06", "2027-02-02T06:00"),  # 25 and 28 December, 1 January are off
        ("2026-03-27 09:00", "2026-04-14", "2026-05-05T06:00"),  # Good Friday and Easter Monday are off
        ("2026-10-03 09:00", "2026-10-18", "2026-11-03T06:00"),  # a Saturday: Friday the 16th, and the weekend after it
    ],
)
def test_ten_working_days_end_with_the_tenth(tell: Tell, at: str, tenth: str, as_at: str) -> None:
    story = tell(at[:7], as_at=as_at)
    presented(story, "anna", at, assessed_date=f"{tenth} 23:59:59")
    presented(story, "ben", at, assessed_date=f"{pd.Timestamp(tenth) + pd.Timedelta(days=1):%Y-%m-%d}")
    presented(story, "cem", at)
    assert story.figures["homeless_assessed_in_time"] == (1, 3, pytest.approx(33.33, abs=0.01))
    assert story.counted("homeless_assessed_in_time") == {"h1"}


def test_who_may_still_be_assessed_in_time_is_not_counted_yet(tell: Tell) -> None:
    """The tenth working day after Monday 19 October is Monday 2 November: it has ended with that day, not on it."""
    on_the_day = tell(as_at="2026-11-02T23:59")
    presented(on_the_day, "anna", "2026-10-19 10:00", assessed_date="2026-10-20")
    assert on_the_day.figures["homeless_assessed_in_time"] == (0, 0, None)
    assert on_the_day.figures.status("homeless_assessed_in_time") == {"authority": "z"}

    next_day = tell(as_at="2026-11-03T00:00")
    presented(next_day, "anna", "2026-10-19 10:00", assessed_date="2026-10-20")
    assert next_day.figures["homeless_assessed_in_time"] == (1, 1, 100)


def test_the_standard_is_the_authoritys(tell: Tell) -> None:
    story = tell(standards=Standards(homeless_assessment_days=2))
    presented(story, "anna", "2026-10-05 10:00", assessed_date="2026-10-07")
    presented(story, "ben", "2026-10-05 10:00", assessed_date="2026-10-08")
    assert story.figures["homeless_assessed_in_time"] == (1, 2, 50)


def test_an_assessment_on_the_day_itself_is_in_time_also_where_only_the_day_is_known(story: Story) -> None:
    presented(story, "anna", "2026-10-05 10:00", assessed_date="2026-10-05")
    assert story.figures["homeless_assessed_in_time"] == (1, 1, 100)
    assert story.found == {}


def test_outcomes_are_counted_by_name_and_none_is_unknown(story: Story) -> None:
    for outcome in ("section 20", " Section 20", "open", None, "hostel"):
        presented(story, "anna", outcome=outcome)
    assert story.figures.values("outcome", "homeless_outcomes") == {"": 2, "open": 1, "section 20": 2}
    assert story.figures.names("outcome", "homeless_outcomes") == {
        "": "Unknown",
        "open": "Open",
        "section 20": "Section 20",
    }


def test_days_to_placement_are_those_of_section_20(story: Story) -> None:
    """0, 2 and 7 days: the median is 2. Over the night in which clocks go back it is a day too."""
    for decided, placed in {
        "2026-10-06 10:00": "2026-10-06",
        "2026-10-24 23:30": "2026-10-26 00:15",
        "2026-10-06": "2026-10-13 09:00",
    }.items():
        presented(story, "anna", outcome="section 20", decision_date=decided, placed_date=placed)
    presented(story, "ben", outcome="housing", decision_date="2026-10-06", placed_date="2026-10-30")
    presented(story, "cem", outcome="section 20", decision_date="2026-10-06")
    presented(story, "dora", outcome="section 20", placed_date="2026-10-06")
    assert story.figures["homeless_days_to_placement"] == (None, 3, 2)


def test_nights_of_those_who_presented_in_the_period_add_up(story: Story) -> None:
    for nights in (3, 0, None, 14):
        presented(story, "anna", bb_nights=nights)
    presented(story, "ben", "2026-09-30", bb_nights=20)
    assert story.figures["homeless_bb_nights"] == (17, None, 17)


def test_where_nobody_presented_there_are_none_and_no_shares(story: Story) -> None:
    presented(story, "anna", "2026-09-05", outcome="section 20", decision_date="2026-09-06", placed_date="2026-09-07")
    assert story.figures["homeless_presentations"] == (0, None, 0)
    assert story.figures["homeless_assessed_in_time"] == (0, 0, None)
    assert story.figures["homeless_days_to_placement"] == (None, 0, None)
    assert story.figures["homeless_bb_nights"] == (0, None, 0)
    assert story.figures.by("outcome", "homeless_outcomes") == {}


def test_without_the_table_nothing_is_collected(story: Story) -> None:
    for measure in ("homeless_presentations", "homeless_days_to_placement", "homeless_bb_nights"):
        assert story.figures.status(measure) == {"authority": "x"}


def test_those_who_wait_are_listed_from_the_longest(story: Story) -> None:
    """To 3 November, when the data were pulled. Half term is no holiday: from Friday the 23rd, 7 working days."""
    presented(story, "anna", "2026-10-23 10:00", outcome="section 17")
    presented(story, "ben", "2026-09-28 10:00", assessed_date="2026-10-01", outcome="open")
    presented(story, "cem", "2026-10-30 10:00", assessed_date="2026-11-02")
    presented(story, "no assessment, months ago, and done with", "2026-08-03", outcome="returned home")
    presented(story, "done with", assessed_date="2026-10-06", outcome="housing")
    presented(story, "after the end", "2026-11-02", outcome="open")
    rows = story.lists["homeless_waiting"].drop(columns="assessed")
    assert [tuple(row) for row in rows.to_numpy()] == [
        (code("ben"), pd.Timestamp("2026-09-28"), 26, "open"),
        (code("anna"), pd.Timestamp("2026-10-23"), 7, "section 17"),
        (code("cem"), pd.Timestamp("2026-10-30"), 2, ""),
    ]

"""Care leavers, worked out by hand. Stories are of October 2026 unless they say so."""

import pytest

from tests.conftest import Tell
from tests.measures.domains.care import leaver
from tests.story import Story

EET, TOUCH, HOME, PLANS = (
    "care_leavers_in_eet",
    "care_leavers_in_touch",
    "care_leavers_suitable_home",
    "pathway_plans_reviewed",
)


@pytest.mark.parametrize(
    ("birthday", "counts"),
    [
        ("2009-10-31", True),  # seventeen on the last day
        ("2009-11-01", False),
        ("2004-11-01", True),  # twenty-two on the day after it
        ("2004-10-31", False),
        (None, False),
    ],
)
def test_care_leavers_are_seventeen_to_twenty_one_on_the_last_day(
    story: Story, birthday: str | None, counts: bool
) -> None:
    leaver(story, "anna", birthday)
    for measure in (EET, TOUCH, HOME, PLANS):
        assert story.of(measure) == ({"anna"} if counts else set()), measure


@pytest.mark.parametrize(("period", "counts"), [("2029-02", False), ("2029-03", True)])
def test_who_was_born_on_29_february_is_a_year_older_on_1_march(tell: Tell, period: str, counts: bool) -> None:
    story = tell(period, "2029-04-03T06:00")
    leaver(story, "anna", "2012-02-29")
    assert story.of(TOUCH) == ({"anna"} if counts else set())


def test_who_died_or_went_home_is_not_counted_and_who_is_not_in_touch_is(story: Story) -> None:
    codes = ("YES", " yes", "NO", "REFU", "NREQ", None, "DIED", "rhom ")
    for code in codes:
        leaver(story, f"in touch: {code}", touch=code, activity="F1" if code in ("YES", "NO") else "G5")
    assert story.figures[EET] == (2, 6, pytest.approx(100 / 3))
    assert story.figures[TOUCH] == (2, 6, pytest.approx(100 / 3))
    assert story.of(HOME) == {"in touch: YES", "in touch:  yes"}


def test_activity_codes_of_education_employment_and_training_begin_with_f_or_p(story: Story) -> None:
    for code in ("F1", "F5", "P2", " p4", "G4", "G5", "G6", None):
        leaver(story, str(code), activity=code)
    assert story.counted(EET) == {"F1", "F5", "P2", " p4"}
    assert story.figures[EET] == (4, 8, 50)


def test_a_home_is_suitable_by_any_of_the_codes_in_use(story: Story) -> None:
    for code in ("1", "Y", "suitable ", "2", "N", "Unsuitable", None):
        leaver(story, str(code), suitable=code)
    leaver(story, "not in touch", suitable="1", touch="NO")
    assert story.counted(HOME) == {"1", "Y", "suitable "}
    assert story.figures[HOME] == (3, 7, pytest.approx(300 / 7))


@pytest.mark.parametrize(
    ("period", "reviewed", "in_time"),
    [
        ("2026-10", "2026-05-01", True),  # six months before the midnight of 1 November
        ("2026-10", "2026-04-30 23:59", False),
        ("2026-10", "2026-10-31 23:59", True),
        ("2026-10", "2026-11-01", False),  # only the latest is held: what was before it, nobody knows
        ("2026-10", None, False),
        ("2026-08-24", "2026-02-28", True),  # the week ends at the midnight of 31 August
        ("2026-08-24", "2026-02-27", False),
    ],
)
def test_a_pathway_plan_is_reviewed_in_the_six_months_to_the_end(
    tell: Tell, period: str, reviewed: str | None, in_time: bool
) -> None:
    story = tell(period)
    leaver(story, "anna", reviewed=reviewed)
    assert story.counted(PLANS) == ({"anna"} if in_time else set())


def test_plans_are_counted_by_the_allocated_team(story: Story) -> None:
    story.add("ssd_department", dept_team_id="t1", dept_team_parent_id="s1")
    leaver(story, "anna", team="t1")
    leaver(story, "ben", team="t1", reviewed=None)
    story.unknown("t9")
    leaver(story, "cem", team="t9")
    leaver(story, "dora", team=None)
    assert story.figures.by("team", PLANS) == {"": (2, 2, 100), "t1": (1, 2, 50)}


def test_earlier_periods_are_made_of_the_same_rows_with_the_ages_of_then(tell: Tell) -> None:
    story = tell("2025-10", as_at="2026-11-03T06:00")
    leaver(story, "seventeen then", "2008-10-31")
    leaver(story, "sixteen then", "2008-11-01", reviewed="2025-10-06")
    leaver(story, "twenty-one then", "2003-11-01", reviewed="2025-10-06")
    assert story.counted(TOUCH) == {"seventeen then", "twenty-one then"}
    assert story.counted(PLANS) == {"twenty-one then"}


def test_no_care_leavers_are_none_of_nothing(story: Story) -> None:
    leaver(story, "anna", touch="DIED")
    for measure in (EET, TOUCH, HOME, PLANS):
        assert story.figures[measure] == (0, 0, None)
        assert story.figures.status(measure) == {"authority": "z"}

"""Reviews, visits, health checks and scores of children in care, worked out by hand. Stories are of October 2026."""

import pytest

from tests.conftest import Tell
from tests.measures.domains.care import born, checked, in_care, review, scored, status, visited
from tests.story import Story

HEALTH = "initial_health_in_time"


def test_a_review_is_in_time_on_the_day_when_it_is_due(story: Story) -> None:
    in_time = {
        "that day": ("2026-10-12", "2026-10-12 16:00", "N"),
        "earlier that day": ("2026-10-12 16:00", "2026-10-12 09:00", None),
        "before": ("2026-10-31", "2026-09-28", "N"),
    }
    late = {
        "the day after": ("2026-10-12", "2026-10-13", "N"),
        "not held": ("2026-10-12", None, "N"),
        "first midnight": ("2026-10-01", None, None),
    }
    others = {
        "cancelled": ("2026-10-12", None, "Y"),
        "cancelled, and held": ("2026-10-12", "2026-10-12", " y"),
        "due in November": ("2026-11-01", "2026-10-12", "N"),
        "due in September": ("2026-09-30 23:59", "2026-10-12", "N"),
        "not due": (None, "2026-10-12", "N"),
    }
    for name, told in (in_time | late | others).items():
        review(story, name, *told)
    assert story.of("care_reviews_in_time") == {*in_time, *late}
    assert story.counted("care_reviews_in_time") == set(in_time)
    assert story.figures["care_reviews_in_time"] == (3, 6, 50)


@pytest.mark.parametrize(
    ("at", "in_time"),
    [
        ("2026-09-19 23:59:59", False),
        ("2026-09-20", True),  # 42 days before the midnight of 1 November
        ("2026-10-31 23:59:59", True),
        ("2026-11-01", False),
    ],
)
def test_a_visit_is_of_the_last_42_days(story: Story, at: str, in_time: bool) -> None:
    in_care(story, "anna", "2026-01-05")
    visited(story, "anna", at)
    assert story.of("care_visits_in_time") == {"anna"}
    assert story.counted("care_visits_in_time") == ({"anna"} if in_time else set())


def test_a_child_is_to_be_visited_after_42_days_in_care(story: Story) -> None:
    in_care(story, "42 days", "2026-09-20")
    in_care(story, "41 days", "2026-09-21")
    in_care(story, "left", "2026-01-05", "2026-10-12")
    in_care(story, "back after a day", "2026-01-05", "2026-10-12")
    in_care(story, "back after a day", "2026-10-13")
    in_care(story, "back after two", "2026-01-05", "2026-10-12")
    in_care(story, "back after two", "2026-10-14")
    in_care(story, "on short breaks", "2026-01-05")
    status(story, "on short breaks", "V3", "2026-01-05")
    assert story.of("care_visits_in_time") == {"42 days", "back after a day"}


def test_the_team_of_a_visit_is_that_of_the_latest_allocated_involvement_open_at_the_end(story: Story) -> None:
    for child in ("anna", "ben", "cem"):
        in_care(story, child, "2026-01-05")
    story.case("anna", team="t1", start="2026-01-05")
    story.case("anna", team="t2", start="2026-06-01")
    story.case("anna", team="t3", start="2026-07-01", end="2026-10-31")
    story.case("anna", team="t4", start="2026-08-03", role="IRO")
    story.case("ben", team="t1", start="2026-01-05", end="2026-12-01")
    visited(story, "anna", "2026-10-12")
    assert story.figures.by("team", "care_visits_in_time") == {"": (0, 1, 0), "t1": (0, 1, 0), "t2": (1, 1, 100)}
    assert story.figures["care_visits_in_time"] == (1, 3, pytest.approx(100 / 3))


@pytest.mark.parametrize(
    ("period", "entered", "twentieth", "after"),
    [
        ("2026-03", "2026-03-16", "2026-04-15", "2026-04-16"),  # over Good Friday and Easter Monday
        ("2026-12", "2026-12-07", "2027-01-07", "2027-01-08"),  # Christmas, Boxing Day's Monday, New Year's Day
        ("2026-10", "2026-10-02", "2026-10-30", "2026-11-02"),  # four weeks, and over a weekend
    ],
)
def test_a_health_check_is_in_time_on_the_twentieth_working_day(
    tell: Tell, period: str, entered: str, twentieth: str, after: str
) -> None:
    story = tell(period, "2027-03-01T06:00")
    for child, day in {"twentieth": twentieth, "after": after, "first": entered, "before": "2026-01-05"}.items():
        in_care(story, child, f"{entered} 17:00")
        checked(story, child, day)
    assert story.figures[HEALTH] == (2, 4, 50)


@pytest.mark.parametrize(
    ("as_at", "entries"), [("2026-04-15T23:59", 0), ("2026-04-16T00:00", 1), ("2026-04-18T06:00", 1)]
)
def test_an_entry_is_judged_when_its_twentieth_working_day_is_over(tell: Tell, as_at: str, entries: int) -> None:
    story = tell("2026-03", as_at)
    in_care(story, "anna", "2026-03-16")
    checked(story, "anna", "2026-03-18")
    assert story.figures[HEALTH][1] == entries


def test_a_health_check_after_the_pull_is_none(tell: Tell) -> None:
    """The twentieth working day was Friday 30 October; the Saturday would still be in time."""
    story = tell("2026-10", "2026-10-31T12:00")
    for child, at in (("checked", "2026-10-31 10:00"), ("to be checked", "2026-10-31 14:00")):
        in_care(story, child, "2026-10-02")
        checked(story, child, at)
    assert story.figures[HEALTH] == (1, 2, 50)


@pytest.mark.parametrize(("left", "judged"), [("2026-10-30", False), ("2026-10-31", True), ("2026-10-12", False)])
def test_an_entry_is_judged_of_a_child_still_in_care_20_working_days_later(
    story: Story, left: str, judged: bool
) -> None:
    """They end with 30 October. Who left on the 31st had been there for all of them."""
    in_care(story, "anna", "2026-10-02", left)
    checked(story, "anna", "2026-10-05")
    assert story.figures[HEALTH][1] == judged


def test_each_entry_of_the_period_is_judged_once_by_its_own_completed_checks(tell: Tell) -> None:
    """A quarter: Anna comes into care twice, is checked the first time; Ben's check was refused, Cem's is planned."""
    story = tell("2026-Q2", "2026-12-01T06:00")
    in_care(story, "anna", "2026-07-06", "2026-08-17")
    in_care(story, "anna", "2026-09-01")
    checked(story, "anna", "2026-07-20", " completed")
    for child, outcome in {"ben": "Refused", "cem": "Planned", "dora": None}.items():
        in_care(story, child, "2026-09-01")
        checked(story, child, "2026-09-07", outcome)
    in_care(story, "entered before", "2026-09-01", entered="2026-06-30")
    in_care(story, "entered in July", "2026-02-02", entered="2026-07-01")
    checked(story, "entered in July", None)
    in_care(story, "entered once, they say", "2026-07-01", "2026-08-10")
    in_care(story, "entered once, they say", "2026-08-17", entered="2026-07-01")
    assert story.figures[HEALTH] == (1, 7, pytest.approx(100 / 7))


@pytest.mark.parametrize(
    ("birthday", "due"),
    [
        ("2022-10-31", True),  # four on the last day
        ("2022-11-01", False),
        ("2009-11-01", True),  # seventeen on the day after it
        ("2009-10-31", False),
    ],
)
def test_a_score_is_due_from_four_to_sixteen(story: Story, birthday: str, due: bool) -> None:
    in_care(story, "anna", "2024-01-05")
    born(story, "anna", birthday)
    assert story.of("sdq_returned") == ({"anna"} if due else set())


def test_a_score_is_due_after_twelve_months_in_care(story: Story) -> None:
    for child, since in {"12 months": "2025-11-01", "a day less": "2025-11-02", "no birthday": "2020-01-06"}.items():
        in_care(story, child, since)
        if child != "no birthday":
            born(story, child, "2015-06-01")
    assert story.of("sdq_returned") == {"12 months"}


def test_a_score_is_a_number_of_the_last_twelve_months_and_the_latest_counts(story: Story) -> None:
    """Means: of 13, 17, 0 and 40 it is 17.5."""
    told: dict[str, list[tuple[str | None, str | None]]] = {
        "first day": [("2025-11-01", "13")],
        "twice, then refused": [("2026-05-04", "30"), ("2026-06-01", " 17 "), ("2026-07-01", "SDQ2")],
        "lowest": [("2026-10-31 23:59", "0")],
        "highest": [("2026-10-12", "40")],
        "too early": [("2025-10-31", "12")],
        "too late": [("2026-11-01", "12")],
        "a reason": [("2026-05-04", "SDQ1")],
        "impossible": [("2026-05-04", "41")],
        "no date": [(None, "12")],
        "no score": [("2026-05-04", None)],
        "nothing": [],
    }
    for child, scores in told.items():
        in_care(story, child, "2024-01-05")
        born(story, child, "2015-06-01")
        for at, score in scores:
            scored(story, child, at, score)
    assert story.counted("sdq_returned") == {"first day", "twice, then refused", "lowest", "highest"}
    assert story.figures["sdq_returned"] == (4, 11, pytest.approx(400 / 11))
    assert story.figures["sdq_mean"] == (70, 4, 17.5)


def test_of_two_scores_of_one_day_the_larger_id_is_the_latest(story: Story) -> None:
    in_care(story, "anna", "2024-01-05")
    born(story, "anna", "2015-06-01")
    for row, score in (("b", "20"), ("a", "10")):
        scored(story, "anna", "2026-06-01", score)
        story.rows["ssd_sdq_scores"][-1]["csdq_table_id"] = row
    assert story.figures["sdq_mean"] == (20, 1, 20)


def test_old_rows_are_not_read_but_all_rows_of_a_key_are(story: Story) -> None:
    """DQ02 leaves out both rows of a key: nobody knows which is right."""
    for name, due in (("old", "2021-10-12"), ("both", "2021-10-12"), ("both", "2026-10-12"), ("new", "2026-10-12")):
        review(story, name, due)
    for child, at in (("old", "2021-10-12"), ("undated", None), ("new", "2026-10-12")):
        checked(story, child, at)
    assert story.found["DQ02", "ssd_cla_reviews"] == 2
    assert set(story.checked.data.frames["ssd_cla_reviews"]["clar_cla_review_id"]) == {"new"}
    assert set(story.checked.data.frames["ssd_cla_health"]["clah_person_id"]) == {"undated", "new"}

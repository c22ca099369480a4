"""The front door, worked out by hand.

Bank holidays of 2026: Good Friday is 3 April, Easter Monday 6 April; Christmas is a Friday, and Monday 28 December is
off for Boxing Day.
"""

import pytest

from reports.settings import Standards
from tests.conftest import Tell
from tests.measures.domains.front_door import allocate, assess, contact, decide, refer, visit
from tests.story import Story

NO_SHARE, NO_MEDIAN = (0, 0, None), (None, 0, None)


def test_a_contact_is_of_the_period_in_which_it_was_made_and_of_its_source(story: Story) -> None:
    for made in ("2026-09-30 23:59", "2026-10-01", "2026-10-31 23:59", "2026-11-01"):
        contact(story, made, made)
    contact(story, "small letters", source=" 1a ")
    contact(story, "school", source="2A")
    contact(story, "unknown", source=" ")
    assert story.counted("contacts") == {"2026-10-01", "2026-10-31 23:59", "small letters", "school", "unknown"}
    assert story.figures.values("source", "contacts") == {"1A": 3, "2A": 1, "": 1}
    assert story.figures.names("source", "contacts") == {
        "1A": "Family member, relative or carer",
        "2A": "School",
        "": "Unknown",
    }


def test_a_source_that_the_census_does_not_know_keeps_its_code(story: Story) -> None:
    contact(story, "helpline", source="helpline")
    assert story.figures.names("source", "contacts") == {"HELPLINE": "HELPLINE"}


@pytest.mark.parametrize(
    ("period", "as_at", "made", "in_time", "late"),
    [
        ("2026-10", "2026-11-03", "2026-10-05 23:59", "2026-10-06 23:59", "2026-10-07"),
        ("2026-10", "2026-11-03", "2026-10-09 10:00", "2026-10-12 17:00", "2026-10-13 09:00"),  # a Friday
        ("2026-04", "2026-05-05", "2026-04-02 16:00", "2026-04-07 17:00", "2026-04-08 09:00"),  # before Easter
        ("2026-04", "2026-05-05", "2026-04-04 16:00", "2026-04-07", "2026-04-08"),  # on Easter Saturday
        ("2026-12", "2027-01-05", "2026-12-24 16:00", "2026-12-29", "2026-12-30"),  # on Christmas Eve
        ("2026-12", "2027-01-05", "2026-12-23 16:00", "2026-12-24", "2026-12-29"),
    ],
)
def test_a_contact_is_decided_in_time_by_the_end_of_the_next_working_day(
    tell: Tell, period: str, as_at: str, made: str, in_time: str, late: str
) -> None:
    story = tell(period, as_at)
    contact(story, "at once", made, made)
    contact(story, "in time", made, in_time)
    contact(story, "late", made, late)
    contact(story, "not", made)
    assert story.of("contacts_decided_in_time") == {"at once", "in time", "late", "not"}
    assert story.counted("contacts_decided_in_time") == {"at once", "in time"}
    assert story.counted("contacts_undecided") == {"not"}


@pytest.mark.parametrize(("as_at", "due"), [("2026-11-02T23:59", set()), ("2026-11-03T00:00", {"friday", "decided"})])
def test_a_contact_counts_once_the_next_working_day_has_ended(tell: Tell, as_at: str, due: set[str]) -> None:
    """30 October is a Friday: its contacts may be decided until the end of Monday, in time or not."""
    story = tell("2026-10", as_at)
    contact(story, "friday", "2026-10-30 09:00")
    contact(story, "decided", "2026-10-30 09:00", "2026-10-30 10:00")
    contact(story, "of november", "2026-11-01 09:00")
    assert story.of("contacts_decided_in_time") == due
    assert story.counted("contacts_undecided") == due - {"decided"}


def test_a_decision_after_the_pull_or_without_a_day_is_none(story: Story) -> None:
    contact(story, "by then", decided="2026-11-03 06:00")
    contact(story, "after", decided="2026-11-03 06:00:01")
    contact(story, "no day")
    decide(story, "no day", None)
    assert story.counted("contacts_undecided") == {"after", "no day"}
    assert story.found["DQ04", "local_contact_decision"] == 1
    assert story.figures["contacts_decided_in_time"] == (0, 3, 0)


def test_without_decisions_nothing_is_known_of_them(story: Story) -> None:
    contact(story, "k1")
    assert story.figures["contacts"] == (1, None, 1)
    assert story.figures.status("contacts_decided_in_time") == {"authority": "x"}
    assert story.figures.status("contacts_undecided") == {"authority": "x"}


def test_where_nothing_happened_there_is_no_share_and_no_median(story: Story) -> None:
    decide(story, "of no contact", "2026-10-05")
    for share in (
        "contacts_decided_in_time",
        "referrals_no_further_action",
        "re_referrals",
        "first_visit_in_time",
        "assessments_in_45_days",
    ):
        assert story.figures[share] == NO_SHARE, share
    for median in ("days_to_allocation", "contact_to_assessment"):
        assert story.figures[median] == NO_MEDIAN, median
    assert story.figures["contacts_undecided"] == story.figures["assessments_open_overdue"] == (0, None, 0)


def test_every_referral_counts_with_further_action_or_without(story: Story) -> None:
    """A child who is referred twice counts twice."""
    refer(story, "r1", "2026-10-01")
    refer(story, "r2", "2026-10-31 23:59", team="t2", nfa="Y")
    refer(story, "unknown", "2026-10-07", team=None, nfa=" y ")
    refer(story, "before", "2026-09-30")
    assert story.counted("referrals") == {"r1", "r2", "unknown"}
    assert story.figures.values("team", "referrals") == {"t1": 1, "t2": 1, "": 1}
    assert story.figures["referrals_no_further_action"] == (2, 3, pytest.approx(200 / 3))


@pytest.mark.parametrize(
    ("before", "referred", "again"),
    [
        ("2025-10-05", "2026-10-05 10:00", True),  # twelve months to the day
        ("2025-10-04 23:59", "2026-10-05", False),
        ("2026-10-04 23:59", "2026-10-05 00:01", True),
        ("2026-10-05 09:00", "2026-10-05 17:00", False),  # on the same day
        ("2027-02-28", "2028-02-29", True),  # twelve months before 29 February is 28 February
        ("2027-02-27", "2028-02-29", False),
        ("2028-02-28", "2029-02-28", True),
        ("2028-02-29", "2029-02-28", True),
        ("2028-02-29", "2029-03-01", False),  # that is from 1 March on
    ],
)
def test_a_re_referral_follows_another_of_the_twelve_months_before(
    tell: Tell, before: str, referred: str, again: bool
) -> None:
    story = tell(referred[:7], "2029-12-01")
    refer(story, "before", before, before[:10], nfa="Y")
    refer(story, "referred", referred)
    refer(story, "of another child", referred, child="ben")
    assert ("referred" in story.counted("re_referrals")) is again
    assert "of another child" not in story.counted("re_referrals")


def test_of_several_earlier_referrals_the_latest_is_near_enough(story: Story) -> None:
    for referral, made in [("r1", "2024-01-05"), ("r2", "2026-10-05"), ("r3", "2026-10-05"), ("r4", "2026-10-20")]:
        refer(story, referral, made)
    assert story.figures["re_referrals"] == (1, 3, pytest.approx(100 / 3))
    assert story.counted("re_referrals") == {"r4"}


def test_days_to_allocation_end_with_the_first_involvement_since_the_referral(tell: Tell) -> None:
    """Referred on Maundy Thursday: the same day, the Tuesday after Easter (1) and that Friday (4); median 1."""
    story = tell("2026-04", "2026-05-05")
    for child, start in [("at once", "2026-04-02"), ("tuesday", "2026-04-07 15:00"), ("friday", "2026-04-10")]:
        refer(story, child, "2026-04-02 16:00", child=child)
        allocate(story, child, start)
        allocate(story, child, "2026-04-20", to="w2")
    assert story.figures["days_to_allocation"] == (None, 3, 1)


def test_days_to_allocation_are_of_referrals_with_further_action_that_led_to_a_worker(story: Story) -> None:
    """The one that counts is allocated for another child's referral: 5 to 8 October."""
    refer(story, "counts", child="anna")
    allocate(story, "her brother", "2026-10-08", of="counts")
    for child in ("held before", "no further action", "another role", "nobody"):
        refer(story, child, child=child, nfa="Y" if child == "no further action" else None)
    allocate(story, "held before", "2026-10-04")
    allocate(story, "no further action", "2026-10-08")
    story.case("another role", start="2026-10-08", role="IRO")
    story.unknown("w9")
    allocate(story, "nobody", "2026-10-08", to="w9")
    assert story.figures["days_to_allocation"] == (None, 1, 3)


def test_a_first_visit_is_in_time_within_five_working_days(tell: Tell) -> None:
    """Of a referral on Maundy Thursday, 2 April, the fifth working day is Monday 13 April."""
    story = tell("2026-04", "2026-05-05")
    in_time = {"that day": "2026-04-02 09:00", "fifth day": "2026-04-13 23:59", "bank holiday": "2026-04-06"}
    late = {"sixth day": "2026-04-14", "before": "2026-04-01 17:00"}
    for child, at in (in_time | late).items():
        refer(story, child, "2026-04-02 16:00", child=child)
        visit(story, child, at)
    for child, seen in (("not seen", "N"), ("not said", None)):
        refer(story, child, "2026-04-02", child=child)
        visit(story, child, "2026-04-07", seen=seen)
    refer(story, "no further action", "2026-04-02", child="fifth day", nfa="Y")
    assert story.of("first_visit_in_time") == {*in_time, *late, "not seen", "not said"}
    assert story.counted("first_visit_in_time") == set(in_time)


def test_a_first_visit_counts_once_its_time_has_run_out(tell: Tell) -> None:
    """Pulled on Tuesday 3 November: the fifth working day of a referral on 26 October was Monday."""
    story = tell()
    for day in ("2026-10-26", "2026-10-27"):
        refer(story, day, day, child=day)
        visit(story, day, "2026-10-28")
    assert story.figures["first_visit_in_time"] == (1, 1, 100)
    story = tell(standards=Standards(first_visit_working_days=10))
    for day in ("2026-10-19", "2026-10-20"):
        refer(story, day, day, child=day)
    assert story.of("first_visit_in_time") == {"2026-10-19"}


@pytest.mark.parametrize(
    ("period", "as_at", "referred", "in_time", "late"),
    [
        ("2026-04", "2026-05-05", "2026-02-02", "2026-04-08 23:59", "2026-04-09"),  # Easter lies between
        ("2026-12", "2027-01-05", "2026-10-26", "2026-12-30", "2026-12-31"),  # Christmas does
    ],
)
def test_an_assessment_has_45_working_days_from_the_referral(
    tell: Tell, period: str, as_at: str, referred: str, in_time: str, late: str
) -> None:
    story = tell(period, as_at)
    refer(story, "r1", referred)
    refer(story, "no further action", referred, nfa="Y")
    assess(story, "in time", "r1", in_time)
    assess(story, "late", "r1", late, team=None)
    assess(story, "of no further action", "no further action", in_time)
    assess(story, "no referral", None, in_time)
    assess(story, "unknown referral", "r9", in_time)
    assert story.figures["assessments_completed"] == (5, None, 5)
    assert story.of("assessments_in_45_days") == {"in time", "late", "of no further action"}
    assert story.counted("assessments_in_45_days") == {"in time", "of no further action"}
    assert story.figures.values("team", "assessments_in_45_days") == {"t1": 100, "": 0}
    assert story.found["DQ28", "ssd_cin_assessments"] == 2


def test_an_open_assessment_is_overdue_after_45_working_days(tell: Tell) -> None:
    """To 31 December, a Thursday, there are 46 working days since 26 October and 45 since the 27th."""
    story = tell("2026-12", "2027-01-05")
    refer(story, "46", "2026-10-26 17:00")
    refer(story, "45", "2026-10-27")
    for assessment, referral, authorised in [
        ("open", "46", None),
        ("authorised since", "46", "2027-01-01"),
        ("authorised", "46", "2026-12-31 23:59"),
        ("not yet", "45", None),
        ("no referral", None, None),
    ]:
        assess(story, assessment, referral, authorised, start="2026-10-28")
    assess(story, "started since", "46", start="2027-01-02")
    assert story.counted("assessments_open_overdue") == {"open", "authorised since"}


@pytest.mark.parametrize(
    ("made", "days"),
    [
        ([], 21),
        (["2026-09-05 10:00"], 51),  # 30 days before the referral
        (["2026-09-04 23:59"], 21),  # 31 days
        (["2026-09-10", "2026-10-01"], 25),  # the latest
        (["2026-10-05 18:00"], 21),  # on the day of the referral, later than it
        (["2026-10-06"], 21),
    ],
)
def test_days_from_contact_to_assessment(story: Story, made: list[str], days: int) -> None:
    """Referred on 5 October, authorised on the 26th."""
    for number, at in enumerate(made):
        contact(story, f"k{number}", at)
    contact(story, "of another child", "2026-10-01", child="ben")
    refer(story, "r1")
    assess(story, "a1", "r1", "2026-10-26 09:00")
    assess(story, "no referral", None, "2026-10-26")
    assert story.figures["contact_to_assessment"] == (None, 1, days)

"""The lists of who waits at the front door, and how far back the rows are read that they and the figures need.

Pulled on Tuesday 3 November 2026 at 06:00; October ends on a Saturday.
"""

import pandas as pd

from reports.pseudonyms import pseudonyms
from tests.measures.domains.front_door import allocate, assess, contact, decide, refer, visit
from tests.story import Story


def code(child: str) -> str:
    return str(pseudonyms()(pd.Series([child], dtype="str"))[0])


def rows(story: Story, name: str, *columns: str) -> list[tuple[object, ...]]:
    frame = story.lists[name][list(columns)]
    return [tuple(row) for row in frame.astype("object").where(frame.notna(), None).to_numpy()]


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def test_undecided_contacts_are_listed_from_the_longest_wait(story: Story) -> None:
    """Working days to 3 November: 2 since Friday 30 October, 3 since the Thursday, 21 since 5 October."""
    contact(story, "k1", "2026-10-30 09:00", child="anna", source=None)
    contact(story, "k2", "2026-10-05 09:00", child="ben", source="1a")
    contact(story, "k3", "2026-10-05 09:00", "2026-10-06", child="cem")
    contact(story, "k4", "2026-09-30 09:00", child="dora")
    assert rows(story, "undecided_contacts", "child", "source", "contacted", "working_days") == [
        (code("ben"), "Family member, relative or carer", day("2026-10-05"), 21),
        (code("anna"), "Unknown", day("2026-10-30"), 2),
    ]
    assert len(story.lists["undecided_contacts"]) == len(story.counted("contacts_undecided"))


def test_no_contact_is_undecided_where_decisions_are_not_collected(story: Story) -> None:
    contact(story, "k1")
    assert story.lists["undecided_contacts"].empty


def test_unallocated_referrals_are_those_still_open_and_without_a_worker(story: Story) -> None:
    """Of October and the four weeks before, that is from 3 September; working days to 3 November."""
    for child, made, closed, nfa in [
        ("first day", "2026-09-03", None, None),
        ("too long ago", "2026-09-02", None, None),
        ("of november", "2026-11-01", None, None),
        ("waits", "2026-10-26", None, "N"),
        ("closed", "2026-10-26", "2026-11-02", None),
        ("to be closed", "2026-10-27", "2026-11-20", None),
        ("no further action", "2026-10-26", None, "Y"),
        ("held before", "2026-10-26", None, None),
        ("held since", "2026-10-26", None, None),
        ("held for it", "2026-10-26", None, None),
    ]:
        refer(story, child, made, closed, child=child, nfa=nfa)
    allocate(story, "held before", "2026-01-05")
    allocate(story, "held since", "2026-11-02")
    allocate(story, "another child", "2026-11-02", of="held for it")
    story.case("waits", start="2026-10-27", end="2026-11-01")
    assert rows(story, "unallocated_referrals", "child", "team", "referred", "working_days") == [
        (code("first day"), "t1", day("2026-09-03"), 43),
        (code("waits"), "t1", day("2026-10-26"), 6),
        (code("to be closed"), "t1", day("2026-10-27"), 5),
    ]


def test_unseen_referrals_are_those_whose_time_ran_out_with_nobody_having_seen_the_child(story: Story) -> None:
    """The fifth working day of a referral on 26 October was 2 November, that of one on the 27th is 3 November."""
    for child, made in [("worst", "2026-09-07"), ("closed", "2026-10-26"), ("not yet", "2026-10-27")]:
        refer(story, child, made, "2026-10-30 10:00" if child == "closed" else None, child=child)
    refer(story, "late", "2026-10-05", child="seen late")
    refer(story, "no further action", "2026-10-05", nfa="Y")
    visit(story, "seen late", "2026-11-02")
    visit(story, "worst", "2026-09-06")
    visit(story, "worst", "2026-10-06", seen="N")
    story.add("ssd_professionals", prof_professional_id="w1", prof_professional_name="Wren")
    allocate(story, "worst", "2026-09-08")
    columns = ("child", "worker", "referred", "closed", "working_days", "days_over")
    assert rows(story, "unseen_referrals", *columns) == [
        (code("worst"), "Wren", day("2026-09-07"), None, 41, 36),
        (code("closed"), "Unknown", day("2026-10-26"), day("2026-10-30"), 6, 1),
    ]


def test_overdue_assessments_are_listed_from_the_most_overdue(story: Story) -> None:
    """Working days to 31 October: 46 since 26 August (31 August is off), 45 since the day after, 65 since 30 July."""
    for referral, made in [("46", "2026-08-26"), ("45", "2026-08-27"), ("65", "2026-07-30")]:
        refer(story, referral, made, child=referral)
        assess(story, referral, referral, child=referral, start="2026-09-01", team="t2")
    story.add("ssd_department", dept_team_id="t2", dept_team_name="Assessment", dept_team_parent_id="s1")
    allocate(story, "46", "2026-08-28", to="w1")
    allocate(story, "46", "2026-10-05", to="w2")
    columns = ("child", "team", "worker", "referred", "working_days", "days_over")
    assert rows(story, "overdue_assessments", *columns) == [
        (code("65"), "Assessment", "Unknown", day("2026-07-30"), 65, 20),
        (code("46"), "Assessment", "w2", day("2026-08-26"), 46, 1),
    ]
    assert len(story.lists["overdue_assessments"]) == len(story.counted("assessments_open_overdue"))


def test_unlinked_assessments_are_those_that_nothing_can_be_said_of(story: Story) -> None:
    refer(story, "r1")
    assess(story, "linked", "r1")
    assess(story, "under way", child="anna", start="2026-10-06 15:00")
    assess(story, "completed", "r9", "2026-10-20 10:00", child="ben", start="2026-08-03")
    assess(story, "completed before", None, "2026-09-30", child="cem")
    assert rows(story, "unlinked_assessments", "child", "team", "started", "authorised") == [
        (code("ben"), "t1", day("2026-08-03"), day("2026-10-20")),
        (code("anna"), "t1", day("2026-10-06"), None),
    ]


def test_an_assessment_is_judged_by_its_referral_and_contact_however_long_ago_they_were(story: Story) -> None:
    """Both referrals closed in 2021; one assessment ended five years after its contact, the other never did."""
    contact(story, "k1", "2021-10-20", "2021-10-20")
    for referral in ("ended", "never ended"):
        refer(story, referral, "2021-10-25", "2021-12-01")
        assess(story, referral, referral, "2026-10-20" if referral == "ended" else None, start="2021-10-26")
    decide(story, "k1", "2021-10-21")
    assert story.figures["assessments_in_45_days"] == (0, 1, 0)
    assert story.figures["contact_to_assessment"] == (None, 1, 5 * 365 + 1)
    assert story.counted("assessments_open_overdue") == {"never ended"}
    assert ("DQ28", "ssd_cin_assessments") not in story.found

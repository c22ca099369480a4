"""Every data-quality rule of the front door: a row that breaks it, and its effect on a figure."""

import pytest

from reports.checks import clean
from reports.source import pull
from tests.measures.domains.front_door import assess, contact, decide, refer
from tests.story import Story


def test_dq26_a_decision_of_no_contact_is_ignored(story: Story) -> None:
    contact(story, "k1", decided="2026-10-05 11:00")
    decide(story, "k9", "2026-10-05 11:00")
    assert story.found["DQ26", "local_contact_decision"] == 1
    assert story.figures["contacts_decided_in_time"] == (1, 1, 100)


def test_dq26_is_not_broken_by_a_contact_from_before_the_window(story: Story) -> None:
    contact(story, "long ago", "2021-10-05 10:00", "2021-10-05 11:00")
    contact(story, "k1", decided="2026-10-05 11:00")
    assert ("DQ26", "local_contact_decision") not in story.found
    assert len(story.source.frames["local_contact_decision"]) == 1


@pytest.mark.parametrize(
    ("made", "decided", "too_early"),
    [
        ("2026-10-05 10:00", "2026-10-05 09:59", True),
        ("2026-10-05 10:00", "2026-10-05", False),  # either is date-only: compared as dates
        ("2026-10-05", "2026-10-04 23:59", True),
        ("2026-10-05 10:00", "2026-10-04", True),
        ("2026-10-05 10:00", "2026-10-05 10:00", False),
    ],
)
def test_dq27_a_contact_decided_before_it_was_made_is_not_decided(
    story: Story, made: str, decided: str, too_early: bool
) -> None:
    contact(story, "k1", made, decided)
    assert story.found.get(("DQ27", "local_contact_decision"), 0) == too_early
    assert story.counted("contacts_undecided") == ({"k1"} if too_early else set())


def test_dq28_an_assessment_of_no_known_referral_is_left_out_of_what_is_timed_from_one(story: Story) -> None:
    refer(story, "r1")
    for assessment, of in {"linked": "r1", "no referral": None, "unknown referral": "r9"}.items():
        assess(story, assessment, of, "2026-10-26")
    assert story.found["DQ28", "ssd_cin_assessments"] == 2
    assert story.counted("assessments_completed") == {"linked", "no referral", "unknown referral"}
    assert story.of("assessments_in_45_days") == {"linked"}


@pytest.mark.parametrize(
    ("referred", "authorised", "too_early"),
    [
        ("2026-10-20 10:00", "2026-10-20 09:59", True),
        ("2026-10-20 10:00", "2026-10-20", False),
        ("2026-10-20", "2026-10-19", True),
    ],
)
def test_dq29_an_assessment_authorised_before_its_referral_is_not_timed_from_it(
    story: Story, referred: str, authorised: str, too_early: bool
) -> None:
    refer(story, "r1", referred)
    assess(story, "a1", "r1", authorised)
    assert story.found.get(("DQ29", "ssd_cin_assessments"), 0) == too_early
    assert story.of("assessments_in_45_days") == (set() if too_early else {"a1"})
    assert story.figures["assessments_completed"] == (1, None, 1)


def test_dq30_an_assessment_of_another_child_than_its_referral_is_kept(story: Story) -> None:
    refer(story, "r1")
    assess(story, "a1", "r1", "2026-10-26")
    assess(story, "a2", "r1", "2026-10-26", child="ben")
    assert story.found["DQ30", "ssd_cin_assessments"] == 1
    assert story.figures["assessments_in_45_days"] == (2, 2, 100)


def test_a_rule_is_silent_where_what_it_judges_by_was_not_read(story: Story) -> None:
    contact(story, "k1", decided="2026-10-05 11:00")
    refer(story, "r1")
    assess(story, "a1", "r1")
    alone = {"local_contact_decision", "ssd_cin_assessments", "ssd_person", "ssd_department"}
    source = pull(str(story.write()), story.period, story.as_at, story.settings.standards, alone)
    assert clean(source, story.settings).findings == ()

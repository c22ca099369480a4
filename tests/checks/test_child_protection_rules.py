"""DQ31 to DQ34: enquiries, conferences, plans and their reviews that do not fit together."""

from tests.measures.domains.child_protection import conference, enquiry, plan, reviews
from tests.story import Story


def keys(story: Story, rule: str) -> tuple[str, ...]:
    return next((finding.keys for finding in story.checked.findings if finding.rule == rule), ())


def test_what_fits_together_has_no_findings(story: Story) -> None:
    enquiry(story, "q1")
    conference(story, "c1", of="q1")
    plan(story, "p1", "2026-02-02", "2026-06-01", child="anna")
    plan(story, "p2", "2026-07-06", child="anna")
    reviews(story, "p1", "2026-04-13", child="anna")
    assert story.found == {}


def test_dq31_a_conference_of_no_known_enquiry_is_left_out_of_those_in_time(story: Story) -> None:
    """A child who moves in with a plan needs no enquiry; a conference that was not held yet is none."""
    enquiry(story, "q1")
    enquiry(story, "ends before it starts", "2026-10-12", "2026-10-05")  # DQ03: but it is there
    conference(story, "known", of="q1")
    conference(story, "of a faulty one", of="ends before it starts")
    conference(story, "unknown", of="q99")
    conference(story, "none", of=" ")
    conference(story, "transfer in", transfer_in="Y")
    conference(story, "not held", None)
    assert keys(story, "DQ31") == ("none", "unknown")
    assert story.of("conferences_in_15_days") == {"known"}
    finding = next(finding for finding in story.checked.findings if finding.rule == "DQ31")
    assert finding.severity == "warning"
    assert finding.measures == ("conferences_in_15_days", "enquiries_without_conference")


def test_dq31_the_enquiry_of_a_conference_is_found_however_old_and_old_conferences_are_not_asked(story: Story) -> None:
    """The window of October 2026 starts in June 2025; an enquiry that ended in it has its conference, however old."""
    enquiry(story, "q1", "2021-03-01", "2021-03-15")
    conference(story, "late by years", "2026-10-05", of="q1")
    enquiry(story, "q2", "2021-03-01", "2026-10-05")
    conference(story, "long before the end", "2021-03-20", of="q2")
    conference(story, "old, and unknown", "2021-03-20", of="q99")
    assert keys(story, "DQ31") == ()
    assert story.figures["conferences_in_15_days"] == (0, 1, 0)
    assert story.counted("enquiries_without_conference") == set()


def test_dq32_a_conference_held_before_its_enquiry_began_is_found(story: Story) -> None:
    enquiry(story, "q1", "2026-10-05 14:00")
    for held in ("2026-10-04", "2026-10-05", "2026-10-05 13:59", "2026-10-05 14:00"):
        conference(story, held, held, of="q1")
    conference(story, "unknown", "2026-10-04", of="q99")
    assert keys(story, "DQ32") == ("2026-10-04", "2026-10-05 13:59")
    finding = next(finding for finding in story.checked.findings if finding.rule == "DQ32")
    assert finding.measures == ("conferences_in_15_days",)


def test_dq33_a_review_of_a_plan_that_does_not_exist_is_ignored(story: Story) -> None:
    """One of another authority's plan is of a plan that exists, although it is in no figure."""
    plan(story, "p1", "2026-05-04")
    plan(story, "elsewhere", "2026-05-04", ola="Y")
    reviews(story, "p1", "2026-07-06")
    reviews(story, "elsewhere", "2026-07-06")
    reviews(story, "p99", "2026-07-06")
    reviews(story, None, "2026-07-06")
    assert keys(story, "DQ33") == ("review 2", "review 3")
    assert story.figures["cp_reviews_in_time"] == (1, 1, 100)


def test_dq34_plans_of_one_child_that_overlap_are_kept(story: Story) -> None:
    """By days: the next may start on the day on which the one before ends, at whatever time."""
    for number, (start, end) in enumerate(
        [
            ("2026-01-05", "2026-06-01 15:00"),
            ("2026-06-01 09:00", "2026-08-03"),  # starts on the day
            ("2026-08-02 23:59", "2026-08-04"),  # a day too soon
            ("2026-09-01", None),
            ("2026-10-05", "2026-10-06"),  # within one that is open
            ("2026-10-12", None),
        ]
    ):
        plan(story, f"p{number}", start, end, child="anna")
    plan(story, "ben's", "2026-01-05", child="ben")
    plan(story, "elsewhere", "2026-01-05", child="ben", ola="Y")
    assert keys(story, "DQ34") == ("p2", "p4", "p5")
    assert story.counted("cp_plans_open") == {"anna", "ben"}


def test_dq34_two_plans_of_the_same_days_overlap_and_two_of_one_day_alone_do_not(story: Story) -> None:
    for child, end in {"anna": "2026-10-06", "ben": "2026-10-05 17:00"}.items():
        for each in ("first", "second"):
            plan(story, f"{child}'s {each}", "2026-10-05", end, child=child)
    assert keys(story, "DQ34") == ("anna's second",)

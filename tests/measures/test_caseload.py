"""Caseload, worked out by hand. Stories are of October 2026: its end is the midnight of 1 November."""

import pytest

from reports.settings import Standards
from tests.conftest import Tell
from tests.story import Story

SMALL = Standards(caseload_ceilings={"social worker": 2, "personal adviser": 3})


def children(number: int, of: str) -> list[str]:
    return [f"{of}'s child {n}" for n in range(number)]


def test_a_case_is_open_that_began_before_the_end_and_did_not_finish_before_it(story: Story) -> None:
    open_cases = {
        "began a second before": ("2026-10-31 23:59:59", None),
        "ends at midnight": ("2026-10-01", "2026-11-01 00:00:00"),
        "ended after": ("2026-10-01", "2026-11-02"),
        "will end": ("2026-10-01", "2026-12-24"),
    }
    others = {
        "began at midnight": ("2026-11-01 00:00:00", None),
        "ended on the last day": ("2026-10-01", "2026-10-31"),  # date-only: at its 00:00
        "ended a second before": ("2026-10-01", "2026-10-31 23:59:59"),
        "began and ended before": ("2026-08-01", "2026-09-01"),
    }
    for worker, (start, end) in (open_cases | others).items():
        story.case(f"child of {worker}", worker, start=start, end=end)
    assert story.figures.values("worker", "open_cases") == dict.fromkeys(open_cases, 1)
    assert story.figures["open_cases"] == (4, None, 4)


def test_an_allocated_role_is_matched_trimmed_and_in_any_case_and_its_worker_is_known(story: Story) -> None:
    story.unknown("ghost", "-1")
    story.add("ssd_professionals", prof_professional_id="-1", prof_professional_name="unknown")
    for child, role in {
        "code": "CW",
        "dirty": " cw ",
        "text": "Allocated Case Worker",
        "iro": "IRO",
        "?": None,
    }.items():
        story.case(child, role=role)
    for child, worker in {"nobody's": None, "minus one's": "-1", "ghost's": "ghost"}.items():
        story.case(child, worker)
    assert story.counted("open_cases") == {"code", "dirty", "text"}
    assert story.found["DQ18", "ssd_involvements"] == 3


def test_an_authority_chooses_which_roles_are_allocated(tell: Tell) -> None:
    story = tell(standards=Standards(allocated_roles=["Key Worker"]))
    story.case("anna", role="KEY WORKER ")
    story.case("ben", role="CW")
    assert story.counted("open_cases") == {"anna"}


def test_a_child_in_two_teams_counts_once_in_each_and_once_in_the_authority(story: Story) -> None:
    """Anna is held in t1 (twice by w1) and t2; her brother in t1. Both teams are of the one service."""
    story.case("anna", "w1", team="t1")
    story.case("anna", "w1", team="t1", start="2026-02-02")
    story.case("anna", "w2", team="t2")
    story.case("anna's brother", "w1", team="t1")
    assert story.figures["open_cases"] == (2, None, 2)
    assert story.figures.values("team", "open_cases") == {"t1": 2, "t2": 1}
    assert story.figures.values("service", "open_cases") == {"s1": 2}
    assert story.figures.values("worker", "open_cases") == {"w1": 2, "w2": 1}
    assert story.figures.values("role", "open_cases") == {"social worker": 2}


def test_what_has_no_known_team_or_service_is_shown_as_unknown(story: Story) -> None:
    story.unknown("t9")
    story.add("ssd_department", dept_team_id="lone", dept_team_name="Lone", dept_team_parent_id=None)
    story.add("ssd_department", dept_team_id="t1", dept_team_name="First", dept_team_parent_id="s1")
    for child, team in {"a": None, "b": "t9", "c": "lone", "d": "t1"}.items():
        story.case(child, team=team)
    assert story.figures.values("team", "open_cases") == {"": 2, "lone": 1, "t1": 1}
    assert story.figures.names("team", "open_cases") == {"": "Unknown", "lone": "Lone", "t1": "First"}
    assert story.figures.values("service", "open_cases") == {"": 3, "s1": 1}
    assert story.figures.names("service", "open_cases") == {"": "Unknown", "s1": "s1"}


def test_unallocated_is_a_child_with_an_open_episode_whom_no_worker_holds(story: Story) -> None:
    for child in ("held", "held by a team only", "held until Friday", "never held"):
        story.referral(child)
    story.referral("no further action", nfa=" y")
    story.referral("closed on the last day", end="2026-10-31")
    story.referral("referred on 1 November", "2026-11-01")
    story.referral("closes at midnight", end="2026-11-01 00:00:00")
    story.referral("never held", "2026-10-05", team="t2")
    story.case("held")
    story.case("held by a team only", None)
    story.case("held until Friday", end="2026-10-30")
    story.case("not referred")
    assert story.counted("unallocated_children") == {
        "held by a team only",
        "held until Friday",
        "never held",
        "closes at midnight",
    }
    assert story.figures["unallocated_children"] == (4, None, 4)
    assert story.figures.values("team", "unallocated_children") == {"t1": 4, "t2": 1}


def test_cases_start_and_close_from_the_first_midnight_to_the_last(story: Story) -> None:
    story.referral("first second", "2026-10-01 00:00:00", "2026-10-31 23:59:59")
    story.referral("day before", "2026-09-30 23:59:59", "2026-10-01")
    story.referral("midnight after", "2026-11-01 00:00:00")
    story.referral("closes after", "2026-10-31 23:59:59", "2026-11-01 00:00:00")
    story.referral("twice", "2026-10-05", "2026-10-06")
    story.referral("twice", "2026-10-20", "2026-10-21", team="t2")
    story.referral("no further action", "2026-10-07", "2026-10-08", nfa="Y")
    assert story.counted("cases_started") == {"first second", "closes after", "twice"}
    assert story.counted("cases_closed") == {"first second", "day before", "twice"}
    assert story.figures["cases_started"] == (3, None, 3)
    assert story.figures.values("team", "cases_closed") == {"t1": 3, "t2": 1}


def test_average_caseload_is_children_of_social_workers_by_their_fte(story: Story) -> None:
    """w1 holds 3 at FTE 1, w2 holds 2 at 0.5: 5 / 1.5 = 3.33; median 2.5 and highest 3, not divided by FTE.

    Zoe is held by both and counts for each. Who has no case, no FTE or FTE 0 is not of the average; nor is the
    adviser, who has a role of her own: 6 / 1.
    """
    for worker, number in {"w1": 2, "w2": 1, "at 0": 4, "at NULL": 5, "adviser": 6}.items():
        for child in children(number, worker):
            story.case(child, worker)
    story.case("zoe", "w1")
    story.case("zoe", "w2", team="t2")
    story.spell("w1")
    story.spell("w2", fte=0.5, role=" Senior Practitioner")
    story.spell("at 0", fte=0)
    story.spell("at NULL", fte=None)
    story.professional("at NULL", fte=None)
    story.spell("idle")
    story.spell("adviser", role="personal adviser")
    ask = story.figures
    assert ask["average_caseload"] == (5, 1.5, pytest.approx(3.3333, abs=1e-4))
    assert ask["median_caseload"] == (None, 2, 2.5)
    assert ask["highest_caseload"] == (3, None, 3)
    assert ask.by("role", "average_caseload") == {
        "social worker": (3, 1, 3),
        "senior practitioner": (2, 0.5, 4),
        "personal adviser": (6, 1, 6),
    }
    assert ask.values("role", "highest_caseload") == {
        "social worker": 3,
        "senior practitioner": 2,
        "personal adviser": 6,
    }
    assert ask.values("team", "average_caseload") == {"t1": pytest.approx(3.3333, abs=1e-4)}


def test_a_workers_fte_is_that_of_the_spells_that_cover_the_last_day(story: Story) -> None:
    """0.6 + 0.6 counts as 1; a NULL is that of ssd_professionals, before summing: 0.2 + 0.5; 0 is no NULL."""
    for worker in ("sums", "falls back", "keeps 0.5", "ended", "long FTE"):
        story.case(f"child of {worker}", worker)
    story.spell("sums", fte=0.6)
    story.spell("sums", fte=0.6, team="t2")
    story.professional("falls back", fte=0.5)
    story.spell("falls back", fte=0.2)
    story.spell("falls back", fte=None, team="t2")
    story.professional("keeps 0.5", fte=0.9)
    story.spell("keeps 0.5", fte=0.5)
    story.spell("keeps 0.5", fte=0, team="t2")
    story.professional("ended", fte=0.8)
    story.spell("ended", fte=0.3, end="2026-10-30")
    story.professional("long FTE", fte=1.5)
    fte = story.lists["workers"].set_index("worker_id")["fte"].to_dict()
    assert fte == {"sums": 1, "falls back": 0.7, "keeps 0.5": 0.5, "ended": 0.8, "long FTE": 1}
    assert story.figures["average_caseload"] == (5, 4.0, 1.25)


def test_a_worker_in_two_teams_is_of_the_team_and_role_of_the_latest_spell(story: Story) -> None:
    """W1's two children, one in each team, make an average of 2 in t2; children are counted where they are."""
    story.case("anna", "w1", team="t1")
    story.case("ben", "w1", team="t2")
    story.spell("w1", team="t1", start="2020-01-06", fte=0.5)
    story.spell("w1", team="t2", start="2026-10-31", fte=0.5, role="senior practitioner")
    story.case("cem", "w2", team="t1")
    story.spell("w2", team="t1", start="2024-03-01", role="team manager")
    story.spell("w2", team="t3", start="2024-03-01", role="personal adviser")  # the same start: the larger id
    assert story.figures.by("team", "average_caseload") == {"t2": (2, 1, 2)}
    assert story.figures.values("team", "open_cases") == {"t1": 2, "t2": 1}
    assert story.figures.values("role", "open_cases") == {"senior practitioner": 2, "personal adviser": 1}
    assert story.figures.values("team", "workers_over_ceiling") == {"t2": 0, "t3": 0}


@pytest.mark.parametrize(
    ("held_in", "team"),
    [
        (["t2", "t2", "t1"], "t2"),  # most children
        (["t2", "t1"], "t1"),  # a tie: the smallest id
        ([None, "t2"], "t2"),  # a tie: a known team before Unknown
        ([None, "t9", "t1"], ""),  # all unknown teams count as one
    ],
)
def test_a_worker_without_a_spell_is_of_the_team_with_most_of_the_children(
    story: Story, held_in: list[str | None], team: str
) -> None:
    story.unknown("t9")
    for n, each in enumerate(held_in):
        story.case(f"child {n}", "w1", team=each)
    assert story.lists["workers"]["team_id"].tolist() == [team]


def test_a_worker_without_a_role_has_the_first_that_the_job_title_contains(story: Story) -> None:
    roles = {
        "Advanced SENIOR PRACTITIONER (social worker)": "senior practitioner",
        "Personal Advisor": "personal adviser",
        "Social Worker, team manager": "team manager",
        "Agency Social Worker": "social worker",
        "Family Support": "other",
    }
    for title in roles:
        story.case(f"child of {title}", title)
        story.professional(title, title)
    story.professional("no title", None)
    story.case("x", "no title")
    story.professional("spell without role", "Team Manager")
    story.spell("spell without role", role=None)
    story.case("y", "spell without role")
    story.professional("spell with role", "Team Manager")
    story.spell("spell with role", role=" Support Worker ")
    story.case("z", "spell with role")
    assert story.lists["workers"].set_index("worker_id")["role"].to_dict() == roles | {
        "no title": "other",
        "spell without role": "team manager",
        "spell with role": "support worker",
    }


def test_over_the_ceiling_is_strictly_above_it_times_fte(tell: Tell) -> None:
    """Ceilings 2 and 3. Half-time makes 1; who has no FTE, 0 or less is judged at 1; managers have no ceiling."""
    story = tell(standards=SMALL)
    for worker, number, fte in [
        ("at 2", 2, 1),
        ("over 2", 3, 1),
        ("half, at 1", 1, 0.5),
        ("half, over 1", 2, 0.5),
        ("zero, at 2", 2, 0),
        ("zero, over 2", 3, 0),
        ("NULL, over 2", 3, None),
        ("below 0, at 2", 2, -1),
    ]:
        story.professional(worker, fte=None)
        story.spell(worker, fte=fte)
        for child in children(number, worker):
            story.case(child, worker)
    for worker, role in {"adviser, at 3": "personal adviser", "manager": "team manager"}.items():
        story.spell(worker, role=role)
        for child in children(3, worker):
            story.case(child, worker)
    story.spell("no case")
    assert story.counted("workers_over_ceiling") == {"over 2", "half, over 1", "zero, over 2", "NULL, over 2"}
    assert story.figures["workers_over_ceiling"] == (4, 9, pytest.approx(44.4444, abs=1e-4))
    assert story.figures.by("role", "workers_over_ceiling") == {
        "social worker": (4, 8, 50),
        "personal adviser": (0, 1, 0),
    }
    assert story.found["DQ08", "local_worker"] == 4  # the three of FTE 0 or less, and the NULL


def test_the_default_ceilings_are_16_and_25(story: Story) -> None:
    for worker, role, number in [
        ("sw 16", "social worker", 16),
        ("sw 17", "social worker", 17),
        ("sp 17", "senior practitioner", 17),
        ("pa 25", "personal adviser", 25),
        ("pa 26", "personal adviser", 26),
    ]:
        story.spell(worker, role=role)
        for child in children(number, worker):
            story.case(child, worker)
    assert story.counted("workers_over_ceiling") == {"sw 17", "sp 17", "pa 26"}


def test_the_asye_year_lowers_the_ceiling_from_day_0_to_day_364(tell: Tell) -> None:
    """Each holds 2 at a ceiling of 2, or 1.8 in the year: over it then. The last day is 31 October 2026."""
    in_the_year = {"day 0": "2026-10-31", "day 1": "2026-10-30", "day 364": "2025-11-01"}
    not_in_it = {"day 365": "2025-10-31", "day -1": "2026-11-01", "never": None}
    story = tell(standards=SMALL)
    for worker, asye in (in_the_year | not_in_it).items():
        story.spell(worker, asye=asye)
        for child in children(2, worker):
            story.case(child, worker)
    story.spell("began again", asye="2024-09-02", end="2025-12-31")
    story.spell("began again", asye="2026-03-02", start="2026-03-02")
    story.spell("will begin again", asye="2026-01-05")
    story.spell("will begin again", asye="2026-11-02", team="t2", start="2026-02-02")
    for worker in ("began again", "will begin again"):
        for child in children(2, worker):
            story.case(child, worker)
    assert story.counted("workers_over_ceiling") == {*in_the_year, "began again", "will begin again"}


def test_with_nobody_counts_are_0_and_shares_and_averages_have_no_value(story: Story) -> None:
    for measure in ("open_cases", "unallocated_children", "cases_started", "cases_closed"):
        assert story.figures[measure] == (0, None, 0)
        assert story.figures.status(measure) == {"authority": "ok"}
        assert story.figures.by("team", measure) == {}
    assert story.figures["average_caseload"] == (0, 0, None)
    assert story.figures["median_caseload"] == (None, 0, None)
    assert story.figures["highest_caseload"] == (None, None, None)
    assert story.figures["workers_over_ceiling"] == (0, 0, None)
    assert story.figures.status("workers_over_ceiling") == {"authority": "z"}

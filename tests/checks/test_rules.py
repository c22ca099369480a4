"""Every data-quality rule: a row that breaks it, how many it hits, and what that does to a figure.

Those of absences, their interviews and their records: `test_absence_rules.py`.
"""

import pytest

from reports.checks import RULES
from tests.story import Story

BACK = "2026-10-10 12:00"


def test_a_story_without_faults_has_no_findings(story: Story) -> None:
    story.spell("w1")
    story.case("anna", "w1")
    story.referral("anna")
    story.session("w1", recorded="2026-10-12 12:00", grade="good")
    story.missing("m1", back=BACK)
    story.report("m1", reported="2026-10-09 21:00", logged="2026-10-09 22:00")
    story.interview("m1", done="2026-10-11 12:00", interview="h1", offered="2026-10-10 14:00")
    story.theme("h1", "push", "family conflict")
    assert story.found == {}


def test_dq01_the_same_row_twice_counts_once(story: Story) -> None:
    """Fields that are not read do not tell rows apart; a blank and a NULL are the same."""
    story.session("w1", "2026-10-12 10:00", recorded="2026-10-30")
    row = story.rows["local_supervision"][0]
    story.add("local_supervision", row, {**row, "supv_audit_grade": " "})
    story.spell("w1")
    story.spell("w1")
    assert story.found["DQ01", "local_supervision"] == 2
    assert story.found["DQ01", "local_worker"] == 1
    assert story.figures["supervision_recorded_late"] == (1, 1, 100)


def test_dq02_of_a_key_with_different_content_all_rows_are_left_out(story: Story) -> None:
    """A row given three times, two of them the same, is one repeated row and two of one key."""
    story.missing("m1", "2026-10-05 20:00")
    story.missing("m1", "2026-10-06 20:00")
    story.missing("m1", "2026-10-06 20:00")
    story.missing("m2", "2026-10-05 20:00")
    assert story.found["DQ01", "ssd_missing"] == 1
    assert story.found["DQ02", "ssd_missing"] == 2
    assert story.counted("missing_episodes") == {"m2"}


def test_dq02_is_judged_on_rows_as_they_came(story: Story) -> None:
    """Two dates that are none, and differ, are not the same row twice."""
    for end in ("31/10/2026", "30/10/2026"):
        story.add(
            "ssd_involvements",
            invo_involvements_id="i1",
            invo_professional_id="w1",
            invo_professional_role_id="CW",
            invo_person_id="anna",
            invo_involvement_start_date="2026-01-05",
            invo_involvement_end_date=end,
        )
    assert story.found["DQ02", "ssd_involvements"] == 2
    assert story.counted("open_cases") == set()


@pytest.mark.parametrize(
    ("start", "end", "left_out"),
    [
        ("2026-10-05 10:00", "2026-10-05 09:59", True),
        ("2026-10-05 10:00", "2026-10-05", False),  # either is date-only: compared as dates
        ("2026-10-05", "2026-10-05 00:00:00", False),
        ("2026-10-05", "2026-10-04 23:59", True),
        ("2026-10-05 10:00", "2026-10-04", True),
    ],
)
def test_dq03_an_end_before_its_start_is_left_out(story: Story, start: str, end: str, left_out: bool) -> None:
    story.case("anna", start=start, end=end)
    story.referral("anna", start, end)
    story.in_care("anna", start, end)
    story.missing("m1", start, end)
    tables = {"ssd_involvements", "ssd_cin_episodes", "ssd_cla_episodes", "ssd_missing"}
    assert {table for rule, table in story.found if rule == "DQ03"} == (tables if left_out else set())
    assert story.counted("cases_started") == (set() if left_out else {"anna"})


def test_dq03_of_spells_and_absences_compares_days(story: Story) -> None:
    story.spell("w1", start="2026-10-31", end="2026-10-31")
    story.spell("w2", start="2026-10-31", end="2026-10-30")
    story.off_work("w1", "2026-10-05", "2026-10-04")
    assert (story.found["DQ03", "local_worker"], story.found["DQ03", "local_worker_absence"]) == (1, 1)


def test_dq04_a_start_after_as_at_is_left_out_and_an_end_is_planned(story: Story) -> None:
    """Pulled on 3 November at 06:00; a day is after it from tomorrow on."""
    at, after = "2026-11-03 06:00", "2026-11-03 06:00:01"
    for when in (at, after):
        story.case("anna", start=when, end="2026-12-24")
        story.referral("anna", when, "2026-12-24")
        story.in_care("anna", when, "2026-12-24")
        story.missing(when, when, "2026-12-24")
        story.session("w1", when)
        story.oversight("anna", when)
    for day in ("2026-11-03", "2026-11-04"):
        story.spell(day, start=day)
        story.off_work("w1", day)
    assert {table for rule, table in story.found if rule == "DQ04"} == {
        "ssd_involvements",
        "ssd_cin_episodes",
        "ssd_cla_episodes",
        "ssd_missing",
        "local_supervision",
        "local_case_oversight",
        "local_worker",
        "local_worker_absence",
    }
    assert {rows for (rule, _), rows in story.found.items() if rule == "DQ04"} == {1}


def test_dq04_an_interview_after_as_at_keeps_its_offer_and_times_of_recording_are_empty(story: Story) -> None:
    story.missing("m1", back=BACK)
    story.interview("m1", done="2026-11-04", offered="2026-10-11")
    story.report("m1", reported="2026-10-09 21:00", logged="2026-11-04 09:00", notified="2026-11-04 09:00")
    assert story.found["DQ04", "local_return_interview"] == 1
    assert story.counted("interviews_offered") == {"m1"}
    assert story.counted("interviews_outstanding") == {"m1"}
    assert story.figures["police_logging_delay"] == (None, 0, None)
    assert story.figures["notification_delay"] == (None, 0, None)


def test_dq05_a_row_without_key_person_worker_or_start_is_left_out(story: Story) -> None:
    story.add("ssd_missing", miss_person_id="a", miss_missing_episode_start_date=BACK, miss_missing_episode_type="M")
    story.missing("no start", None)  # type: ignore[arg-type]
    story.missing("start is none", "31/10/2026")
    story.missing("child is blank", child=" ")
    story.missing("whole")
    story.session("w1", held=None)  # not held: no fault
    story.session(None)  # type: ignore[arg-type]
    story.case("anna", start="2026-02-30")
    assert story.found["DQ05", "ssd_missing"] == 4
    assert story.found["DQ05", "local_supervision"] == 1
    assert story.found["DQ05", "ssd_involvements"] == 1
    assert story.counted("missing_episodes") == {"whole"}
    assert story.found["564", "ssd_missing"] == 2  # a type, but no start date


def test_dq05_the_key_of_a_police_report_is_that_of_its_episode(story: Story) -> None:
    story.report(None, reported=BACK)  # type: ignore[arg-type]
    assert story.found["DQ05", "local_missing_report"] == 1


def test_dq06_an_unknown_child_is_kept(story: Story) -> None:
    story.unknown("anna")
    story.case("anna")
    story.missing("m1", child="anna")
    assert story.found["DQ06", "ssd_involvements"] == story.found["DQ06", "ssd_missing"] == 1
    assert story.counted("open_cases") == story.counted("children_missing") == {"anna"}


def test_dq07_without_a_known_team_a_row_is_of_unknown(story: Story) -> None:
    story.unknown("t9")
    for child, team in {"a": None, "b": "t9", "c": "t1"}.items():
        story.case(child, team=team)
    story.spell("w1", team="t9")
    assert story.found["DQ07", "ssd_involvements"] == 2
    assert story.found["DQ07", "local_worker"] == 1
    assert story.figures.values("team", "open_cases") == {"": 2, "t1": 1}


def test_dq07_of_what_is_done_a_team_is_needed_and_of_what_is_begun_none_is(story: Story) -> None:
    """An assessment, a conference and a care leaver have a team; a referral and an enquiry may have none yet."""
    story.unknown("t9")
    for number, team in enumerate((None, "t9", "t1")):
        child = f"c{number}"
        story.case(child)
        story.referral(child, team=team)
        of_child = {"cina_assessment_id": child, "cina_person_id": child, "cina_assessment_start_date": "2026-10-05"}
        story.add("ssd_cin_assessments", **of_child, cina_referral_id=f"r{number + 1}", cina_assessment_team=team)
        of_child = {"s47e_s47_enquiry_id": child, "s47e_person_id": child, "s47e_s47_start_date": "2026-10-05"}
        story.add("ssd_s47_enquiry", **of_child, s47e_s47_completed_by_team=team)
        of_child = {"icpc_icpc_id": child, "icpc_person_id": child, "icpc_icpc_date": "2026-10-12"}
        story.add("ssd_initial_cp_conference", **of_child, icpc_s47_enquiry_id=child, icpc_icpc_team=team)
        story.add("ssd_care_leavers", clea_person_id=child, clea_care_leaver_allocated_team=team)
    assert {table: rows for (rule, table), rows in story.found.items() if rule == "DQ07"} == {
        "ssd_cin_episodes": 1,
        "ssd_s47_enquiry": 1,
        "ssd_cin_assessments": 2,
        "ssd_initial_cp_conference": 2,
        "ssd_care_leavers": 2,
    }


def test_dq08_an_odd_fte_is_counted_where_it_is_used(story: Story) -> None:
    """Of spells; and of ssd_professionals where a worker holds a case and has no spell."""
    for worker, fte in {"none": None, "zero": 0, "below": -0.5, "above": 1.5, "whole": 1, "little": 0.01}.items():
        story.spell(f"spell {worker}", fte=fte)
        story.professional(f"holds {worker}", fte=fte)
        story.case(f"child of {worker}", f"holds {worker}")
        story.professional(f"idle {worker}", fte=fte)
    assert story.found["DQ08", "local_worker"] == 4
    assert story.found["DQ08", "ssd_professionals"] == 4
    # 1 for 1.5, 1 and 0.01 have an average; all are judged by a ceiling
    assert story.figures["average_caseload"] == (3, 2.01, pytest.approx(1.49254, abs=1e-5))
    assert story.figures["workers_over_ceiling"] == (1, 6, pytest.approx(16.667, abs=1e-3))  # 1 case over 0.16


def test_dq16_a_word_outside_its_list_is_empty(story: Story) -> None:
    story.missing("m1", back=BACK, offered="perhaps")
    story.interview(
        "m1", interview="h1", done="2026-10-11 12:00", independent_flag="yes", audit_grade="fair", recorded_date=BACK
    )
    story.missing("m2", back=BACK)
    story.interview("m2", done="2026-10-11 12:00", outcome="seen")
    story.theme("h1", "luck", "bad luck")
    story.session("w1", kind="pair")
    story.referral("anna", "2026-10-05", nfa="?")
    assert {key: rows for key, rows in story.found.items() if key[0] == "DQ16"} == {
        ("DQ16", "ssd_missing"): 1,
        ("DQ16", "local_return_interview"): 2,
        ("DQ16", "local_return_interview_theme"): 1,
        ("DQ16", "local_supervision"): 1,
        ("DQ16", "ssd_cin_episodes"): 1,
    }
    assert story.counted("interviews_completed") == {"m1"}
    assert story.counted("cases_started") == {"anna"}
    assert story.figures["interviews_independent"] == (0, 0, None)
    assert story.figures.by("theme", "interview_themes") == {}


def test_dq18_an_allocated_involvement_without_a_known_worker_is_not_allocated(story: Story) -> None:
    story.unknown("ghost", "-1")
    story.add("ssd_professionals", prof_professional_id="-1", prof_professional_name="unknown")
    for child, worker in {"a": None, "b": "-1", "c": "ghost", "d": "w1"}.items():
        story.case(child, worker)
        story.referral(child)
    story.case("e", None, role="IRO")
    assert story.found["DQ18", "ssd_involvements"] == 3
    assert story.counted("unallocated_children") == {"a", "b", "c"}


@pytest.mark.parametrize(
    "text", ["<b>Team</b>", "{{ team }}", "Te\x07am", "\u202eTeam", "\u05d0\u05d1", "x" * 201, "x" * 4000]
)
def test_dq19_an_odd_text_is_counted_and_kept(story: Story, text: str) -> None:
    story.add("ssd_department", dept_team_id="t1", dept_team_name=text)
    story.case("anna", team="t1")
    assert story.found == {("DQ19", "ssd_department"): 1}
    assert story.checked.findings[0].severity == "info"
    assert story.checked.data.frames["ssd_department"]["dept_team_name"].tolist() == [text]


def test_dq22_an_optional_date_or_number_that_is_none_is_empty(story: Story) -> None:
    """An end that cannot be read is no end; an FTE that cannot be read is none."""
    story.case("anna", end="31/10/2026")
    story.spell("w1", fte="full time", end="soon")
    assert (story.found["DQ22", "ssd_involvements"], story.found["DQ22", "local_worker"]) == (1, 1)
    assert story.counted("open_cases") == {"anna"}
    assert story.lists["workers"]["fte"].tolist() == [1]  # that of ssd_professionals


def test_dq25_open_although_the_child_has_died_is_kept(story: Story) -> None:
    story.add("ssd_person", pers_person_id="anna", pers_death_date="2026-09-01")
    story.case("anna")
    story.referral("anna")
    story.in_care("anna", end="2026-09-01")
    assert story.found["DQ25", "ssd_involvements"] == story.found["DQ25", "ssd_cin_episodes"] == 1
    assert ("DQ25", "ssd_cla_episodes") not in story.found
    assert story.counted("open_cases") == {"anna"}


def test_a_finding_says_what_it_hit_what_it_touches_and_who_can_mend_it(story: Story) -> None:
    """Two sessions of w1, whose latest involvement is in First Response, of three."""
    story.add("ssd_department", dept_team_id="t1", dept_team_name="First Response")
    story.case("anna", "w1", team="t1")
    for recorded in ("2026-10-11", "2026-10-11", "2026-10-13"):
        story.session("w1", "2026-10-12 10:00", recorded=recorded)
    (finding,) = story.checked.findings
    assert (finding.rule, finding.severity, finding.table) == ("DQ15", "error", "local_supervision")
    assert (finding.rows, finding.rows_checked, finding.keys) == (2, 3, ("s1", "s2"))
    assert finding.measures == ("supervision_recorded_late",)
    assert finding.teams == {"First Response": 2}
    assert finding.sentence == RULES["DQ15"].sentence
    assert "s1" not in repr(finding)


def test_findings_stand_in_the_order_of_the_rules(story: Story) -> None:
    story.missing("m1", kind="X")
    story.unknown("anna")
    story.case("anna", team=None)
    story.session("w1", kind="pair")
    assert [each.rule for each in story.checked.findings] == ["DQ06", "DQ07", "DQ14", "DQ16"]


def test_rules_keep_the_contracts_ids_and_touch_measures_that_exist() -> None:
    assert {f"DQ{n:02}" for n in range(1, 21)} <= set(RULES)
    for rule in RULES.values():
        assert rule.severity in ("error", "warning", "info")
        assert rule.sentence.endswith((".", ")."))
    errors = {rule for rule in RULES if RULES[rule].severity == "error" and rule <= "DQ20"}
    assert errors == {"DQ02", "DQ03", "DQ04", "DQ05", "DQ11", "DQ13", "DQ14", "DQ15", "DQ16"}

"""The registry holds the measures of measures.md: its three tables are copied here, and each says what it reads."""

from dataclasses import replace

import pytest

from reports.checks import Data, clean
from reports.checks.rules import TOUCHED
from reports.measures import MEASURES
from reports.measures.cohorts import Cohorts
from reports.measures.prepared import Prepared
from reports.source import TABLES
from reports.source.frames import empty
from tests.conftest import Tell
from tests.measures.domains import DOMAINS
from tests.story import Story

# measure | unit | better | breakdowns
CASELOAD = """
open_cases | children | - | authority, service, team, worker, role
unallocated_children | children | lower | authority, service, team
cases_started | children | - | authority, service, team
cases_closed | children | - | authority, service, team
average_caseload | cases per FTE | lower | authority, service, team, role
median_caseload | cases | lower | authority, service, team, role
highest_caseload | cases | lower | authority, service, team, role
workers_over_ceiling | % | lower | authority, service, team, role
"""
SUPERVISION = """
supervised | % | higher | authority, service, team
supervision_overdue | % | lower | authority, service, team
days_since_supervision | days | lower | authority, service, team, worker
never_supervised | workers | lower | authority, service, team
asye_on_schedule | % | higher | authority, service
supervision_recorded_late | % | lower | authority, service, team
supervision_graded_good | % | higher | authority, service
children_overseen | % | higher | authority, service, team, worker
"""
MISSING = """
missing_episodes | episodes | lower | authority, care_status, service, team
away_episodes | episodes | lower | authority, care_status, service, team
children_missing | children | lower | authority, care_status, service, team
repeat_missing_children | children | lower | authority, care_status
still_missing | children | lower | authority, care_status
long_absences | % | lower | authority, care_status
returns | returns | - | authority, care_status, service, team
interviews_offered | % | higher | authority, care_status, service, team
interviews_completed | % | higher | authority, care_status, service, team
interviews_in_time | % | higher | authority, care_status, service, team
interviews_in_time_of_completed | % | higher | authority, care_status
interviews_timing_unknown | returns | lower | authority, care_status
interviews_not_yet_due | returns | - | authority, care_status
interviews_outstanding | returns | lower | authority, care_status, service, team
interviews_declined | % | - | authority, care_status
hours_to_interview | hours | lower | authority, care_status
police_logging_delay | hours | lower | authority, care_status
police_logging_delay_p90 | hours | lower | authority, care_status
notification_delay | hours | lower | authority, care_status
interviews_independent | % | higher | authority
interviews_graded_good | % | higher | authority
interview_themes | returns | - | theme
"""


RECOMMENDATIONS = {"caseload": "3", "supervision": "2", "missing": "9"}


@pytest.mark.parametrize(
    ("domain", "text"),
    [("caseload", CASELOAD), ("supervision", SUPERVISION), ("missing", MISSING)]
    + [defined for domain in DOMAINS for defined in domain.DEFINED.items()],
)
def test_every_measure_is_registered_as_it_is_defined(domain: str, text: str) -> None:
    defined = [tuple(line.split(" | ")) for line in text.strip().splitlines()]
    registered = [
        (each.id, each.unit, each.better or "-", ", ".join(each.breakdowns))
        for each in MEASURES.values()
        if each.domain == domain
    ]
    assert registered == defined


def test_no_measure_is_of_a_domain_that_nobody_defined() -> None:
    defined = {"caseload", "supervision", "missing"}.union(*(domain.DEFINED for domain in DOMAINS))
    assert {each.domain for each in MEASURES.values()} == defined


@pytest.mark.parametrize(("domain", "recommendation"), RECOMMENDATIONS.items())
def test_a_measure_serves_the_recommendation_of_its_domain(domain: str, recommendation: str) -> None:
    others = {each.id for each in MEASURES.values() if each.domain == domain and each.recommendation != recommendation}
    assert others == ({"asye_on_schedule"} if domain == "supervision" else set())
    assert MEASURES["asye_on_schedule"].recommendation == "17"


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_says_what_it_is(measure: str) -> None:
    each = MEASURES[measure]
    assert each.title
    assert each.definition.endswith(".")
    assert each.numerator or each.denominator
    assert each.numerator if each.unit == "%" else True
    assert each.standard in ("count", "local standard") or "statutory" in each.standard or "Department" in each.standard
    assert {*each.needs, *each.tables} <= {*each.reads} <= {*TABLES}


@pytest.mark.parametrize("word", ["ceiling", "supervis", "repeat_missing"])
def test_no_ceiling_interval_or_repeat_rule_is_called_national(word: str) -> None:
    for measure in MEASURES.values():
        if word in measure.id:
            assert measure.standard == "local standard", measure.id


def test_what_a_table_touches_is_what_the_measures_say_they_read() -> None:
    for table in TABLES:
        reading = {measure.id for measure in MEASURES.values() if table in measure.reads}
        assert set(TOUCHED[table]) == reading, table


@pytest.fixture(scope="module")
def everything(tell: Tell) -> Story:
    """Something of every kind: without any table that a measure reads, the measure would count something else."""
    story = tell()
    story.add("ssd_department", dept_team_id="t4", dept_team_parent_id="s2")
    story.spell("w1", team="t4", role="personal adviser", asye="2026-08-03")
    story.spell("ill", team="t2", asye="2026-08-03")
    story.spell("ill and never supervised", team="t2")
    for worker in ("ill", "ill and never supervised"):
        story.case(f"child of {worker}", worker, team="t2")
        story.off_work(worker, "2026-10-01")
    for worker in ("w1", "ill", "no spell"):
        story.session(worker, "2026-10-20 10:00", recorded="2026-10-20 17:00", grade="good")
    story.case("anna", "w1", team="t1")
    story.case("ben", "no spell", team="t3")
    story.case("cem", "never supervised", team="t1")
    story.spell("never supervised", team="t3")
    for child in ("anna", "dora"):
        story.referral(child)
        story.referral(child, "2026-10-05", "2026-10-20")
        story.oversight(child, "2026-10-05 10:00")
    for episode in ("m1", "m2", "m3", "m4", "m5"):
        story.missing(episode, "2026-10-05 20:00", child="anna")
        story.report(
            episode,
            reported="2026-10-05 21:00",
            logged="2026-10-05 22:00",
            returned="2026-10-07 12:00",
            notified="2026-10-07 13:00",
        )
    story.in_care("anna")
    story.missing("away", "2026-10-20 20:00", "2026-10-21 20:00", kind="A", child="anna")
    story.missing("still", "2026-10-29 20:00", child="anna")
    story.missing("not due", "2026-10-30 20:00", child="anna")
    story.missing("back soon", "2026-10-30 20:00", child="ben")
    for episode in ("not due", "back soon"):
        story.report(episode, returned="2026-10-31 20:00")
    story.interview("back soon", done="2026-11-01 12:00")
    story.interview(
        "m1", interview="x1", offered="2026-10-07 14:00", done="2026-10-08", independent_flag="Y", audit_grade="good"
    )
    story.theme("x1", "push", "family conflict")
    story.interview("m2", done="2026-10-10")
    story.interview("m3", done="2026-10-08 12:00")
    story.interview("m4", outcome="declined by child", offered="2026-10-08")
    for domain in DOMAINS:
        domain.everything(story)
    return story


def seen(data: Data, story: Story) -> dict[str, list[set[tuple[str, ...]]]]:
    """Give what each measure counts, and in which groups."""
    cohorts = Cohorts(Prepared(data, story.settings.standards), story.period)
    counted = {}
    for measure in MEASURES.values():
        tally = measure.tally(cohorts)
        named = {each for each in vars(tally).values() if isinstance(each, str)}
        columns = sorted(named | {*measure.breakdowns} - {"authority"})
        counted[measure.id] = [
            set(map(tuple, rows[columns].astype("str").to_numpy())) for rows in (tally.rows, *tally.rows_by.values())
        ]
    return counted


def test_a_measure_reads_the_tables_without_whose_rows_it_changes_and_no_others(everything: Story) -> None:
    story, data = everything, everything.checked.data
    whole = seen(data, story)
    changed: dict[str, set[str]] = {measure: set() for measure in MEASURES}
    for table in TABLES:
        less = replace(data, frames={**data.frames, table: data.frames[table].iloc[:0]})
        if table == "local_missing_report":  # the rules work out from it when a child came back
            less = clean(
                replace(story.source, frames={**story.source.frames, table: empty(table)}), story.settings
            ).data
        for measure, rows in seen(less, story).items():
            if rows != whole[measure]:
                changed[measure].add(table)
    assert changed == {measure.id: set(measure.reads) for measure in MEASURES.values()}

"""The doctor on what stands in fields: words, codes, ids, times that are not what is wanted, and what that costs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reports.settings import Settings
from reports.workflow.doctor.finding import Line, made_from
from tests.workflow.examining import after, costs, doctor, gaps, one, small_authority

Change = Callable[..., list[Line]]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_authority(tmp_path_factory.mktemp("doctor"))


@pytest.fixture
def changed(small: Path, tmp_path: Path) -> Change:
    """Give what the doctor says of the authority's database after some statements."""

    def change(*statements: str, settings: Settings | None = None, at: str | None = None) -> list[Line]:
        return doctor(str(after(small, tmp_path, *statements)), settings, at)

    return change


def test_roles_that_match_none_are_named_and_mean_no_cases(changed: Change) -> None:
    lines = changed("UPDATE ssd_involvements SET invo_professional_role_id = 'ALLWKR'")
    line = one(lines, "allocated_roles")
    assert line.found.startswith("0 of ")
    assert "other roles: ALLWKR (" in line.found
    assert costs(line) == {"no cases at all": set(made_from("ssd_involvements"))}
    assert "standards.yaml" in line.to_do
    standards = Settings().standards.model_copy(update={"allocated_roles": ["allwkr"]})
    lines = changed(
        "UPDATE ssd_involvements SET invo_professional_role_id = 'ALLWKR'",
        settings=Settings(standards=standards),
    )
    assert not gaps(lines)


def test_teams_given_by_name_as_on_mosaic_are_told_apart_from_ids(changed: Change) -> None:
    lines = changed(
        "UPDATE ssd_involvements SET invo_professional_team = (SELECT dept_team_name FROM ssd_department "
        "WHERE dept_team_id = invo_professional_team)"
    )
    line = one(lines, "ssd_involvements")
    assert "are not among dept_team_id of ssd_department" in line.found
    assert line.to_do == "these are dept_team_name: give dept_team_id, or a view that looks it up"
    assert "open_cases" in costs(line)["by team and service under Unknown"]


def test_teams_without_a_service_as_on_eclipse_are_said(changed: Change) -> None:
    lines = changed("UPDATE ssd_department SET dept_team_parent_id = NULL, dept_team_parent_name = NULL")
    assert one(lines, "ssd_department").found == "dept_team_parent_id: no team has a service"


def test_words_of_another_system_are_named_with_those_that_are_wanted(changed: Change) -> None:
    lines = changed(
        "UPDATE ssd_missing SET miss_missing_episode_type = CASE miss_missing_episode_type WHEN 'M' THEN 'Missing' "
        "WHEN 'A' THEN 'Absent' END"
    )
    line = one(lines, "ssd_missing")
    assert "are none of m, a: Missing (" in line.found
    assert "interviews_in_time" in costs(line)["cannot be right"]


def test_descriptions_in_place_of_codes_as_on_liquidlogic_are_named(changed: Change) -> None:
    lines = changed("UPDATE ssd_legal_status SET lega_legal_status = 'Single period of accommodation under section 20'")
    line = one(lines, "ssd_legal_status")
    assert line.found.startswith("lega_legal_status: all ")
    assert "are no code such as V2: Single period of accommodation under section 20 (" in line.found
    assert costs(line) == {"cannot be right": set(made_from("ssd_legal_status"))}


def test_a_health_check_that_is_planned_may_lie_ahead(changed: Change) -> None:
    assert not gaps(
        changed("UPDATE ssd_cla_health SET clah_health_check_date = '2027-01-11', clah_health_check_status = 'Planned'")
    )


def test_days_without_times_cost_what_is_counted_in_hours(changed: Change) -> None:
    lines = changed(
        "UPDATE local_missing_report SET mrep_returned_date = date(mrep_returned_date) || ' 00:00:00', "
        "mrep_returned_precision = NULL"
    )
    line = one(lines, "local_missing_report")
    assert line.found.startswith("mrep_returned_date: all ")
    assert costs(line)["cannot be told from days alone"] == {
        "interviews_in_time",
        "hours_to_interview",
        "notification_delay",
    }


@pytest.mark.parametrize(
    ("statement", "about", "found", "to_do"),
    [
        (
            "UPDATE local_worker SET work_fte = work_fte * 37",
            "local_worker",
            "work_fte: all",
            "these are hours or per cent: give the part of full time",
        ),
        (
            "UPDATE ssd_involvements SET invo_person_id = ' ' || invo_person_id",
            "ssd_involvements",
            "invo_person_id: all",
            "they would join without blanks around them",
        ),
        (
            "UPDATE local_supervision SET supv_professional_id = (SELECT prof_staff_id FROM ssd_professionals "
            "WHERE prof_professional_id = supv_professional_id)",
            "local_supervision",
            "supv_professional_id: ",
            "these are prof_staff_id: give prof_professional_id",
        ),
        (
            "UPDATE local_return_interview_episode SET rhie_missing_id = 'X' || rhie_missing_id",
            "local_return_interview_episode",
            "rhie_missing_id: all",
            "give the ids of ssd_missing: both must come from the same system",
        ),
        (
            "UPDATE local_contact_decision SET cdec_contact_id = 'X' || cdec_contact_id",
            "local_contact_decision",
            "cdec_contact_id: all",
            "give the ids of ssd_contacts: both must come from the same system",
        ),
        (
            "UPDATE ssd_cla_visits SET clav_person_id = 'X' || clav_person_id",
            "ssd_cla_visits",
            "clav_person_id: all",
            "give the ids of ssd_person: both must come from the same system",
        ),
        (
            "UPDATE ssd_care_leavers SET clea_pathway_plan_review_date = NULL",
            "ssd_care_leavers",
            "clea_pathway_plan_review_date: empty in every row",
            "fill it, or take it that these have no value",
        ),
        (
            "UPDATE ssd_cin_assessments SET cina_referral_id = NULL",
            "ssd_cin_assessments",
            "cina_referral_id: empty in every row",
            "fill it, or take it that these have no value",
        ),
        (
            "UPDATE local_supervision SET supv_recorded_date = NULL",
            "local_supervision",
            "supv_recorded_date: empty in every row",
            "fill it, or take it that these have no value",
        ),
        (
            "UPDATE ssd_missing SET miss_person_id = NULL WHERE rowid % 2 = 0",
            "ssd_missing",
            "miss_person_id: empty in 50%",
            "fill it",
        ),
        (
            "UPDATE local_case_oversight SET over_date = strftime('%d/%m/%Y', over_date)",
            "local_case_oversight",
            "over_date: all",
            "give a time, or a text such as 2026-10-01 09:30:00",
        ),
        (
            "UPDATE local_supervision SET supv_held_date = datetime(supv_held_date, '+1 year')",
            "local_supervision",
            "supv_held_date: ",
            "see whether times are London's, and what a date in the future stands for",
        ),
    ],
)
def test_what_is_implausible_is_said_with_what_to_do(
    changed: Change, statement: str, about: str, found: str, to_do: str
) -> None:
    lines = [line for line in gaps(changed(statement)) if line.about == about and line.found.startswith(found)]
    (line,) = [line for line in lines if line.to_do.startswith(to_do)]
    assert line.costs or about == "ssd_involvements"


def test_what_cannot_be_read_is_shown_by_its_shape_alone(changed: Change) -> None:
    lines = changed("UPDATE local_case_oversight SET over_date = strftime('%d/%m/%Y', over_date)")
    (line,) = [line for line in gaps(lines) if "cannot be read" in line.found]
    assert line.found.endswith("such as 99/99/9999")


def test_history_that_is_short_costs_the_trend(changed: Change) -> None:
    lines = changed("DELETE FROM local_supervision WHERE supv_held_date < '2026-06-01' OR supv_held_date IS NULL")
    line = one(lines, "local_supervision")
    assert "a trend wants thirteen months, from 2025-10-01" in line.found
    assert set(costs(line)) == {"without a full trend"}

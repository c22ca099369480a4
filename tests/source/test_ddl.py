"""The statements that an authority gives its database: parsed for three dialects, and tried on a real PostgreSQL."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import sqlglot
from pandas.testing import assert_frame_equal
from sqlalchemy import Connection
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlglot import exp

from reports import demo
from reports.checks import clean
from reports.measures import compute
from reports.periods import Period, parse_instant
from reports.settings import Settings
from reports.source import TABLES, Table, Type, pull
from tests.postgres import Postgres, engine
from tests.source.ddl import DDL, DIALECTS, FILES, statements

OCTOBER, AS_AT, SETTINGS = Period.parse("2026-10"), parse_instant("2026-11-03T06:00"), Settings()
LOCAL = [table for table in TABLES.values() if table.local]
SSD = [table for table in TABLES.values() if not table.local]
READER = "lineofsight_reader"
TYPES = {  # what stands for a type of the contract, as sqlglot names it
    Type.ID: {"VARCHAR", "NVARCHAR"},
    Type.TEXT: {"VARCHAR", "NVARCHAR"},
    Type.CHOICE: {"VARCHAR", "NVARCHAR"},
    Type.TIME: {"DATETIME2", "TIMESTAMP", "DATE"},  # Oracle's DATE has a time
    Type.DATE: {"DATE"},
    Type.NUMBER: {"DECIMAL"},
}

# An invented authority's own tables, made of the demo's: what `include/ddl/example_views.sql` turns into ours again.
OWN = """
CREATE TABLE hr_post AS SELECT prof_staff_id AS employee_no, work_role AS post_title, work_team_id AS team_code,
    CAST(work_fte AS numeric(5, 2)) * 37 AS hours_a_week, work_asye_start_date AS asye_from,
    work_agency_flag AS is_agency, work_start_date AS first_day, work_end_date AS last_day
    FROM local_worker JOIN ssd_professionals ON prof_professional_id = work_professional_id;
CREATE TABLE hr_absence AS SELECT prof_staff_id AS employee_no, abse_start_date AS first_day, abse_end_date AS last_day,
    CASE abse_reason WHEN 'sickness' THEN 'SICK' WHEN 'parental leave' THEN 'MAT' ELSE 'X' END AS reason_code
    FROM local_worker_absence JOIN ssd_professionals ON prof_professional_id = abse_professional_id;
CREATE TABLE supervision_form AS SELECT supv_supervision_id AS form_no, supv_professional_id AS worker_id,
    supv_supervisor_id AS supervisor_id, supv_due_date AS planned_for, supv_held_date AS held_at,
    CASE supv_type WHEN 'individual' THEN '1:1' WHEN 'group' THEN 'Team' END AS kind,
    supv_not_held_reason AS cancelled_because, supv_recorded_date AS written_at,
    CASE supv_audit_grade WHEN 'outstanding' THEN 1 WHEN 'good' THEN 2 WHEN 'requires improvement' THEN 3
        WHEN 'inadequate' THEN 4 END AS audit FROM local_supervision;
CREATE TABLE case_note AS SELECT over_oversight_id AS note_no, over_person_id AS child_id,
    over_professional_id AS author_id, over_date AS noted_at, over_recorded_date AS written_at,
    CASE over_type WHEN 'case supervision' THEN 'CASESUP' WHEN 'management decision' THEN 'MGRDEC' END AS note_type
    FROM local_case_oversight;
INSERT INTO case_note SELECT 'V' || note_no, child_id, author_id, noted_at, written_at, 'VISIT' FROM case_note;
CREATE TABLE missing_form AS SELECT mrep_missing_id AS episode_no, mrep_police_reported_date AS told_police_at,
    mrep_police_logged_date AS police_log_at, mrep_authority_notified_date AS told_us_at, mrep_returned_date AS back_at,
    CASE mrep_returned_precision WHEN 'time' THEN 'Y' WHEN 'date' THEN 'N' END AS back_at_has_time,
    mrep_risk AS risk_level FROM local_missing_report;
CREATE TABLE interview_form AS SELECT rhi_interview_id AS form_no, rhi_person_id AS child_id,
    rhi_offered_date AS offered_at, CASE rhi_outcome WHEN 'completed' THEN 'Held'
        WHEN 'declined by child' THEN 'Young person said no' WHEN 'declined by carer' THEN 'Carer said no'
        WHEN 'not possible' THEN 'Could not be held' WHEN 'not required' THEN 'Not needed' END AS result,
    rhi_not_required_reason AS reason, rhi_completed_date AS held_at,
    CASE rhi_completed_precision WHEN 'time' THEN 'Y' WHEN 'date' THEN 'N' END AS held_at_has_time,
    rhi_provider AS held_by, rhi_independent_flag AS is_independent,
    CASE rhi_audit_grade WHEN 'outstanding' THEN 1 WHEN 'good' THEN 2 WHEN 'requires improvement' THEN 3
        WHEN 'inadequate' THEN 4 END AS audit, rhi_recorded_date AS written_at FROM local_return_interview;
CREATE TABLE interview_episode AS SELECT rhie_interview_id AS form_no, rhie_missing_id AS episode_no
    FROM local_return_interview_episode;
CREATE TABLE interview_answer AS SELECT rhit_interview_id AS form_no, rhit_theme AS answer,
    CASE rhit_kind WHEN 'push' THEN 'What made you go?' WHEN 'pull' THEN 'Who or what did you go to?'
        WHEN 'harm' THEN 'What harm came of it?' WHEN 'input' THEN 'What would help?' END AS question
    FROM local_return_interview_theme;
CREATE TABLE contact_screening AS SELECT cdec_contact_id AS contact_no, cdec_decided_date AS decided_at,
    cdec_decision AS outcome FROM local_contact_decision;
CREATE TABLE figure_log AS SELECT CASE retn_measure WHEN 'emotional_wellbeing_support' THEN 'S1'
        WHEN 'audits_good' THEN 'S3' WHEN 'feedback_positive' THEN 'S4' WHEN 'post_adoption_packages' THEN 'S9'
        WHEN 'birth_parent_packages' THEN 'S10' WHEN 'private_fostering_notifications' THEN 'PF1'
        WHEN 'private_fostering_visits_in_time' THEN 'PF2' END AS figure_no, retn_period_start AS from_day,
    retn_period_end AS to_day, retn_team_id AS team_code, retn_numerator AS counted, retn_denominator AS out_of,
    retn_recorded_date AS entered_at, retn_recorded_by AS entered_by FROM local_return;
CREATE TABLE homeless_log AS SELECT homl_presentation_id AS entry_no, homl_person_id AS child_id, homl_date AS came_at,
    homl_assessed_date AS assessed_at, CASE homl_outcome WHEN 'returned home' THEN 'Home'
        WHEN 'family or friends' THEN 'Kin' WHEN 'section 20' THEN 'S20' WHEN 'section 17' THEN 'S17'
        WHEN 'housing' THEN 'Tenancy' WHEN 'declined support' THEN 'Refused' WHEN 'open' THEN 'Waiting' END AS result,
    homl_decision_date AS agreed_at, homl_placed_date AS placed_at, homl_bb_nights AS nights_in_hotels
    FROM local_homeless_presentation;
CREATE TABLE plan_row AS SELECT acti_action_id AS row_no, acti_theme AS theme, acti_requirement AS requirement,
    acti_recommendations AS recommendations, acti_lead AS led_by, acti_due_date AS due, CASE acti_status
        WHEN 'not started' THEN 'Not begun' WHEN 'under way' THEN 'In progress' WHEN 'done' THEN 'Complete'
        WHEN 'blocked' THEN 'Stuck' END AS state, acti_progress AS progress, acti_smart_target AS target,
    acti_updated_date AS written_at FROM local_plan_action
"""


def _figures(url: str) -> object:
    return compute(clean(pull(url, OCTOBER, AS_AT, SETTINGS.standards), SETTINGS).data, OCTOBER, SETTINGS)


def _run(url: str, *given: str) -> None:
    with engine(url).begin() as connection:
        for statement in given:
            connection.exec_driver_sql(statement)


def _created(folder: str, file: str) -> dict[str, exp.Create]:
    parsed = [sqlglot.parse_one(each, read=DIALECTS[folder]) for each in statements(DDL / folder / file)]
    made = [each for each in parsed if isinstance(each, exp.Create) and each.kind in {"TABLE", "VIEW"}]
    return {each.find(exp.Table).name: each for each in made}


@pytest.mark.parametrize("folder", DIALECTS)
def test_the_local_tables_are_those_of_the_contract(folder: str) -> None:
    created = _created(folder, "local_tables.sql")
    assert list(created) == [table.name for table in LOCAL]
    for table in LOCAL:
        columns = list(created[table.name].find_all(exp.ColumnDef))
        assert [column.name for column in columns] == table.columns
        assert all(column.kind.this.name in TYPES[table[column.name].type] for column in columns)
        assert not list(created[table.name].find_all(exp.Constraint, exp.PrimaryKey, exp.ColumnConstraint))


@pytest.mark.parametrize("folder", DIALECTS)
def test_the_views_show_what_is_read_of_the_ssd_and_nothing_else(folder: str) -> None:
    created = _created(folder, "ssd_views.sql")
    assert list(created) == [table.name for table in SSD]
    for table in SSD:
        view = created[table.name].expression
        assert view.named_selects == table.columns
        assert view.find(exp.Table).sql() == f"ssd_development.{table.name}"


@pytest.mark.parametrize("dialect", [*DIALECTS.values(), "sqlite"])
def test_the_example_views_are_one_plain_text_for_every_database(dialect: str) -> None:
    for statement, table in zip(statements(DDL / "example_views.sql"), LOCAL, strict=True):
        view = sqlglot.parse_one(statement, read=dialect)
        assert isinstance(view, exp.Create)
        assert (view.find(exp.Table).name, view.expression.named_selects) == (table.name, table.columns)
        assert not list(view.find_all(exp.Anonymous, exp.Cast, exp.Limit, exp.Boolean))


def test_every_database_has_the_same_files_and_the_reader_may_only_read() -> None:
    for folder in DIALECTS:
        assert {file.name for file in (DDL / folder).iterdir()} == set(FILES)
        given = " ".join(statements(DDL / folder / "reader.sql"))
        assert set(re.findall(r"GRANT (CREATE SESSION|\w+)", given)) <= {"SELECT", "READ", "USAGE", "CREATE SESSION"}
    oracle = " ".join(statements(DDL / "oracle" / "reader.sql"))
    assert all(f"GRANT READ ON lineofsight.{table} TO {READER}" in oracle for table in TABLES)


@pytest.fixture
def reader(postgres: Postgres) -> Iterator[str]:
    """Give a database set up as the guide says: a schema of the SSD, ours beside it, and a user that may only read."""
    url = postgres.database()
    demo.write(demo.make(children=300, months=15, until=date(2026, 11, 2)), url)
    expected = _figures(url)
    _run(url, "CREATE SCHEMA ssd_development")
    _run(url, *(f"ALTER TABLE {table.name} SET SCHEMA ssd_development" for table in SSD))
    _run(url, *statements(DDL / "postgresql" / "local_tables.sql"))
    _run(url, *(_moved(table) for table in LOCAL))
    for file in FILES[1:]:
        _run(url, *statements(DDL / "postgresql" / file))
    as_reader = make_url(url).set(username=READER).render_as_string(hide_password=False)
    assert_frame_equal(_figures(as_reader), expected, check_exact=True)
    yield as_reader
    _run(url, f"DROP OWNED BY {READER}", f"DROP ROLE {READER}")


def _moved(table: Table) -> str:
    columns = ", ".join(table.columns)
    return (
        f"WITH moved AS (DELETE FROM public.{table.name} RETURNING {columns}) "
        f"INSERT INTO lineofsight.{table.name} ({columns}) SELECT {columns} FROM moved"
    )


def test_a_reader_pulls_the_same_figures_and_can_change_and_see_nothing_else(reader: str) -> None:
    with engine(reader).connect() as connection:
        assert "read-only" in _refused(connection, "DELETE FROM local_supervision")
        connection.exec_driver_sql("SET default_transaction_read_only = off")
        connection.commit()
        for statement in (
            "DELETE FROM local_supervision",
            "INSERT INTO local_worker (work_role) VALUES ('x')",
            "UPDATE ssd_person SET pers_sex = 'F'",
            "CREATE TABLE lineofsight.mine (x int)",
            "SELECT * FROM ssd_development.ssd_person",
        ):
            assert "permission denied" in _refused(connection, statement)


def _refused(connection: Connection, statement: str) -> str:
    with pytest.raises(SQLAlchemyError) as error:
        connection.exec_driver_sql(statement)
    connection.rollback()
    return str(error.value)


def test_views_over_an_authoritys_own_tables_give_the_figures_of_the_tables(postgres: Postgres) -> None:
    url = postgres.database()
    demo.write(demo.make(children=300, months=15, until=date(2026, 11, 2), clean=True), url)
    expected = _figures(url)
    _run(url, *OWN.split(";"))
    _run(url, *(f"DROP TABLE {table.name}" for table in LOCAL))
    with pytest.raises(AssertionError):
        assert_frame_equal(_figures(url), expected)
    _run(url, *statements(DDL / "example_views.sql"))
    assert_frame_equal(_figures(url), expected, check_exact=True)


def test_a_view_that_lacks_a_field_is_named(postgres: Postgres) -> None:
    url = postgres.database()
    demo.write(demo.make(children=50, months=3, until=date(2026, 11, 2)), url)
    _run(url, "ALTER TABLE local_case_oversight RENAME TO case_note")
    _run(url, "CREATE VIEW local_case_oversight AS SELECT over_oversight_id, over_person_id FROM case_note")
    with pytest.raises(Exception, match="table local_case_oversight lacks over_professional_id, over_date"):
        _figures(url)


def test_every_statement_that_the_guide_and_the_doctor_name_is_there() -> None:
    root = DDL.parent.parent
    texts = [root / "docs" / "systems.md", *(root / "reports" / "workflow" / "doctor").glob("*.py")]
    named = {path for text in texts for path in re.findall(r"include/ddl/[\w/]+\.sql", text.read_text())}
    assert {str(file.relative_to(root)) for file in DDL.rglob("*.sql")} >= named >= {"include/ddl/example_views.sql"}
    assert len(named) == 10

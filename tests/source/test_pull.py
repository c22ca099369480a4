"""Pulling: what the contract promises is there or named, what is local may lack, and nothing is ever written."""

import sqlite3
from collections.abc import Collection
from contextlib import closing
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from reports.errors import SourceContractError, SourceError
from reports.periods import Period, parse_instant
from reports.resources import SQL
from reports.settings import Standards
from reports.source import EVERY, TABLES, Source, pull, window_start
from reports.source.pull import query_hash
from tests.story import Story

# What every dialect has: no functions, no casts, no values, no joins.
PLAIN = {
    "Select",
    "Column",
    "Identifier",
    "From",
    "Table",
    "Where",
    "And",
    "Or",
    "Not",
    "Is",
    "Null",
    "In",
    "Subquery",
    "GTE",
    "LT",
    "Placeholder",
}
BINDS = {"window_start", "year_before_window", "calendar_start"}
OCTOBER = Period.parse("2026-10")


WITHOUT_ASSESSMENTS = EVERY - {"ssd_cin_assessments"}


def pulled(url: str | Path, tables: Collection[str] = EVERY) -> Source:
    return pull(str(url), OCTOBER, parse_instant("2026-11-03T06:00"), Standards(), tables)


def change(file: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        for statement in statements:
            database.execute(statement)
    return file


@pytest.mark.parametrize("table", [name for name in TABLES if name.startswith("ssd_")])
def test_a_missing_ssd_table_is_named_with_the_file_that_needs_it(story: Story, table: str) -> None:
    file = change(story.write(), f"DROP TABLE {table}")
    with pytest.raises(SourceContractError) as error:
        pulled(file)
    assert str(error.value) == f"source: table {table} is missing (needed by include/sql/{table}.sql)"


@pytest.mark.parametrize(
    ("table", "field"),
    [
        ("ssd_involvements", "invo_professional_role_id"),
        ("ssd_missing", "miss_missing_rhi_accepted"),
        ("local_supervision", "supv_audit_grade"),
    ],
)
def test_a_missing_field_is_named_with_its_table_and_file(story: Story, table: str, field: str) -> None:
    story.session()
    file = change(story.write(), f"ALTER TABLE {table} DROP COLUMN {field}")
    with pytest.raises(SourceContractError) as error:
        pulled(file)
    assert str(error.value) == f"source: table {table} lacks {field} (needed by include/sql/{table}.sql)"


def test_all_missing_fields_of_a_table_are_named_at_once(story: Story) -> None:
    file = change(
        story.write(),
        *(f"ALTER TABLE ssd_missing DROP COLUMN miss_missing_{each}" for each in ("rhi_offered", "episode_type")),
    )
    with pytest.raises(SourceContractError, match="lacks miss_missing_episode_type, miss_missing_rhi_offered"):
        pulled(file)


def test_a_local_table_that_is_absent_or_empty_is_not_collected(story: Story) -> None:
    story.session()
    story.oversight("anna", "1999-01-01")  # long before the window: collected all the same
    file = change(story.write(), "CREATE TABLE local_worker (" + ", ".join(TABLES["local_worker"].columns) + ")")
    source = pulled(file)
    assert {name for name in source.collected if name.startswith("local_")} == {
        "local_supervision",
        "local_case_oversight",
    }
    assert source.frames.keys() == TABLES.keys()
    assert len(source.frames["local_worker_absence"]) == len(source.frames["local_case_oversight"]) == 0


def test_more_tables_and_columns_in_any_order_and_case_are_no_harm(story: Story) -> None:
    story.case("anna")
    file = change(
        story.write(),
        "ALTER TABLE ssd_department ADD COLUMN dept_more TEXT",
        "CREATE TABLE ssd_something_else (x)",
        "ALTER TABLE ssd_person RENAME TO old",
        "CREATE TABLE SSD_PERSON AS SELECT pers_sex AS PERS_SEX, pers_person_id AS PERS_PERSON_ID, pers_dob, "
        "pers_death_date, pers_ethnicity FROM old",
    )
    source = pulled(file)
    assert source.frames["ssd_person"]["pers_person_id"].tolist() == ["anna"]
    assert list(source.frames["ssd_department"].columns) == TABLES["ssd_department"].columns


def test_a_pull_changes_no_byte_and_leaves_no_file(story: Story) -> None:
    story.case("anna")
    file = story.write()
    before = sha256(file.read_bytes()).hexdigest()
    pulled(f"sqlite:///{file}")
    assert sha256(file.read_bytes()).hexdigest() == before
    assert list(file.parent.iterdir()) == [file]


def test_a_sqlite_file_that_is_not_there_is_named_and_not_made(tmp_path: Path) -> None:
    for url in (tmp_path / "none.sqlite", f"sqlite:///{tmp_path}/none.sqlite"):
        with pytest.raises(SourceError, match=f"there is no SQLite database at {tmp_path}/none.sqlite"):
            pulled(url)
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database, but a text of some length" * 100)
    with pytest.raises(SourceError, match="file is not a database"):
        pulled(tmp_path / "notes.txt")


@pytest.mark.parametrize("url", ["nosuchdatabase://server/name", "postgresql://", "://", "sqlite://"])
def test_a_url_that_is_no_database_is_one_line(url: str) -> None:
    with pytest.raises(SourceError) as error:
        pulled(url)
    assert str(error.value).startswith("source")
    assert "\n" not in str(error.value)


def test_a_server_that_cannot_be_reached_is_named_without_its_password() -> None:
    with pytest.raises(SourceError) as error:
        pulled("postgresql+psycopg://reader:secret@127.0.0.1:1/cases")
    assert "127.0.0.1" in str(error.value)
    assert "secret" not in str(error.value)
    assert "\n" not in str(error.value)


def test_the_window_reaches_thirteen_periods_and_a_year_back_and_the_look_back_before_them() -> None:
    """October 2025 is the first of thirteen months; 90 days and the margin of 30 before it is 3 June."""
    assert window_start(OCTOBER, Standards()) == datetime(2025, 6, 3)  # noqa: DTZ001 - the source is naive
    week = Period.parse("2026-11-16")  # 52 weeks before: Monday 17 November 2025
    assert window_start(week, Standards()).date() == date(2025, 7, 20)
    for longest in ("oversight_interval_days", "cp_visit_days"):
        assert window_start(OCTOBER, Standards(**{longest: 120})).date() == date(2025, 5, 4)


def test_what_ended_before_the_window_stays_in_the_database(story: Story) -> None:
    story.case("anna", start="2020-01-01", end="2021-01-01")
    story.referral("anna", "2020-01-01", "2021-01-01")
    story.off_work("w1", "2020-01-01", "2020-02-01")
    story.oversight("anna", "2020-01-01")
    for name in ("ssd_cin_visits", "ssd_cp_visits", "ssd_cla_visits"):
        table = TABLES[name]
        story.add(name, {str(table.key): "v1", str(table.person): "anna", str(table.start): "2020-01-01"})
    assert len(story.rows) == 7
    source = pulled(story.write(), WITHOUT_ASSESSMENTS)
    for name in story.rows:
        assert source.frames[name].empty, name


def test_referrals_of_the_year_before_the_window_come_along_to_tell_re_referrals(story: Story) -> None:
    """The window of October 2026 starts on 3 June 2025, the year before it on 2 June 2024: 366 days."""
    for at in ("2024-06-01 09:00", "2024-06-02 09:00", "2025-06-02 09:00"):
        story.referral("anna", at, at)
    referrals = pulled(story.write(), WITHOUT_ASSESSMENTS).frames["ssd_cin_episodes"]["cine_referral_date"]
    assert referrals.dt.strftime("%Y-%m-%d").tolist() == ["2024-06-02", "2025-06-02"]


def test_the_referral_of_an_assessment_and_the_contact_before_it_come_along_however_old(story: Story) -> None:
    story.referral("anna", "2021-03-02", "2021-09-01")
    story.add("ssd_contacts", cont_contact_id="c1", cont_person_id="anna", cont_contact_date="2021-03-01")
    story.add(
        "ssd_cin_assessments",
        cina_assessment_id="a1",
        cina_person_id="anna",
        cina_referral_id="r1",
        cina_assessment_start_date="2021-03-05",
        cina_assessment_auth_date="2026-10-05",
    )
    assert story.source.frames["ssd_cin_episodes"]["cine_referral_id"].tolist() == ["r1"]
    assert story.source.frames["ssd_contacts"]["cont_contact_id"].tolist() == ["c1"]


def test_what_a_measure_needs_is_pulled_however_old(story: Story) -> None:
    """A child missing since 2022, in care then; a session of 2023; an ASYE year that began in an ended spell."""
    story.in_care("anna", "2020-01-01", "2022-06-01")
    story.missing("m1", "2022-03-01 10:00", child="anna")
    story.case("ben", "w1", start="2019-01-01")
    story.referral("ben", "2019-01-01")
    story.spell("w1", start="2026-01-05", end="2026-05-31", asye="2026-01-05")
    story.spell("w1", start="2026-06-01")
    story.session("w1", "2023-05-01 10:00")
    assert story.figures.values("care_status", "still_missing") == {"looked_after": 1, "home": 0}
    assert story.figures["open_cases"] == (1, None, 1)
    assert story.figures["days_since_supervision"] == (None, 1, 1279)  # 2023-05-01 to 2026-10-31: 3 years, 183 days
    assert story.figures["asye_on_schedule"] == (0, 1, 0)


def test_rows_whose_dates_are_placeholders_or_none_come_along_to_be_judged(story: Story) -> None:
    for end in ("0001-01-01", "1753-01-01", "not a date", "", None):
        story.case(f"child until {end}", start="2019-01-01", end=end)
    assert len(story.source.frames["ssd_involvements"]) == 5


@pytest.mark.parametrize("dialect", ["sqlite", "postgres", "tsql", "oracle"])
@pytest.mark.parametrize("table", TABLES)
def test_a_query_is_one_plain_select_of_the_contracts_columns_in_every_dialect(table: str, dialect: str) -> None:
    text = (SQL / f"{table}.sql").read_text()
    (query,) = sqlglot.parse(text, read=dialect)
    assert isinstance(query, exp.Select)
    assert [column.name for column in query.expressions] == TABLES[table].columns
    assert all(isinstance(column, exp.Column) for column in query.expressions)
    assert {bind.name for bind in query.find_all(exp.Placeholder)} <= BINDS
    assert {type(part).__name__ for part in query.walk()} <= PLAIN
    assert text.startswith("-- ")


@pytest.mark.parametrize("table", [name for name in TABLES if name.startswith("ssd_")])
def test_of_two_tables_of_the_ssd_only_ids_of_persons_are_compared(table: str) -> None:
    """Other ids are numbers in one table and texts in another: on Mosaic those of referrals and of enquiries."""
    query = sqlglot.parse_one((SQL / f"{table}.sql").read_text())
    for each in query.find_all(exp.In):
        (read,) = each.args["query"].this.find(exp.From).find_all(exp.Table)
        (compared,) = each.args["query"].this.named_selects
        assert read.name == table or compared.endswith("_person_id")


def test_every_table_has_its_query_and_every_query_its_table() -> None:
    assert {file.stem for file in SQL.glob("*.sql")} == set(TABLES)
    assert len({query_hash(name) for name in TABLES}) == len(TABLES)

"""The doctor on a source: what is there, what is not, what that costs; and no word of any person."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest

from reports.documents.catalogue import REPORTS
from reports.measures import MEASURES
from reports.settings import Settings
from reports.settings import load as load_settings
from reports.source import TABLES
from reports.workflow.doctor.fields import DATED, MADE_OF, MAY_LIE_AHEAD
from reports.workflow.doctor.finding import Line, State, in_words, made_from, needing
from reports.workflow.doctor.joins import JOINS, MATCHED, OTHER
from reports.workflow.doctor.values import CODES, FTE_MEASURES, HISTORY, ROLE_MEASURES, TIMES
from tests.workflow.examining import after, costs, doctor, gaps, one, small_authority

LOCAL = [name for name, table in TABLES.items() if table.local]
NEEDED = frozenset[str]().union(*(report.tables for report in REPORTS.values()))
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


def test_of_a_database_that_is_as_it_should_be_all_is_well(small: Path) -> None:
    before = small.read_bytes()
    lines = doctor(str(small))
    assert not gaps(lines)
    assert {line.about for line in lines} >= {"connection", *TABLES, "allocated_roles", "2026-10"}
    assert f" of {len(MEASURES)} measures have a figure" in lines[-1].found
    assert "not collected" not in lines[-1].found
    assert small.read_bytes() == before
    assert list(small.parent.iterdir()) == [small]


def test_an_empty_database_misses_each_table_and_the_ssds_cost_everything(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "empty.db")) as database:
        database.execute("CREATE TABLE something_else (x)")
    lines = doctor(str(tmp_path / "empty.db"))
    for name in TABLES:
        line = one(lines, name)
        assert line.found.startswith("not there, or this user may not see it")
        if name in LOCAL:
            assert line.state is State.GAP
            assert set(needing(name)) == costs(line).get("not collected", set())
        else:
            assert line.state is (State.BROKEN if name in NEEDED else State.GAP)
    assert costs(one(lines, "ssd_person")) == {"nothing can be pulled": set(MEASURES)}
    assert one(lines, "2026-10").state is one(lines, "2026-10-26").state is State.BROKEN


def test_all_that_is_missing_from_every_table_is_said_at_once(changed: Change) -> None:
    lines = changed(
        "ALTER TABLE ssd_missing DROP COLUMN miss_missing_rhi_offered",
        "ALTER TABLE ssd_missing DROP COLUMN miss_missing_rhi_accepted",
        "ALTER TABLE ssd_involvements DROP COLUMN invo_person_id",
        "ALTER TABLE local_supervision DROP COLUMN supv_type",
        "DROP TABLE local_case_oversight",
    )
    assert {line.about: line.found.partition(";")[0] for line in gaps(lines) if line.part == "source"} == {
        "ssd_missing": "lacks miss_missing_rhi_offered, miss_missing_rhi_accepted",
        "ssd_involvements": "lacks invo_person_id",
        "local_supervision": "lacks supv_type",
        "local_case_oversight": "not there, or this user may not see it",
    }
    assert "include/sql/ssd_involvements.sql" in one(lines, "ssd_involvements").to_do
    assert "every measure" in str(one(lines, "ssd_involvements").costs[0])


@pytest.mark.parametrize("statement", ["DROP TABLE {}", "DELETE FROM {}"])
@pytest.mark.parametrize("table", LOCAL)
def test_a_local_table_that_is_absent_or_empty_costs_what_the_registry_says(
    changed: Change, table: str, statement: str
) -> None:
    lines = changed(statement.format(table))
    line = one(lines, table)
    assert costs(line).get("not collected", set()) == set(needing(table))
    assert set().union(*costs(line).values()) == set(made_from(table))
    if table in NEEDED and needing(table):
        assert f"not collected: {in_words(needing(table))}" in lines[-1].found


def test_an_empty_ssd_table_costs_what_is_made_from_it(changed: Change) -> None:
    assert costs(one(changed("DELETE FROM ssd_missing"), "ssd_missing"))["cannot be right"] == set(
        made_from("ssd_missing")
    )


def test_a_table_that_is_no_longer_filled_says_when_it_ended(changed: Change) -> None:
    lines = changed(
        "DELETE FROM local_case_oversight WHERE rowid > 5",
        "UPDATE local_case_oversight SET over_date = '2019-03-01 09:00:00'",
    )
    found = one(lines, "local_case_oversight").found
    assert found == "5 rows, none of them in the last thirteen months; the newest is of 2019-03-01"


def test_a_gate_that_would_hold_the_reports_is_said(changed: Change) -> None:
    lines = changed(at="2026-12-03T06:00")
    held = [line for line in gaps(lines) if line.about == "gate: stale"]
    assert len(held) == 3
    assert all("every report is held: every measure" in map(str, line.costs) for line in held)


def test_names_that_are_chosen_for_nothing_are_said(changed: Change, tmp_path: Path) -> None:
    (tmp_path / "names.yaml").write_text("teams: {T001: First Response, The Moon: Somewhere}")
    manager = "[{name: Manager, email: manager@council.gov.uk}]"
    head = "allowed_domains: [council.gov.uk]\nsender: reports@council.gov.uk\n"
    (tmp_path / "recipients.yaml").write_text(f"{head}teams: {{T001: {manager}, The Moon: {manager}}}")
    lines = changed(settings=load_settings(tmp_path))
    assert one(lines, "names").found == "names.yaml: 1 of 2 teams are none of the source: the moon"
    assert one(lines, "recipients").found == "recipients.yaml: 1 of 2 teams are none of the source: The Moon"


def test_no_line_names_a_person_whatever_a_field_was_filled_with(changed: Change, small: Path) -> None:
    """Roles are workers' names, types are children's ids, grades are workers' ids and surnames, outcomes are both."""
    worker = "(SELECT {} FROM ssd_professionals WHERE prof_professional_id = {})"
    lines = changed(
        f"UPDATE ssd_involvements SET invo_professional_role_id = "
        f"{worker.format('prof_professional_name', 'invo_professional_id')}",
        "UPDATE ssd_missing SET miss_missing_episode_type = miss_person_id",
        "INSERT INTO ssd_missing SELECT m.* FROM ssd_missing m, (SELECT 1 UNION SELECT 2 UNION SELECT 3), "
        "(SELECT 1 UNION SELECT 2 UNION SELECT 3)",
        "UPDATE local_supervision SET supv_audit_grade = supv_professional_id",
        f"UPDATE local_supervision SET supv_type = 'Dr ' || "
        f"{worker.format('prof_professional_name', 'supv_professional_id')}",
        "UPDATE local_return_interview SET rhi_outcome = rhi_person_id, rhi_completed_date = rhi_person_id",
    )
    with closing(connect(small)) as database:
        ids = {each for (each,) in database.execute("SELECT pers_person_id FROM ssd_person")}
        people = database.execute(
            "SELECT prof_professional_id, prof_staff_id, prof_professional_name FROM ssd_professionals"
        )
        named = {each for row in people for each in row}
    said = "\n".join(str(line.as_json()) for line in lines)
    assert {"supv_audit_grade", "supv_type", "miss_missing_episode_type", "rhi_outcome"} <= {
        word.split(":")[0] for line in gaps(lines) for word in [line.found]
    }
    assert not [each for each in ids | named if each and each in said]


def test_a_fault_of_the_program_itself_is_a_line_too_and_quotes_nothing(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise KeyError("P0000001")

    monkeypatch.setattr("reports.workflow.doctor.figures.compute", fails)
    line = one(doctor(str(small)), "2026-10")
    assert line.found == "not made: the program fails with KeyError, which is a fault of its own"


# What the doctor's own lists name is there


def test_the_measures_and_fields_that_are_named_exist() -> None:
    fields = {field for table in TABLES.values() for field in table.columns}
    measures = {
        measure for ids in (*MADE_OF.values(), *HISTORY.values(), FTE_MEASURES, ROLE_MEASURES) for measure in ids
    }
    measures |= {measure for each in TIMES.values() for ids in each.values() for measure in ids}
    measures |= {measure for joins in JOINS.values() for join in joins for measure in join.measures}
    assert measures <= set(MEASURES)
    assert {*MADE_OF, *MAY_LIE_AHEAD, *(field for each in TIMES.values() for field in each)} <= fields
    assert {*CODES} <= {*MADE_OF}
    assert {*DATED, *HISTORY, *MATCHED} <= set(TABLES)
    assert all(field in TABLES[table].columns for table, field in DATED.items())
    for table, joins in JOINS.items():
        for join in joins:
            assert join.field in TABLES[table].columns
            assert join.key in TABLES[OTHER[join.key]].columns

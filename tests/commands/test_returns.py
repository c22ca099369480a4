"""`lineofsight returns`: the workbook goes out, comes back, is loaded whole or not at all, and is owed no more.

Its sheets and cells: `tests/workflow/test_returns_workbook.py`.
"""

import json
import re
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from sqlite3 import connect
from typing import Any

import openpyxl
import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from reports.__main__ import main
from tests.commands.conftest import Said
from tests.conftest import Tell
from tests.measures.domains.held_outside import returned
from tests.postgres import Postgres, engine
from tests.source.ddl import DDL, statements
from tests.story import Story

DOCS = Path(__file__).parents[2] / "docs" / "returns.md"
AS_AT = ("--as-at", "2026-11-03T09:30:40")
OCTOBER = ("--period", "2026-10")
DONE, STILL_OWED, FAILED = 0, 1, 2
SETTINGS = """
measures:
  emotional_wellbeing_support: {name: R. Okafor, every: month}
  audits_good: {name: J. Hartley, role: Head of Quality, email: J.Hartley@a.example, every: month, teams: [t1, t2]}
  post_adoption_packages: {name: M. Pryce, every: quarter}
"""
WELLBEING, OF_T1, OF_T2 = 4, 5, 6  # the rows of the sheet
Returns = Callable[..., Said]


@pytest.fixture
def returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Returns:
    """Run it with settings of its own."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "returns.yaml").write_text(SETTINGS)
    monkeypatch.setenv("LINEOFSIGHT_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("COLUMNS", "110")
    for name in ("SOURCE", "RETURNS"):
        monkeypatch.delenv(f"LINEOFSIGHT_{name}", raising=False)

    def run(*arguments: object) -> Said:
        with pytest.raises(SystemExit) as left:
            main(["returns", *map(str, arguments)])
        printed = capsys.readouterr()
        return Said(int(left.value.code or 0), printed.out, printed.err)

    return run


@pytest.fixture
def workbook(returns: Returns, tmp_path: Path) -> Path:
    """The workbook of October as it goes out."""
    file = tmp_path / "october.xlsx"
    assert returns("template", *OCTOBER, "--out", file) == Said(DONE, f"{file}\n", "")
    return file


@pytest.fixture
def database(story: Story) -> Path:
    """A database in which t1 returned something already, and somebody something of September."""
    story.add("ssd_department", {"dept_team_id": "t1"}, {"dept_team_id": "t2"})
    returned(story, " Audits_Good", 3, 4, team="t1", by="A. Green")
    returned(story, "audits_good", 1, 1, team="t1", start="2026-09-01", end="2026-10-01")
    return story.write()


def fill(file: Path, **cells: object) -> Path:
    """Fill in cells, such as F4=12, and save."""
    book = openpyxl.load_workbook(file)
    for place, value in cells.items():
        book["Returns"][place] = value
    book.save(file)
    return file


def whole(file: Path) -> Path:
    """Fill in everything as it should be."""
    names = {f"H{row}": "R. Okafor" for row in (WELLBEING, OF_T1, OF_T2)}
    return fill(file, F4=12, F5=9, G5=18, F6=0, G6=0.0, **names)


def rows(database: Path) -> list[Any]:
    with closing(connect(database)) as opened:
        return opened.execute("SELECT * FROM local_return ORDER BY 1, 2, 4").fetchall()


# The workbook


def test_a_workbook_that_is_there_is_not_written_over(returns: Returns, workbook: Path) -> None:
    fill(workbook, F4=12)
    before = workbook.read_bytes()
    said = returns("template", *OCTOBER, "--out", workbook)
    assert (said.code, "may be filled in" in said.err) == (FAILED, True)
    assert workbook.read_bytes() == before


def test_a_period_for_which_nothing_is_owed_has_no_workbook(returns: Returns, tmp_path: Path) -> None:
    said = returns("template", "--period", "2026-27", "--out", tmp_path / "year.xlsx")
    assert said == Said(FAILED, "", "error: 2026-27: returns.yaml names nothing that is owed for a year\n")


# Loading


def test_a_filled_workbook_is_loaded_in_place_of_what_was_there(
    returns: Returns, workbook: Path, database: Path
) -> None:
    said = returns("load", whole(workbook), "--into", database, *AS_AT)
    assert (said.code, said.err) == (DONE, "")
    assert said.out.splitlines() == [
        "measure                      period   team       figure   returned by",
        "emotional_wellbeing_support  2026-10  authority  12       R. Okafor",
        "audits_good                  2026-10  t1         9 of 18  R. Okafor",
        "    in place of 3 of 4 (A. Green)",
        "audits_good                  2026-10  t2         0 of 0   R. Okafor",
    ]
    october, recorded = ("2026-10-01", "2026-11-01"), ("2026-11-03 09:30:00", "R. Okafor")
    assert rows(database) == [
        ("audits_good", "2026-09-01", "2026-10-01", "t1", 1, 1, "2026-11-02 09:00", "A. Green"),
        ("audits_good", *october, "t1", 9, 18, *recorded),
        ("audits_good", *october, "t2", 0, 0, *recorded),
        ("emotional_wellbeing_support", *october, None, 12, None, *recorded),
    ]


def test_loaded_twice_it_is_there_once(returns: Returns, workbook: Path, database: Path) -> None:
    returns("load", whole(workbook), "--into", database, *AS_AT)
    once = rows(database)
    said = returns("load", workbook, "--into", f"sqlite:///{database}", *AS_AT)
    assert said.out.count("in place of") == 3
    assert rows(database) == once


def test_what_is_not_filled_in_is_not_loaded_and_stays_as_it_was(
    returns: Returns, workbook: Path, database: Path
) -> None:
    before = rows(database)
    fill(workbook, F4=0, H4="R. Okafor", F5="  ")
    assert returns("load", workbook, "--into", database, *AS_AT).code == DONE
    assert [row for row in rows(database) if row[0] != "emotional_wellbeing_support"] == before


def test_every_wrong_cell_is_a_line_and_nothing_is_loaded(returns: Returns, workbook: Path, database: Path) -> None:
    before = rows(database)
    said = returns("load", fill(whole(workbook), F4="twelve", G5=8), "--into", database, *AS_AT)
    assert (said.code, said.out) == (FAILED, "")
    assert said.err.splitlines() == [
        "Returns!F4: expected a whole number from 0 to 9,999,999, not a text or a formula",
        "Returns!G5: less than F5: a part is never more than its whole",
        f"error: {workbook}: 2 cells are wrong, and nothing was loaded; mend them and load it again",
    ]
    assert rows(database) == before


def test_what_is_no_such_workbook_is_one_line(returns: Returns, database: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.xlsx").write_text("no workbook")
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    for name in ("notes.xlsx", "other.xlsx"):
        said = returns("load", tmp_path / name, "--into", database, *AS_AT)
        assert (said.code, len(said.err.splitlines())) == (FAILED, 1)
        assert "no workbook (.xlsx) with a sheet Returns" in said.err
    assert returns("load", tmp_path / "nowhere.xlsx", "--into", database).code == FAILED


def test_a_workbook_in_which_nothing_was_filled_in_is_no_success(
    returns: Returns, workbook: Path, database: Path
) -> None:
    said = returns("load", workbook, "--into", database, *AS_AT)
    assert (said.code, "nothing was filled in" in said.err) == (FAILED, True)


def test_a_database_without_the_table_is_told_which_file_makes_it(
    returns: Returns, workbook: Path, tmp_path: Path
) -> None:
    with closing(connect(tmp_path / "empty.db")) as opened:
        opened.execute("CREATE TABLE another (a)")
    said = returns("load", whole(workbook), "--into", tmp_path / "empty.db", *AS_AT)
    assert (said.code, said.err) == (
        FAILED,
        "error: --into: the database has no table local_return; include/ddl/postgresql/local_tables.sql makes it; "
        "nothing was loaded\n",
    )
    with closing(connect(tmp_path / "empty.db")) as opened:
        opened.execute("CREATE TABLE local_return (retn_measure, retn_team_id)")
    said = returns("load", workbook, "--into", tmp_path / "empty.db", *AS_AT)
    assert "table local_return lacks retn_period_start, retn_period_end, retn_numerator" in said.err


def test_no_database_is_made(returns: Returns, workbook: Path, tmp_path: Path) -> None:
    said = returns("load", whole(workbook), "--into", tmp_path / "none.db", *AS_AT)
    assert (said.code, "there is no SQLite database" in said.err) == (FAILED, True)
    assert not (tmp_path / "none.db").exists()
    assert returns("load", workbook, "--into", "nonsense://x", *AS_AT).code == FAILED


def test_where_one_row_is_refused_nothing_is_changed(returns: Returns, workbook: Path, database: Path) -> None:
    """Figures of t2 cannot be written: what was deleted before is there again."""
    with closing(connect(database)) as opened:
        opened.execute(
            "CREATE TRIGGER refused BEFORE INSERT ON local_return WHEN NEW.retn_team_id = 't2' "
            "BEGIN SELECT RAISE(ABORT, 'not now'); END"
        )
    before = rows(database)
    said = returns("load", whole(workbook), "--into", database, *AS_AT)
    assert (said.code, "nothing was loaded: not now" in said.err) == (FAILED, True)
    assert rows(database) == before


def test_a_postgresql_database_is_loaded_by_a_user_who_may_do_only_that(
    returns: Returns, workbook: Path, postgres: Postgres
) -> None:
    """The tables are those of include/ddl, the user is the one of docs/returns.md."""
    url = postgres.database()
    (grants,) = re.findall(r"```sql\n(.*?)```", DOCS.read_text(), re.DOTALL)
    made = engine(url)
    with made.begin() as connection:
        for statement in [*statements(DDL / "postgresql" / "local_tables.sql"), *grants.split(";")[:-1]]:
            connection.exec_driver_sql(statement)
    writer = make_url(url).set(username="lineofsight_returns").render_as_string(hide_password=False)
    for replaced in (0, 3):
        said = returns("load", whole(workbook), "--into", writer, *AS_AT)
        assert (said.code, said.err) == (DONE, "")
        assert said.out.count("in place of") == replaced
    assert "in place of 9 of 18 (R. Okafor)" in said.out
    with made.connect() as connection:
        found = connection.exec_driver_sql("SELECT * FROM lineofsight.local_return ORDER BY retn_team_id").all()
    at = datetime(2026, 11, 3, 9, 30)  # noqa: DTZ001 - the source's times are naive
    assert [(row.retn_measure, row.retn_team_id, row.retn_numerator, row.retn_recorded_date) for row in found] == [
        ("audits_good", "t1", 9, at),
        ("audits_good", "t2", 0, at),
        ("emotional_wellbeing_support", None, 12, at),
    ]
    assert returns("owed", *OCTOBER, "--source", writer, *AS_AT).code == DONE
    with engine(writer).connect() as connection, pytest.raises(SQLAlchemyError, match="permission denied"):
        connection.exec_driver_sql("SELECT * FROM local_worker")


# What is owed


def test_what_is_owed_by_whom_and_what_has_come(returns: Returns, database: Path) -> None:
    said = returns("owed", *OCTOBER, "--source", database, *AS_AT)
    assert said.code == STILL_OWED
    assert said.out.splitlines() == [
        "measure                      team       owed by                      state",
        "emotional_wellbeing_support  authority  R. Okafor                    owed",
        "audits_good                  t1         J. Hartley, Head of Quality  returned by A. Green 2026-11-02 09:00",
        "audits_good                  t2         J. Hartley, Head of Quality  owed",
    ]


def test_once_it_is_loaded_nothing_is_owed(returns: Returns, workbook: Path, database: Path) -> None:
    returns("load", whole(workbook), "--into", database, *AS_AT)
    said = returns("owed", *OCTOBER, "--source", database, *AS_AT, "--json")
    assert said.code == DONE
    found = json.loads(said.out)
    assert [each["come"] for each in found] == [True, True, True]
    assert found[1] == {
        "measure": "audits_good",
        "period": "2026-10",
        "team": "t1",
        "name": "J. Hartley",
        "role": "Head of Quality",
        "email": "j.hartley@a.example",
        "come": True,
        "returned_by": "R. Okafor",
        "returned_at": "2026-11-03T09:30:00+00:00",
    }


def test_what_a_rule_leaves_out_has_not_come(returns: Returns, tell: Tell) -> None:
    story = tell()
    returned(story, "emotional_wellbeing_support", -1)
    said = returns("owed", *OCTOBER, "--source", story.write(), *AS_AT)
    assert said.out.splitlines()[1].endswith("owed")


def test_without_the_table_everything_is_owed_and_a_kind_that_nobody_owes_is_not(
    returns: Returns, story: Story
) -> None:
    said = returns("owed", "--period", "2026-Q2", "--source", story.write(), *AS_AT)
    assert (said.code, said.out.splitlines()[1].split()) == (
        STILL_OWED,
        ["post_adoption_packages", "authority", "M.", "Pryce", "owed"],
    )
    said = returns("owed", "--period", "2026-27", "--source", story.file, *AS_AT)
    assert said == Said(DONE, "nothing is owed for April 2026 to March 2027\n", "")


def test_what_its_months_add_up_to_is_owed_no_more(returns: Returns, tell: Tell) -> None:
    story = tell()
    for start, end in (("2026-07-01", "2026-08-01"), ("2026-08-01", "2026-09-01"), ("2026-09-01", "2026-10-01")):
        returned(story, "post_adoption_packages", 1, start=start, end=end)
    assert returns("owed", "--period", "2026-Q2", "--source", story.write(), *AS_AT).code == DONE

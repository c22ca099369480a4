"""The doctor on database servers: not reached, without rights, with too many, other types, locks; real PostgreSQL."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy.engine import make_url

from reports import demo
from reports.measures import MEASURES
from reports.source import TABLES, survey
from reports.workflow.doctor.finding import State
from tests.postgres import Postgres, engine
from tests.workflow.examining import costs, doctor, gaps, one


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql+psycopg://reader:s3cret@127.0.0.1:1/cases", "connection to server at"),
        ("oracle+oracledb://reader:s3cret@127.0.0.1:1/?service_name=cases", "DPY-6005"),
        ("mssql+mssqlpython://reader:s3cret@127.0.0.1,1/cases", ""),
        ("mssql+nosuchdriver://reader:s3cret@127.0.0.1/cases", "not a usable database URL"),
        ("sqlite:///nowhere/cases.db", "there is no SQLite database"),
        ("nonsense", "there is no SQLite database"),
    ],
)
def test_a_database_that_is_not_reached_is_one_line_without_its_password(url: str, said: str) -> None:
    (line,) = doctor(url)
    assert (line.about, line.state) == ("connection", State.BROKEN)
    assert said in line.found
    assert "s3cret" not in str(line.as_json())
    assert "\n" not in line.found
    assert costs(line) == {"nothing can be pulled": set(MEASURES)}


# PostgreSQL: rights, types, locks


@pytest.fixture
def cases(postgres: Postgres) -> Iterator["Cases"]:
    made = Cases(postgres)
    yield made
    made.run("DROP OWNED BY doctors_reader", "DROP ROLE doctors_reader")


class Cases:
    """An authority's database on a server, and a reader of it."""

    def __init__(self, server: Postgres) -> None:
        self.url = server.database()
        demo.write(demo.make(children=300, months=16, until=date(2026, 11, 2), clean=True), self.url)
        self.reader = self.url.replace("//postgres:", "//doctors_reader:")
        assert self.reader != self.url
        self.run("CREATE ROLE doctors_reader LOGIN", *(f"GRANT SELECT ON {name} TO doctors_reader" for name in TABLES))

    def run(self, *statements: str) -> None:
        with engine(self.url).begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)


def test_a_reader_that_may_only_read_is_well_and_one_that_may_write_is_said(cases: Cases) -> None:
    lines = doctor(cases.reader)
    assert not gaps(lines)
    assert "as doctors_reader" in lines[0].found
    cases.run("GRANT INSERT ON ssd_missing, local_worker TO doctors_reader")
    line = one(doctor(cases.reader), "connection")
    assert "this user could change 2 tables, such as local_worker" in line.found
    assert "include/ddl/postgresql/reader.sql" in line.to_do
    assert f"could change {len(TABLES)} tables" in one(doctor(cases.url), "connection").found  # its owner


def test_a_table_without_rights_a_type_that_cannot_be_compared_and_a_lock_hide_nothing(
    cases: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(survey.PATIENCE, "postgresql", "SET LOCAL lock_timeout = '200ms'")
    cases.run(
        "REVOKE SELECT ON local_supervision FROM doctors_reader",
        "ALTER TABLE ssd_cin_episodes ALTER COLUMN cine_close_date TYPE text",
    )
    with engine(cases.url).connect() as lock:
        lock.exec_driver_sql("LOCK TABLE local_worker IN ACCESS EXCLUSIVE MODE")
        lines = doctor(cases.reader)
    broken = {line.about: line.found for line in lines if line.state is State.BROKEN}
    assert "permission denied for table local_supervision" in broken.pop("local_supervision")
    assert "operator does not exist" in broken.pop("ssd_cin_episodes")
    assert "lock timeout" in broken.pop("local_worker")
    assert "2026-10" in broken
    assert not set(broken) & set(TABLES)
    assert [line.about for line in lines if line.about == "ssd_missing"] == ["ssd_missing"]


def test_a_value_that_the_server_quotes_is_not_repeated(cases: Cases) -> None:
    cases.run(
        "ALTER TABLE ssd_involvements RENAME TO involvements",
        "CREATE VIEW ssd_involvements AS SELECT invo_involvements_id, invo_professional_id, invo_professional_role_id, "
        "invo_professional_team, invo_person_id, CAST(invo_person_id AS timestamp) AS invo_involvement_start_date, "
        "invo_involvement_end_date, invo_referral_id FROM involvements",
        "GRANT SELECT ON ssd_involvements TO doctors_reader",
    )
    line = one(doctor(cases.reader), "ssd_involvements")
    assert line.found.endswith("invalid input syntax for type timestamp: a value")


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (
            "Conversion failed when converting the varchar value 'P0000001' to data type int.",
            "varchar value a value to",
        ),
        ("Invalid object name 'ssd_missing'.", "name 'ssd_missing'."),
        ("Login failed for user 'reader'.", "for user 'reader'."),
        ('invalid input syntax for type integer: "P0000001"', "integer: a value"),
        ('column "invo_person_id" does not exist', 'column "invo_person_id" does'),
    ],
)
def test_of_a_servers_words_names_stay_and_values_go(words: str, kept: str) -> None:
    assert kept in survey.said(Exception(words), make_url("mssql+mssqlpython://reader:pw@server/cases"))

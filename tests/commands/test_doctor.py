"""`lineofsight doctor` at a terminal: everything that a run needs, in one look."""

import json
import ssl
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from sqlite3 import connect

import pytest
import trustme

from reports import demo
from reports.__main__ import main
from reports.demo.mailbox import Mailbox
from reports.measures import MEASURES
from reports.pseudonyms import KEY_VARIABLE
from reports.workflow.doctor.finding import State
from reports.workflow.doctor.machine import machine
from reports.workflow.doctor.places import alerts, archive, ledger, mail
from tests.commands.conftest import Said
from tests.issued import World
from tests.postgres import Postgres, engine

AS_AT = ("--as-at", "2026-11-03T06:00")
WELL, GAP, BROKEN = 0, 1, 2
AUTHORITY = "name: Westmere\nservice: Children's Services\ncontact: Performance team\n"
RECIPIENTS = """
allowed_domains: [council.gov.uk]
sender: reports@council.gov.uk
reports:
  smt_overview: [{name: Director, email: director@council.gov.uk, pdf_password: director}]
  return_interviews: [{name: Director, email: director@council.gov.uk}]
  lead_member: [{name: Lead Member, email: member@council.gov.uk}]
"""
Doctor = Callable[..., Said]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("source") / "small.db"
    demo.write(demo.make(children=300, months=16, until=date(2026, 11, 2), clean=True), file)
    return file


@pytest.fixture
def doctor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Doctor:
    """Run it in a folder of its own, with nothing in the environment but a key and a secret."""
    for name in ("SOURCE", "CONFIG", "ARCHIVE", "LEDGER", "MAIL_SERVER", "ALERTS"):
        monkeypatch.delenv(f"LINEOFSIGHT_{name}", raising=False)
    monkeypatch.setenv(KEY_VARIABLE, "a key that nobody guesses")
    monkeypatch.setenv("LINEOFSIGHT_SECRET_DIRECTOR", "a password of the director")
    monkeypatch.setenv("COLUMNS", "120")
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "authority.yaml").write_text(AUTHORITY)
    (tmp_path / "config" / "recipients.yaml").write_text(RECIPIENTS)

    def run(*arguments: str) -> Said:
        with pytest.raises(SystemExit) as left:
            main(["doctor", *arguments])
        printed = capsys.readouterr()
        return Said(int(left.value.code or 0), printed.out, printed.err)

    return run


def test_where_everything_is_given_and_as_it_should_be_it_leaves_with_0(
    doctor: Doctor, source: Path, tmp_path: Path
) -> None:
    with Mailbox(tmp_path / "mails") as mailbox:
        arguments = (
            *("--source", str(source), "--config", str(tmp_path / "config"), "--archive", str(tmp_path / "archive")),
            *("--ledger", f"sqlite:///{tmp_path}/ledger.db", "--mail-server", mailbox.url),
            *("--alerts", "json://127.0.0.1:9 json://127.0.0.1:9", *AS_AT),
        )
        said = doctor(*arguments)
        assert (said.code, said.err) == (WELL, "")
        assert said.out.splitlines()[-1] == "All is well."
        assert "!" not in said.out
        found = json.loads(doctor(*arguments, "--json").out)
        assert not mailbox.mails
    assert (found["state"], found["period"], found["as_at"]) == ("well", "2026-10", "2026-11-03T06:00:00+00:00")
    assert {line["state"] for line in found["lines"]} == {"well"}
    assert not (tmp_path / "ledger.db").exists()
    assert not (tmp_path / "archive").exists()


def test_what_is_not_given_is_said_and_costs_nothing(doctor: Doctor, tmp_path: Path) -> None:
    said = doctor("--config", str(tmp_path / "config"))
    assert said.code == WELL
    assert [line.split() for line in said.out.splitlines() if line.startswith("-")] == [
        ["-", *about.split(), "not", "looked", "at:", "give", option]
        for about, option in (
            ("connection", "--source"),
            ("ledger", "--ledger"),
            ("archive", "--archive"),
            ("mail server", "--mail-server"),
            ("operator alerts", "--alerts"),
        )
    ]


@pytest.mark.parametrize("width", [80, 120])
def test_it_reads_well_however_wide_the_terminal(
    doctor: Doctor, source: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    """The longest name is whole, nothing is cut short, and no line is longer than the terminal is wide."""
    monkeypatch.setenv("COLUMNS", str(width))
    said = doctor("--source", str(source), "--as-at", "2026-12-10T06:00")
    assert said.code == GAP
    assert max(map(len, said.out.splitlines())) <= width
    assert "✓  local_return_interview_episode  " in said.out
    assert "…" not in said.out
    assert "every report is held: every measure" in said.out
    assert said.out.splitlines()[-1] == "It works; each ! costs what stands beside it."


def test_an_empty_database_cannot_work_and_a_program_reads_why(doctor: Doctor, tmp_path: Path) -> None:
    with closing(connect(tmp_path / "empty.db")) as database:
        database.execute("CREATE TABLE something_else (x)")
    said = doctor("--source", str(tmp_path / "empty.db"), "--json")
    assert said.code == BROKEN
    lines = {line["about"]: line for line in json.loads(said.out)["lines"]}
    assert lines["ssd_missing"]["state"] == "broken"
    assert lines["local_case_oversight"]["costs"] == [{"effect": "not collected", "measures": ["children_overseen"]}]


def test_wrong_settings_hide_nothing_else(doctor: Doctor, source: Path, tmp_path: Path) -> None:
    (tmp_path / "config" / "standards.yaml").write_text("long_absence_days: never")
    said = doctor("--source", str(source), "--config", str(tmp_path / "config"), *AS_AT)
    assert said.code == BROKEN
    assert "standards.yaml:long_absence_days" in "".join(said.out.split())  # wherever a long path makes it fold
    assert f" of {len(MEASURES)} measures have a figure" in said.out


def test_settings_that_are_the_demos_or_name_nothing_are_gaps(
    doctor: Doctor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(KEY_VARIABLE)
    monkeypatch.delenv("LINEOFSIGHT_SECRET_DIRECTOR")
    said = " ".join(doctor().out.split())
    assert "those of the demo, Westmere County Council" in said
    assert "invented addresses" in said
    assert f"! {KEY_VARIABLE} not given: children's codes are those of the demo" in said
    (tmp_path / "config" / "targets.yaml").write_text("measures: {supervized: {target: 90}}")
    (tmp_path / "config" / "recipients.yaml").write_text(RECIPIENTS.replace("  lead_member", "  # "))
    monkeypatch.setenv(KEY_VARIABLE, "short")
    said = " ".join(doctor("--config", str(tmp_path / "config")).out.split())
    assert "there is no measure supervized" in said
    assert "nobody gets lead_member" in said
    assert "there is no secret director: their PDF could not be sent" in said
    assert "so short that codes could be guessed" in said


# The ledger


def test_a_ledger_is_looked_at_and_not_changed(world: World, tmp_path: Path) -> None:
    file = world.folder / "ledger.db"
    line = ledger(world.place.ledger, None)
    assert (line.state, line.found) == (State.WELL, "sqlite: 1 issues")
    with closing(connect(file, isolation_level=None)) as database:
        database.execute("UPDATE alembic_version SET version_num = '0003'")
        assert "the next run brings it from version 0003 to " in ledger(world.place.ledger, None).found
        database.execute("UPDATE alembic_version SET version_num = 'from the future'")
        line = ledger(world.place.ledger, None)
        assert (line.state, line.found) == (State.BROKEN, "sqlite: of a newer version (from the future)")
        database.execute("UPDATE alembic_version SET version_num = '0005'")
    assert "case-management database" in ledger(f"sqlite:///{world.folder}/source.db", str(world.place.source)).found
    assert "not the ledger's" in ledger(f"sqlite:///{world.folder}/source.db", None).found
    assert ledger(f"sqlite:///{tmp_path}/none/ledger.db", None).state is State.BROKEN


def test_a_ledger_on_a_server_must_be_writable(postgres: Postgres) -> None:
    url = postgres.database()
    assert "empty; the first run makes its tables" in ledger(url, None).found
    with engine(url).begin() as connection:
        connection.exec_driver_sql("CREATE ROLE ledger_reader LOGIN")
        connection.exec_driver_sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    line = ledger(url.replace("//postgres:", "//ledger_reader:"), None)
    assert (line.state, "may not write there" in line.found) == (State.BROKEN, True)
    with engine(url).begin() as connection:
        connection.exec_driver_sql("DROP ROLE ledger_reader")
    assert ledger(url, url).state is State.GAP


@pytest.mark.parametrize(
    "url", ["nonsense", "postgresql+psycopg://a:s3cret@127.0.0.1:1/ledger", "sqlite+nothing://x", "sqlite://"]
)
def test_a_ledger_that_is_none_is_one_line(url: str) -> None:
    line = ledger(url, None)
    assert line.state is State.BROKEN
    assert "s3cret" not in line.found


# The archive


def test_an_archive_is_tried_and_left_as_it_was(world: World, tmp_path: Path) -> None:
    folder = world.folder / "archive"
    before = sorted(folder.rglob("*"))
    line = archive(str(folder))
    assert line.state is State.WELL or "make room" in line.to_do
    assert line.found.startswith("can be written; 1 snapshots")
    assert sorted(folder.rglob("*")) == before
    assert archive(f"memory://{tmp_path.name}").state is State.WELL
    (tmp_path / "a file").write_text("in the way")
    for place in (tmp_path / "a file", tmp_path / "none" / "archive", "nosuchstore://archive"):
        assert archive(str(place)).state is State.BROKEN, place


# The mail server


def test_a_mail_server_is_greeted_and_gets_no_mail(tmp_path: Path) -> None:
    with Mailbox(tmp_path / "mails", login=("reports", "a s3cret")) as mailbox:
        good = f"mailto://reports:a%20s3cret@127.0.0.1:{mailbox.port}"
        line = mail(good, 20)
        assert (line.state, line.found) == (
            State.WELL,
            f"127.0.0.1 answers on port {mailbox.port}, insecure, login taken",
        )
        assert mail(good, 40).found.endswith("; it takes 34 MB, and recipients.yaml allows 40")
        line = mail(good.replace("s3cret", "wr0ng"), 20)
        assert (line.state, "refuses the login (535)" in line.found) == (State.BROKEN, True)
        assert "wr0ng" not in str(line.as_json())
        assert not mailbox.mails
    assert "not reached on port" in mail(good, 20).found
    assert "plaintext to mail.example" in mail("mailto://mail.example", 20).found


@pytest.mark.parametrize("mode", ["starttls", "ssl"])
def test_a_certificate_is_verified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str) -> None:
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with Mailbox(tmp_path / "mails", tls=context, mode=mode) as mailbox:
        assert "its certificate cannot be verified" in mail(mailbox.url, 20).found
        authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        assert mail(mailbox.url, 20).state is State.WELL


# Operators, drivers


def test_alerts_are_read_and_not_sent() -> None:
    assert alerts("json://127.0.0.1:9").found == "1 place; none was tried"
    line = alerts("nosuchservice://s3cret")
    assert (line.state, "s3cret" in line.found) == (State.BROKEN, False)


def test_the_driver_of_each_database_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = {line.about: line for line in machine("postgresql+psycopg://a/b", "oracle+oracledb://a/b")}
    assert {name: line.found for name, line in lines.items() if name.startswith("driver")} == {
        "driver psycopg": "installed",
        "driver oracledb": "installed",
    }
    monkeypatch.setitem(sys.modules, "oracledb", None)  # as where it is not installed
    lines = {line.about: line for line in machine("oracle+oracledb://a/b", None)}
    assert lines["driver oracledb"].to_do == "install lineofsight with its extra `oracle`"

"""The command line: stable names, columns and exit codes; what goes wrong is one line, and never a traceback."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

from reports import __version__, figures
from reports.__main__ import main
from reports.documents.catalogue import tables_for
from reports.measures import MEASURES
from reports.periods import Kind
from reports.pseudonyms import pseudonyms
from reports.settings import load
from reports.source import TABLES
from tests.conftest import Tell
from tests.story import Story

AS_AT = "2026-11-03T06:00"
OCTOBER = ("--period", "2026-10", "--as-at", AS_AT)
ROOT = Path(__file__).parent.parent
Output = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def story(tell: Tell) -> Story:
    """A little of everything, fresh enough for the gates; one session was recorded before it was held."""
    told = tell()
    told.spell("w1")
    told.case("anna", start="2026-10-28")
    told.session("w1", "2026-10-28 10:00", recorded="2026-10-27")
    told.missing("m1", "2026-10-28 20:00", "2026-10-29 08:00", child="anna")
    told.interview("m1", done="2026-10-30 12:00")
    told.write()
    return told


@pytest.fixture(scope="module")
def source(story: Story) -> str:
    return f"sqlite:///{story.file}"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    code = left.value.code or 0
    assert isinstance(code, int)
    return code


def csv(text: str) -> pd.DataFrame:
    return pd.read_csv(StringIO(text), dtype={"group_id": "str"}, keep_default_na=False, na_values={"value": [""]})


def test_figures_are_csv_of_the_promised_columns_unrounded(source: str, story: Story, capsys: Output) -> None:
    assert run("figures", "--source", source, *OCTOBER) == 0
    printed = capsys.readouterr().out
    assert printed.splitlines()[0] == (
        "measure,period_start,period_end,breakdown,group_id,group_name,numerator,denominator,value,unit,status"
    )
    table = csv(printed)
    assert list(table.columns) == figures.COLUMNS
    read = tables_for(Kind.MONTH, load())
    of_a_month = {name for name, measure in MEASURES.items() if read.issuperset(measure.reads)}
    assert set(table["measure"]) == of_a_month - {"interview_themes"}  # which has no group here
    assert (table["period_start"] + table["period_end"]).unique().tolist() == ["2026-10-012026-11-01"]
    hours = table[(table["measure"] == "hours_to_interview") & (table["breakdown"] == "authority")]
    assert hours["value"].tolist() == [28.0]
    assert len(table) == story.computed()["measure"].isin(of_a_month).sum()


def test_figures_are_the_same_from_the_source_from_the_snapshot_and_again(
    source: str, tmp_path: Path, capsys: Output
) -> None:
    archive = str(tmp_path / "archive")
    files = [tmp_path / "from source.csv", tmp_path / "from snapshot.csv", tmp_path / "again" / "from source.csv"]
    assert run("pull", "--source", source, *OCTOBER, "--archive", archive) == 0
    snapshot_id = capsys.readouterr().out.strip()
    assert run("pull", "--source", source, *OCTOBER, "--archive", archive) == 0
    assert capsys.readouterr().out.strip() == snapshot_id
    for file in (files[0], files[2]):
        assert run("figures", "--source", source, *OCTOBER, "--out", str(file)) == 0
    frozen = ("figures", "--snapshot", snapshot_id, "--archive", archive, "--period", "2026-10")
    assert run(*frozen, "--out", str(files[1])) == 0
    assert files[0].read_bytes() == files[1].read_bytes() == files[2].read_bytes()


def test_a_week_is_named_by_any_of_its_days_and_a_time_by_any_offset(source: str, capsys: Output) -> None:
    printed = set()
    for period, as_at in [
        ("2026-10-26", AS_AT),
        ("2026-11-01", "2026-11-03T07:00+01:00"),
        ("2026-W44", "2026-11-03T06:00Z"),
    ]:
        assert run("figures", "--source", source, "--period", period, "--as-at", as_at) == 0
        printed.add(capsys.readouterr().out)
    assert len(printed) == 1
    assert "2026-10-26,2026-11-02" in printed.pop()


def test_settings_of_another_folder_count(source: str, tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "standards.yaml").write_text("caseload_ceilings: {social worker: 0.5}")
    assert run("figures", "--source", source, *OCTOBER, "--config", str(tmp_path)) == 0
    over = csv(capsys.readouterr().out).query("measure == 'workers_over_ceiling' and breakdown == 'authority'")
    assert over["value"].tolist() == [100.0]


def test_check_prints_findings_and_the_keys_only_where_it_is_told_to(
    source: str, tmp_path: Path, capsys: Output
) -> None:
    keys = tmp_path / "faulty" / "rows.csv"
    assert run("check", "--source", source, *OCTOBER, "--rows", str(keys)) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines() == [
        "rule,severity,table,rows,of,measures,sentence",
        "DQ15,error,local_supervision,1,1,supervision_recorded_late,"
        "The session was recorded before it was held: left out of late recording.",
    ]
    assert printed.err == ""
    assert keys.read_text().splitlines() == ["rule,table,key", "DQ15,local_supervision,s1"]


def test_check_leaves_with_1_where_a_gate_holds_and_figures_go_on(tell: Tell, tmp_path: Path, capsys: Output) -> None:
    old = tell()
    old.case("anna", start="2026-05-05")
    file = str(old.write())
    assert run("check", "--source", file, *OCTOBER) == 1
    held = capsys.readouterr().err
    assert held.startswith("a gate would hold the reports (stale): ssd_involvements: the newest involvement is of")
    assert len(held.splitlines()) == 1
    assert run("figures", "--source", file, *OCTOBER, "--out", str(tmp_path / "figures.csv")) == 0
    assert capsys.readouterr().err == held


def test_check_compares_with_the_latest_snapshot_of_an_archive(
    source: str, tell: Tell, tmp_path: Path, capsys: Output
) -> None:
    before = tell(as_at="2026-10-02T06:00")
    before.oversight("anna", "2026-09-28")
    archive = str(tmp_path)
    earlier = ("--period", "2026-09", "--as-at", "2026-10-02T06:00")
    assert run("pull", "--source", str(before.write()), *earlier, "--archive", archive) == 0
    assert run("check", "--source", source, *OCTOBER, "--archive", archive) == 1
    assert "(emptied): local_case_oversight: 1 rows last time and none now" in capsys.readouterr().err


def test_render_writes_the_pdf_and_what_goes_with_it(source: str, tmp_path: Path, capsys: Output) -> None:
    week = ("--period", "2026-10-26", "--as-at", AS_AT)
    assert run("render", "return_interviews", "--source", source, *week, "--out", str(tmp_path / "out")) == 0
    files = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert files[0] == tmp_path / "out" / "return_interviews-2026-10-26.pdf"
    assert files[0].read_bytes().startswith(b"%PDF-")
    assert all(file.stat().st_size for file in files)


def test_a_child_is_found_by_its_code_and_only_there(source: str, capsys: Output) -> None:
    code = pseudonyms()(pd.Series(["anna"], dtype="str"))[0]
    assert run("child", code.lower(), "--source", source) == 0
    assert capsys.readouterr().out == "anna\n"
    assert run("child", "AAAA-AAAA", "--source", source) == 2
    assert "AAAA-AAAA: no child of the source has this code" in capsys.readouterr().err


def test_measures_print_every_definition(capsys: Output) -> None:
    assert run("measures", "--format", "json") == 0
    definitions = json.loads(capsys.readouterr().out)
    assert [each["id"] for each in definitions] == list(MEASURES)
    wanted = {"title", "definition", "numerator", "denominator", "unit", "better", "source", "recommendation"}
    assert wanted | {"standard", "breakdowns", "needs"} <= set(definitions[0])
    assert run("measures") == 0
    table = capsys.readouterr().out
    assert all(measure in table for measure in MEASURES)


def test_demo_writes_an_authority_that_the_other_commands_read(tmp_path: Path, capsys: Output) -> None:
    file = tmp_path / "demo.sqlite"
    arguments = ("demo", "--out", str(file), "--children", "30", "--months", "2", "--until", "2026-11-01", "--clean")
    assert run(*arguments) == 0
    assert f"in {len(TABLES)} tables, until 2026-11-01" in capsys.readouterr().err
    assert run("figures", "--source", str(file), *OCTOBER) == 0
    cases = csv(capsys.readouterr().out).query("measure == 'open_cases' and breakdown == 'authority'")
    assert cases["value"].tolist() > [20]


def test_the_version_is_printed(capsys: Output) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out.strip() == __version__


WRONG = [
    ([], "Missing command"),
    (["nonsense"], "nonsense"),
    (["figures", "--source", "{source}"], "--period"),
    (["figures", "--source", "{source}", "--period", "2026-13"], "2026-13"),
    (["figures", "--source", "{source}", "--period", "next month"], "next month"),
    (["figures", "--source", "{source}", "--period", "2026-10", "--as-at", "noon"], "noon"),
    (["figures", "--source", "{source}", "--period", "2026-10", "--wrong"], "--wrong"),
    (["figures", "--source", "{source}", "--period", "2026-10", "--config", "{folder}/none"], "none"),
    (["figures", "--source", "{source}", "--period", "2026-10", "--out", "/dev/null/figures.csv"], "/dev/null"),
    (["figures", "--period", "2026-10"], "--source"),
    (["figures", "--period", "2026-10", "--source", "{source}", "--snapshot", "x"], "--source"),
    (["figures", "--period", "2026-10", "--snapshot", "x", "--archive", "{folder}"], "none of that id"),
    (["check", "--source", "{folder}/none.sqlite", "--period", "2026-10"], "none.sqlite"),
    (["check", "--source", "nosuch://server/name", "--period", "2026-10"], "database URL"),
    (["check", "--source", "postgresql+psycopg://u:p@a:b@server/x", "--period", "2026-10"], "is %40"),
    (["check", "--source", "postgresql+psycopg://u:p@127.0.0.1:1/x", "--period", "2026-10"], "127.0.0.1"),
    (["check", "--source", "{broken}", "--period", "2026-10"], "ssd_missing lacks miss_person_id"),
    (["pull", "--source", "{source}", "--period", "2026-10"], "--archive"),
    (["pull", "--source", "{source}", "--period", "2026-10", "--archive", "nosuch://a/b"], "nosuch://a/b"),
    (["pull", "--source", "{source}", "--period", "2026-10", "--archive", "/dev/null/archive"], "/dev/null"),
    (["render", "annual_report", "--source", "{source}", "--period", "2026-10", "--out", "{folder}"], "annual_report"),
    (["render", "smt_overview", "--source", "{source}", "--period", "2026-10"], "--out"),
    (["render", "smt_overview", "--source", "{folder}/none", "--period", "2026-10", "--out", "{folder}"], "none"),
    (["measures", "--format", "xml"], "xml"),
    (["demo"], "--out"),
    (["demo", "--out", "{folder}/demo.sqlite", "--children", "0"], "--children"),
    (["demo", "--out", "{folder}/demo.sqlite", "--until", "tomorrow"], "tomorrow"),
    (["demo", "--out", "nosuch://server/name"], "nosuch"),
]


@pytest.fixture(autouse=True)
def no_archive_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LINEOFSIGHT_ARCHIVE", raising=False)


@pytest.mark.parametrize(("arguments", "named"), WRONG, ids=[" ".join(each) or "nothing" for each, _ in WRONG])
def test_what_is_wrong_is_one_line_that_names_it_and_exit_code_2(
    arguments: list[str], named: str, source: str, story: Story, tmp_path: Path, capsys: Output
) -> None:
    broken = tmp_path / "broken.sqlite"
    if "{broken}" in arguments:
        broken.write_bytes(story.file.read_bytes().replace(b"miss_person_id", b"miss_persons__"))
    fill = {"source": source, "folder": tmp_path, "broken": broken}
    assert run(*(each.format(**fill) for each in arguments)) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    errors = [line for line in printed.err.splitlines() if not line.startswith("a gate would hold")]
    assert len(errors) == 1
    assert errors[0].startswith("error: ")
    assert named in errors[0]


def test_a_snapshot_of_another_period_or_instant_is_said_to_be(source: str, tmp_path: Path, capsys: Output) -> None:
    archive = ("--archive", str(tmp_path))
    run("pull", "--source", source, *OCTOBER, *archive)
    snapshot_id = capsys.readouterr().out.strip()
    assert run("figures", "--snapshot", snapshot_id, "--period", "2026-09", *archive) == 2
    assert "is of 2026-10, not of 2026-09" in capsys.readouterr().err
    assert run("figures", "--snapshot", snapshot_id, *OCTOBER[:2], "--as-at", "2026-11-04", *archive) == 2
    assert "leave --as-at out" in capsys.readouterr().err


def test_it_works_where_airflow_is_not_installed(source: str) -> None:
    """In a process of its own, in which to import Airflow is an error."""
    blocked = "import sys; sys.modules['airflow'] = None; from reports.__main__ import main; main(sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-c", blocked, "figures", "--source", source, *OCTOBER],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("measure,period_start")

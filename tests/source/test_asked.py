"""What a pull is asked for: these tables must be there and are read, and nothing is known of any other."""

from pathlib import Path

import pandas as pd
import pytest
import sqlglot
from sqlglot import exp

from reports import demo
from reports.__main__ import main
from reports.checks import clean
from reports.documents.catalogue import REPORTS, tables_for
from reports.errors import SourceContractError
from reports.measures import MEASURES, compute
from reports.periods import Kind, Period, parse_instant
from reports.pseudonyms import pseudonyms
from reports.section import ReportName
from reports.settings import Recipients, Settings, Standards
from reports.source import EVERY, TABLES, Source, pull
from reports.source.pull import query
from tests.source.test_pull import OCTOBER, change
from tests.story import Story

AS_AT = parse_instant("2026-11-03T06:00")
FIRST = [ReportName.SMT_OVERVIEW, ReportName.RETURN_INTERVIEWS, ReportName.LEAD_MEMBER]
SOMEBODY = {"name": "Director", "email": "director@council.gov.uk"}


def to_somebody(*reports: ReportName) -> Settings:
    """Give settings in which these reports go to somebody, and no other does."""
    people = {"allowed_domains": ["council.gov.uk"], "sender": "reports@council.gov.uk"}
    return Settings(recipients=Recipients.model_validate(people | {"reports": {each: [SOMEBODY] for each in reports}}))


def asked(file: Path, *tables: str) -> Source:
    return pull(str(file), OCTOBER, AS_AT, Standards(), tables)


def test_only_the_tables_that_are_asked_for_are_read_and_must_be_there(story: Story) -> None:
    story.case("anna")
    story.referral("anna")
    story.session()
    file = change(story.write(), *(f"DROP TABLE {name}" for name in EVERY if name.startswith(("ssd_c", "ssd_m"))))
    source = asked(file, "ssd_person", "ssd_involvements", "local_worker")
    assert source.asked == {"ssd_person", "ssd_involvements", "local_worker"}
    assert source.collected == {"ssd_person", "ssd_involvements"}
    assert source.frames.keys() == TABLES.keys()
    assert {name for name, frame in source.frames.items() if len(frame)} == source.collected
    with pytest.raises(SourceContractError, match=r"table ssd_missing is missing \(needed by include/sql/ssd_missing"):
        asked(file, "ssd_person", "ssd_missing")


def test_rows_for_the_sake_of_another_table_come_only_with_it(story: Story) -> None:
    """The involvement of a child who went missing while it lasted is read for that, however long ago it ended."""
    story.case("anna", start="2019-01-01", end="2020-01-01")
    story.missing("m1", "2019-06-01 10:00", "2019-06-02 10:00", child="anna")
    file = story.write()
    assert asked(file, "ssd_involvements").frames["ssd_involvements"].empty
    assert len(asked(file, "ssd_involvements", "ssd_missing").frames["ssd_involvements"]) == 1


@pytest.mark.parametrize("table", TABLES)
def test_a_table_alone_is_read_from_itself_alone(table: str) -> None:
    starts = AS_AT.replace(tzinfo=None)
    whole, alone = (sqlglot.parse_one(str(query(table, starts, tables))) for tables in (EVERY, {table}))
    assert {each.name for each in alone.find_all(exp.Table)} == {table}
    assert whole.named_selects == alone.named_selects
    assert "begin with" not in str(query(table, starts))


def test_only_measures_whose_tables_were_all_asked_for_have_figures(story: Story) -> None:
    story.case("anna")
    story.referral("anna")
    source = asked(story.write(), "ssd_person", *MEASURES["open_cases"].reads)
    figures = compute(clean(source, story.settings).data, OCTOBER, story.settings)
    made = set(figures["measure"])
    assert made == {name for name, each in MEASURES.items() if source.asked.issuperset(each.reads)}
    assert "open_cases" in made
    assert not made & {"unallocated_children", "still_missing"}


def test_a_child_is_found_by_its_code_with_the_tables_of_the_reports_that_are_sent(
    story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story.case("anna")
    file = change(story.write(), "DROP TABLE ssd_contacts", "DROP TABLE ssd_cp_plans", "DROP TABLE ssd_care_leavers")
    people = [f"  {name.value}: [{{name: Director, email: {SOMEBODY['email']}}}]" for name in FIRST]
    head = "allowed_domains: [council.gov.uk]\nsender: reports@council.gov.uk\nreports:\n"
    (tmp_path / "recipients.yaml").write_text(head + "\n".join(people))
    code = pseudonyms()(pd.Series(["anna"], dtype="str"))[0]
    with pytest.raises(SystemExit) as left:
        main(["child", code, "--source", str(file), "--config", str(tmp_path)])
    assert (left.value.code or 0, capsys.readouterr().out) == (0, "anna\n")


@pytest.mark.parametrize(("kind", "period"), [(Kind.WEEK, "2026-10-26"), (Kind.MONTH, "2026-10")])
def test_an_authority_with_the_tables_of_the_three_first_reports_pulls_what_it_pulled(
    tmp_path: Path, kind: Kind, period: str
) -> None:
    """It gives these reports to somebody and no other: not one of the later tables need be there."""
    settings, file = to_somebody(*FIRST), tmp_path / "small.db"
    demo.write(demo.make(children=100, months=15, until=AS_AT.date()), file)
    first = frozenset().union(*(REPORTS[name].tables for name in FIRST))
    change(file, *(f"DROP TABLE {name}" for name in EVERY - first))
    wanted = Period.parse(period)
    source = pull(str(file), wanted, AS_AT, settings.standards, tables_for(kind, settings))
    assert source.asked <= first
    figures = compute(clean(source, settings).data, wanted, settings)
    shown = {measure for name in FIRST if REPORTS[name].kind is kind for measure in REPORTS[name].measures}
    assert all(source.asked.issuperset(MEASURES[measure].reads) for measure in shown)
    assert not set(figures.loc[figures["status"] == "x", "measure"])

"""The doctor knows who gets what: a table that is not there costs the reports that need it, and no other."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reports.documents.catalogue import REPORTS, tables_for
from reports.measures import MEASURES
from reports.periods import Kind
from reports.section import ReportName
from reports.settings import Recipients, Settings
from reports.source import EVERY
from reports.workflow.doctor.finding import Line, State, made_from
from reports.workflow.doctor.needs import Needs
from tests.workflow.examining import after, costs, doctor, gaps, one, small_authority

SMT, WEEKLY, MEMBER = ReportName.SMT_OVERVIEW, ReportName.RETURN_INTERVIEWS, ReportName.LEAD_MEMBER
SOMEBODY = {"name": "Director", "email": "director@council.gov.uk"}
Examined = Callable[..., list[Line]]


def to_somebody(*reports: ReportName) -> Settings:
    """Give settings in which these reports go to somebody, and no other does."""
    people = {"allowed_domains": ["council.gov.uk"], "sender": "reports@council.gov.uk"}
    return Settings(recipients=Recipients.model_validate(people | {"reports": {each: [SOMEBODY] for each in reports}}))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_authority(tmp_path_factory.mktemp("doctor"))


@pytest.fixture
def examined(small: Path, tmp_path: Path) -> Examined:
    """Give what the doctor says after some statements, where these reports go to somebody."""

    def examine(*statements: str, to: tuple[ReportName, ...]) -> list[Line]:
        return doctor(str(after(small, tmp_path, *statements)), to_somebody(*to))

    return examine


def test_a_table_that_only_reports_on_months_need_breaks_no_week(examined: Examined) -> None:
    lines = examined("DROP TABLE ssd_cin_episodes", to=(SMT, WEEKLY, MEMBER))
    line = one(lines, "ssd_cin_episodes")
    assert line.state is State.BROKEN
    assert line.found == "not there, or this user may not see it; needed by smt_overview, lead_member"
    assert line.to_do.endswith("; or let smt_overview, lead_member go to nobody (recipients.yaml)")
    assert costs(line) == {"no month can be pulled": {*REPORTS[SMT].measures, *REPORTS[MEMBER].measures}}
    assert one(lines, "2026-10").found == "not made: a pull of 2026-10 would fail, for what is said above"
    assert (lines[-1].about, lines[-1].state) == ("2026-10-26", State.WELL)
    assert "measures have a figure" in lines[-1].found


def test_a_table_of_one_report_takes_the_others_on_its_period_with_it(examined: Examined) -> None:
    """A month is pulled once for all of its reports: the Lead Member's needs no themes, and is not made either."""
    table = "local_return_interview_theme"
    assert table not in REPORTS[MEMBER].tables
    lines = examined(f"ALTER TABLE {table} DROP COLUMN rhit_kind", to=(SMT, MEMBER))
    assert one(lines, table).found == "lacks rhit_kind; needed by smt_overview"
    assert costs(one(lines, table)) == {"nothing can be pulled": set(MEASURES)}


def test_a_table_that_every_report_needs_breaks_everything(examined: Examined) -> None:
    lines = examined("DROP TABLE ssd_missing", to=(SMT, WEEKLY, MEMBER))
    line = one(lines, "ssd_missing")
    assert (line.state, line.found) == (State.BROKEN, "not there, or this user may not see it")
    assert "recipients.yaml" not in line.to_do
    assert costs(line) == {"nothing can be pulled": set(MEASURES)}
    assert [line.about for line in lines if line.part == "figures"] == ["2026-10-26", "2026-10"]


def test_a_table_that_only_reports_to_nobody_need_is_a_gap(examined: Examined) -> None:
    lines = examined("DROP TABLE ssd_cin_episodes", to=(WEEKLY,))
    line = one(lines, "ssd_cin_episodes")
    assert line.state is State.GAP
    assert line.found == "not there, or this user may not see it; no report that goes to somebody needs it"
    assert line.to_do.startswith("before smt_overview, lead_member")
    assert "may go to somebody, deploy the SSD" in line.to_do
    assert costs(line) == {"not made": set(made_from("ssd_cin_episodes"))}
    assert {each.about for each in gaps(lines)} == {"ssd_cin_episodes"}
    assert "measures have a figure" in lines[-1].found


def test_a_local_table_that_lacks_a_field_breaks_only_what_reads_it(examined: Examined) -> None:
    lines = examined("ALTER TABLE local_supervision DROP COLUMN supv_type", to=(WEEKLY,))
    line = one(lines, "local_supervision")
    assert (line.state, line.found) == (State.GAP, "lacks supv_type; no report that goes to somebody needs it")


def test_an_authority_that_has_none_of_the_later_tables_goes_on_as_before(examined: Examined) -> None:
    first = frozenset().union(*(REPORTS[name].tables for name in (SMT, WEEKLY, MEMBER)))
    lines = examined(*(f"DROP TABLE {name}" for name in EVERY - first), to=(SMT, WEEKLY, MEMBER))
    assert {line.about for line in gaps(lines)} == EVERY - first
    assert all(line.state is State.GAP for line in gaps(lines))
    assert "measures have a figure" in lines[-1].found


def test_what_is_needed_is_what_would_be_pulled() -> None:
    settings = to_somebody(SMT, WEEKLY)
    needs = Needs(settings)
    assert dict(needs.tables) == {kind: tables_for(kind, settings) for kind in (Kind.WEEK, Kind.MONTH)}
    assert needs.kinds("ssd_person") == [Kind.WEEK, Kind.MONTH]
    assert Needs(Settings()).reports == REPORTS  # where nothing goes to anybody yet

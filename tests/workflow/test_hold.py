"""What holds reports before they are rendered, and who lets them pass."""

from contextlib import closing
from pathlib import Path

import pytest
from upath import UPath

from reports import demo
from reports.errors import GateHeld, LedgerError
from reports.issues import Issue, IssueState
from reports.periods import Period
from reports.workflow import Workplace
from reports.workflow.data import check, pull
from reports.workflow.hold import hold_for_settings, let_through, turn_away
from reports.workflow.records import open_ledger
from tests.live.scene import LAST_DAY

LATER = ("2026-12", "2027-01-05T06:00")  # six weeks after the authority's history ends
WHY = "the source is down until Friday"
RECIPIENTS = """
allowed_domains: [westmere.example]
sender: reports@westmere.example
reports:
  smt_overview: [{name: Director, email: director@westmere.example}]
  lead_member: [{name: Member, email: member@westmere.example}]
  return_interviews: [{name: Head, email: head@westmere.example}]
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = str(tmp_path_factory.mktemp("source") / "authority.db")
    demo.write(demo.make(children=120, months=3, until=LAST_DAY, clean=True), file)
    return file


@pytest.fixture
def place(source: str, tmp_path: Path) -> Workplace:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "recipients.yaml").write_text(RECIPIENTS)
    return Workplace(
        UPath(tmp_path / "archive"), f"sqlite:///{tmp_path / 'l.db'}", source=source, config=tmp_path / "config"
    )


def issues(place: Workplace) -> list[Issue]:
    with closing(open_ledger(place)) as ledger:
        assert ledger.faults() == []
        return ledger.issues.of()


def test_a_gate_holds_every_report_that_goes_to_somebody_once_and_the_ledger_says_why(
    place: Workplace,
) -> None:
    snapshot = pull(place, *LATER)
    for _ in range(2):
        with pytest.raises(GateHeld) as held:
            check(place, snapshot)
    assert held.value.may_pass
    assert [(each.name, each.state, each.reason) for each in issues(place)] == [
        ("smt_overview 2026-12/held", IssueState.HELD, str(held.value)),
        ("lead_member 2026-12/held", IssueState.HELD, str(held.value)),
    ]


def test_a_person_lets_held_data_pass_with_a_reason(place: Workplace) -> None:
    snapshot = pull(place, *LATER)
    with pytest.raises(GateHeld):
        check(place, snapshot)
    with pytest.raises(LedgerError, match="needs a reason"):
        let_through(place, snapshot, "p.lind (Airflow)", " ")
    let_through(place, snapshot, "p.lind (Airflow)", WHY)
    assert "smt_overview: let through by p.lind (Airflow); the ledger has the reason" in check(place, snapshot)


def test_a_person_turns_held_data_away(place: Workplace) -> None:
    snapshot = pull(place, *LATER)
    with pytest.raises(GateHeld):
        check(place, snapshot)
    turn_away(place, snapshot, "p.lind (Airflow)", "next week")
    assert {(each.state, each.reason) for each in issues(place)} == {(IssueState.REJECTED, "next week")}


def test_a_gate_that_the_settings_keep_shut_lets_nobody_through(place: Workplace) -> None:
    assert place.config
    (place.config / "gates.yaml").write_text("may_be_let_through: [dirty]\n")
    snapshot = pull(place, *LATER)
    with pytest.raises(GateHeld) as held:
        check(place, snapshot)
    assert not held.value.may_pass
    with pytest.raises(LedgerError, match=r"stale: gates\.yaml lets nobody through it"):
        let_through(place, snapshot, "p.lind (command line)", WHY)


def test_what_no_gate_holds_cannot_be_let_through(place: Workplace) -> None:
    with pytest.raises(LedgerError, match="no gate holds it"):
        let_through(place, "unknown", "p.lind", WHY)


def test_wrong_settings_hold_a_report_before_anything_is_pulled_for_it(place: Workplace) -> None:
    said = "recipients.yaml: smt_overview goes to nobody; name its recipients"
    hold_for_settings(place, "smt_overview", Period.parse("2026-10"), said)
    (held,) = issues(place)
    assert (held.label, held.state, held.reason, held.snapshot_id) == ("2026-10/held", IssueState.HELD, said, "")

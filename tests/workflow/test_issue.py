"""From a snapshot to an issue: with the owner's commentary, and again only where something differs."""

from contextlib import closing
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from upath import UPath

from reports import demo
from reports.errors import CommentaryError, RenderError
from reports.issues import IssueState
from reports.render import pages
from reports.workflow import Workplace
from reports.workflow.data import pull
from reports.workflow.issue import render
from reports.workflow.records import file, open_ledger

REPORT, MONTH = "lead_member", "2026-10"
WRITTEN = "---\nauthor: A. Green\ndate: 2026-11-02\n---\nWe have hired.\n"


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    source = tmp_path / "authority.db"
    demo.write(demo.make(children=150, months=27, until=date(2026, 11, 2), clean=True), str(source))
    return Workplace(UPath(tmp_path / "archive"), f"sqlite:///{tmp_path / 'ledger.db'}", source=str(source))


def test_a_commentary_makes_an_issue_of_its_own_and_the_same_one_is_found_again(place: Workplace) -> None:
    snapshot = pull(place, MONTH, "2026-11-02T00:00")
    without = render(place, REPORT, snapshot)
    place.commentaries.mkdir(parents=True)
    written = place.commentaries / f"{REPORT}-{MONTH}.md"
    written.write_text(WRITTEN)
    with_one = render(place, REPORT, snapshot)
    assert with_one != without
    assert render(place, REPORT, snapshot) == with_one
    with closing(open_ledger(place)) as ledger:
        first, second = ledger.issues.get(without), ledger.issues.get(with_one)
    assert (first.version, second.version) == (1, 2)
    assert first.commentary_hash == ""
    assert len(second.commentary_hash) == 64
    assert file(place, second, f"{REPORT}-{MONTH}.pdf").startswith(b"%PDF")

    written.write_text(WRITTEN + "\n# The weather\n\nRain.\n")
    with pytest.raises(CommentaryError, match="no section 'The weather'"):
        render(place, REPORT, snapshot)


def test_an_issue_that_is_not_fit_for_every_reader_is_held_and_not_kept_and_the_ledger_says_why(
    place: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = copytree(pages.TEMPLATES, tmp_path / "templates")
    report = templates / f"{REPORT}.html.jinja"
    report.write_text(report.read_text().replace("<h2>", "<h4>").replace("</h2>", "</h4>"))
    monkeypatch.setattr(pages, "TEMPLATES", templates)
    pages.environment.cache_clear()
    try:
        with pytest.raises(RenderError, match=r"held, as its PDF is not fit for every reader: .*heading"):
            render(place, REPORT, pull(place, MONTH, "2026-11-02T00:00"))
    finally:
        pages.environment.cache_clear()
    with closing(open_ledger(place)) as ledger:
        (held,) = ledger.issues.of(REPORT)
    assert (held.state, held.version, held.label) == (IssueState.HELD, None, "2026-10/held")
    assert "heading" in str(held.reason)
    assert not (place.archive / "issues").exists()

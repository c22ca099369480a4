"""A correction opens with what it takes the place of, why, and every figure that is another now."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

import pandas as pd
import pypdfium2
import pytest

from reports.accessibility import read_aloud
from reports.documents.catalogue import REPORTS
from reports.documents.document import Correction, Document, MemberInput, OperationalInput
from reports.figures import OK, SUPPRESSED
from reports.periods import LONDON, Kind, Period
from reports.render import render

HOSTILE = "Entered <b>twice</b> & {{ 7 * 7 }} </p><script>alert(1)</script>"
RELEASED = datetime(2026, 11, 3, 9, 30, tzinfo=LONDON)
Handed = OperationalInput | MemberInput


def correcting(handed: Handed, was: Mapping[str, float], why: str = "a team was entered twice") -> Handed:
    """Give the input of a correction; of some measures, every figure of the period was another."""
    now = handed.figures[handed.figures["period_start"] == handed.period.start.isoformat()]
    before = now.assign(value=now["value"].where(~now["measure"].isin(was), now["measure"].map(was)))
    return replace(handed, correction=Correction(f"{handed.period}/1", RELEASED, why, before))


OF_THE_STORY = ("smt_overview", "return_interviews", "lead_member")  # whose measures and lists the story has


@pytest.fixture
def handed(operational: Callable[..., OperationalInput], member: Callable[..., MemberInput]) -> Callable[[str], Handed]:
    """Give what a report is handed."""

    def give(report: str) -> Handed:
        wanted = REPORTS[report]
        if wanted.tier != "operational":
            return member()
        return operational(Period.parse("2026-11-09")) if wanted.kind is Kind.WEEK else operational()

    return give


def page_1(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as opened:
        return " ".join(opened[0].get_textpage().get_text_bounded().split())


@pytest.mark.parametrize("report", OF_THE_STORY)
def test_every_report_opens_with_its_correction_and_its_mail_says_so(
    report: str, handed: Callable[[str], Handed]
) -> None:
    rendered = render(REPORTS[report].build(correcting(handed(report), {"interviews_completed": 1.0}, HOSTILE)))
    opening = page_1(rendered.pdf)
    assert "takes the place of issue 2026-" in opening
    assert "released on 3 November 2026, 09:30" in opening
    assert HOSTILE in opening
    assert ", was 1.0%" in opening
    assert "takes the place of issue 2026-" in read_aloud(rendered.pdf)
    assert "Correction. This issue takes the place of" in rendered.text
    assert "<script>" not in rendered.html
    assert rendered.html.index("Correction.") < rendered.html.index("<!-- findings -->") < rendered.html.index("Why:")


@pytest.mark.parametrize("report", OF_THE_STORY)
def test_what_is_no_correction_says_nothing_of_it(report: str, handed: Callable[[str], Handed]) -> None:
    document = REPORTS[report].build(handed(report))
    assert document.corrected is None
    assert "Correction" not in [sheet.name for sheet in document.sheets]


def told(document: Document) -> dict[str, tuple[str, ...]]:
    assert document.corrected is not None
    return {
        one.title: tuple(f"{of.group}: {of.now}, was {of.was}" for of in one.figures)
        for one in document.corrected.changed
    }


def test_every_group_of_a_changed_measure_is_listed_with_what_it_is_and_was(handed: Callable[[str], Handed]) -> None:
    document = REPORTS["smt_overview"].build(correcting(handed("smt_overview"), {"supervised": 50.0}))
    assert list(told(document)) == ["Workers supervised"]
    groups = told(document)["Workers supervised"]
    assert groups[0] == "Authority: 86.4%, was 50.0%"
    assert any(group.startswith("First Response A: ") for group in groups)
    assert document.corrected is not None
    assert document.corrected.count == f"{len(groups)} figures changed."
    sheet = document.sheets[0]
    assert (sheet.name, len(sheet.rows)) == ("Correction", len(groups))


def test_who_listens_hears_words_where_a_figure_is_none_or_is_hidden(member: Callable[..., MemberInput]) -> None:
    given = member()
    hidden = given.figures[given.figures["status"] == SUPPRESSED].assign(value=12.0, status=OK)
    document = REPORTS["lead_member"].build(replace(given, correction=Correction("2026-10/1", RELEASED, "why", hidden)))
    (changed,) = [
        line for line in read_aloud(render(document).pdf).splitlines() if line.startswith("Interviews not yet")
    ]
    assert "At home: not shown" in changed
    assert "was no figure" in changed
    assert ": c," not in changed


def test_figures_of_single_workers_are_counted_and_left_to_the_workbook(handed: Callable[[str], Handed]) -> None:
    given = handed("smt_overview")
    worker = given.figures.iloc[[-1]].assign(breakdown="worker", group_id="W1", group_name="Worker 01")
    given = replace(given, figures=pd.concat([given.figures, worker], ignore_index=True))
    corrected = correcting(given, {worker["measure"].iloc[0]: 1.0})
    document = REPORTS["smt_overview"].build(corrected)
    assert document.corrected is not None
    assert document.corrected.count.endswith("1 figure of single workers, too: see the workbook, sheet Correction.")
    assert "Worker 01" not in str(document.corrected)
    assert "Worker 01" in list(document.sheets[0].rows["group_name"])


def test_a_correction_that_changes_no_figure_says_so(handed: Callable[[str], Handed]) -> None:
    document = REPORTS["lead_member"].build(correcting(handed("lead_member"), {}))
    assert document.corrected is not None
    assert (document.corrected.count, document.corrected.changed) == ("No figure changed.", ())


def test_a_member_sees_that_a_number_is_hidden_now_and_none_that_is_hidden(
    member: Callable[..., MemberInput],
) -> None:
    given = member()
    hidden = given.figures[given.figures["status"] == SUPPRESSED]
    assert len(hidden)
    same = REPORTS["lead_member"].build(correcting(given, dict.fromkeys(hidden["measure"], 777.0)))
    assert not any(group.endswith(": c, was c") or ": c, was 777" in group for group in sum(told(same).values(), ()))
    shown = replace(given, correction=Correction("2026-10/1", RELEASED, "why", hidden.assign(value=12.0, status=OK)))
    assert any(": c, was 12" in group for group in sum(told(REPORTS["lead_member"].build(shown)).values(), ()))

"""The three reports read aloud: each is a sensible document in the order in which it is heard."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from reports.accessibility import read_aloud
from reports.documents import lead_member, return_interviews, smt_overview
from reports.documents.document import MemberInput, OperationalInput
from reports.errors import RenderError
from reports.periods import Period
from reports.render import Rendered, render

WEEK = Period.parse("2026-11-09")
SECTIONS = {
    "smt_overview": [
        "Needs attention", "Scorecard", "Commentary", "Caseload", "Supervision and oversight",
        "Missing children and return interviews", "Data quality", "Definitions",
    ],
    "return_interviews": [
        "Needs attention", "The week", "Commentary", "Still missing, and waiting for an interview",
        "Children at home and in care", "Quality, themes and what would help", "Police and notification delay",
        "Data quality", "Definitions",
    ],
    "lead_member": [
        "Headlines", "A dozen measures", "What the service is doing", "Questions worth asking", "Is it getting better?",
        "Talking with children who come back", "What these figures are worth", "How it is counted",
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def rendered() -> dict[str, Rendered]:
    """Keep each report once it is rendered."""
    return {}


@pytest.fixture(params=SECTIONS)
def report(
    request: pytest.FixtureRequest,
    rendered: dict[str, Rendered],
    operational: Callable[..., OperationalInput],
    member: Callable[..., MemberInput],
) -> tuple[str, Rendered]:
    """A report's name, and the report of the invented authority."""
    name: str = request.param
    if name not in rendered:
        documents = {
            "smt_overview": lambda: smt_overview.build(operational()),
            "return_interviews": lambda: return_interviews.build(operational(WEEK)),
            "lead_member": lambda: lead_member.build(member()),
        }
        rendered[name] = render(documents[name]())
    return name, rendered[name]


def test_sections_are_heard_in_their_order_under_one_title(report: tuple[str, Rendered]) -> None:
    name, made = report
    lines = read_aloud(made.pdf).splitlines()
    assert [line[3:] for line in lines if line.startswith("## ")] == SECTIONS[name]
    assert [n for n, line in enumerate(lines) if line.startswith("# ")] == [0]


def test_after_a_tables_caption_come_its_heads_and_then_rows_as_long(report: tuple[str, Rendered]) -> None:
    lines = read_aloud(report[1].pdf).splitlines()
    captions = [n for n, line in enumerate(lines) if line.startswith("Table: ")]
    assert captions
    for n in captions:
        columns = lines[n + 1].count(" | ")
        assert columns > 0
        assert lines[n + 2].count(" | ") in {columns, 0}  # 0: the title of a group of rows


def test_running_heads_and_feet_interrupt_nothing(report: tuple[str, Rendered]) -> None:
    said = read_aloud(report[1].pdf)
    assert "Page 1 of" not in said
    assert "OFFICIAL-SENSITIVE" not in said
    assert "performance@westmere.example" not in said


def test_no_sign_is_heard_where_a_word_is_meant(report: tuple[str, Rendered]) -> None:
    said = read_aloud(report[1].pdf)
    assert not set("▲●◆■") & set(said)
    assert " | \u2013 | " not in said
    assert " p | " not in said


def test_every_check_passes_and_no_page_is_unlovely(report: tuple[str, Rendered]) -> None:
    assert report[1].inspection.faults == ()
    assert report[1].inspection.warnings == ()


def test_a_report_with_a_fault_is_held_and_says_why(member: Callable[..., MemberInput]) -> None:
    """Without a title it is neither PDF/UA-1 nor what we ask for."""
    with pytest.raises(RenderError, match=r"held, as its PDF is not fit for every reader: .*it has no title") as held:
        render(replace(lead_member.build(member()), title=""))
    assert "PDFUA1-" in str(held.value)
    assert "\n" not in str(held.value)

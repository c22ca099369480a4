"""Another authority: its settings alone make the reports its own, to the last word, colour and picture.

The first authority's reports of the same data are beside them: what is sought in vain in one is found in the other.
"""

import re
from datetime import datetime
from io import BytesIO
from pathlib import Path

import numpy as np
import openpyxl
import pikepdf
import pypdf
import pytest

from reports import demo
from reports.checks import clean
from reports.demo import teams
from reports.documents.catalogue import REPORTS
from reports.periods import LONDON, Period
from reports.resources import CONFIG
from reports.settings import load
from reports.source import pull
from reports.workflow.data import of_checked
from reports.workflow.issue import render_to_folder

ALDMOOR = Path(__file__).parent.parent / "examples" / "aldmoor"
AS_AT = datetime(2026, 11, 2, 6, tzinfo=LONDON)  # a Monday: a month and a week have just ended
COLOUR = re.compile(rb"(?<![\d.])([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)\b")
SMT = "smt_overview-2026-10"
FIRST = {  # what only the first authority's reports say of this small source
    "Westmere",
    "westmere.example",
    "Leicestershire",
    "OFFICIAL-SENSITIVE",
    "First Response",
    "Child Protection and Supporting Families",
    "Children in Care Alderwick",
    "December 2016",
}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A small authority."""
    url = f"sqlite:///{tmp_path_factory.mktemp('source') / 'authority.db'}"
    demo.write(demo.make(children=300, months=15, until=AS_AT.date(), seed=2), url)
    return url


def rendered(source: str, config: Path, reports: list[str], folder: Path) -> dict[str, bytes]:
    """The files of reports, by name."""
    settings = load(config)
    for kind in dict.fromkeys(REPORTS[report].kind for report in reports):
        checked = clean(pull(source, Period.last_complete(kind, AS_AT), AS_AT, settings.standards), settings)
        made = of_checked(checked, settings)
        for report in reports:
            if REPORTS[report].kind is kind:
                render_to_folder(report, settings, made, folder)
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.fixture(scope="module")
def aldmoor(source: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return rendered(source, ALDMOOR, list(load(ALDMOOR).recipients.reports), tmp_path_factory.mktemp("aldmoor"))


@pytest.fixture(scope="module")
def westmere(source: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return rendered(source, CONFIG, ["smt_overview"], tmp_path_factory.mktemp("westmere"))


def text(name: str, content: bytes) -> str:
    """All that a file says, with its metadata."""
    if name.endswith(".pdf"):
        read = pypdf.PdfReader(BytesIO(content))
        return " ".join([*(page.extract_text() for page in read.pages), *map(str, (read.metadata or {}).values())])
    if name.endswith(".xlsx"):
        book = openpyxl.load_workbook(BytesIO(content))
        return " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    return content.decode()


def colours(pdf: bytes) -> set[str]:
    """Every colour that a PDF draws with, as #rrggbb."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        streams = [each for each in opened.objects if isinstance(each, pikepdf.Stream)]
        drawn = [each.read_bytes() for each in streams if "/Subtype" not in each or each.Subtype == "/Form"]
    found = {match for stream in drawn for match in COLOUR.findall(stream)}
    return {"#" + "".join(f"{round(float(part) * 255):02x}" for part in parts) for parts in found}


def test_nothing_of_the_first_authority_is_left(aldmoor: dict[str, bytes], westmere: dict[str, bytes]) -> None:
    assert {Path(name).suffix for name in aldmoor} == {".pdf", ".xlsx", ".txt", ".html"}
    said = {name: text(name, content) for name, content in aldmoor.items()}
    assert {(name, word) for name, words in said.items() for word in FIRST if word in words} == set()
    before = " ".join(text(name, content) for name, content in westmere.items())
    assert {word for word in FIRST if word not in " ".join(before.split())} == set()


def test_each_of_its_names_is_of_something_that_its_demo_data_hold() -> None:
    """3,000 children have the teams that docs/authority.md and the pictures show."""
    departments = teams.build(3000, np.random.default_rng(2)).department()
    known = {str(name).casefold() for name in departments.to_numpy().flatten()}
    names = load(ALDMOOR).names
    assert len(names.teams) == len(departments)
    assert set(names.teams) | set(names.services) <= known


def test_every_page_says_whose_it_is_and_whom_to_ask(aldmoor: dict[str, bytes]) -> None:
    for name in (name for name in aldmoor if name.endswith(".pdf")):
        wording = "elected members" if name.startswith("lead_member") else "staff only"
        for page in pypdf.PdfReader(BytesIO(aldmoor[name])).pages:
            said = " ".join(page.extract_text().split())
            assert "Aldmoor Metropolitan Borough Council · Children, Young People and Families" in said
            assert f"OFFICIAL: SENSITIVE · {wording}" in said
            assert "Insight and Improvement, insight@aldmoor.example" in said


def test_its_own_names_standards_and_targets_are_reported(aldmoor: dict[str, bytes]) -> None:
    pdf, book = (text(f"{SMT}.{kind}", aldmoor[f"{SMT}.{kind}"]) for kind in ("pdf", "xlsx"))
    for said in (" ".join(pdf.split()), book):
        assert "Help and Safeguarding Hub" in said
        assert "Hub North" in said
    for said in ("ceiling of 18", "target 95%", "Aldmoor practice standards 2026", "oversight within 35 days"):
        assert said in " ".join(pdf.split())


def test_pages_are_drawn_in_its_colours_with_its_logo(aldmoor: dict[str, bytes], westmere: dict[str, bytes]) -> None:
    """The accent, the colour of the logo's moor, and none of the first authority's blue."""
    ours, before = colours(aldmoor[f"{SMT}.pdf"]), colours(westmere[f"{SMT}.pdf"])
    assert {"#6b2456", "#b9567a"} <= ours
    assert "#1d5b8c" not in ours
    assert "#1d5b8c" in before
    assert not {"#6b2456", "#b9567a"} & before


def test_page_1_is_one_page(aldmoor: dict[str, bytes]) -> None:
    """The logo, the long name and other ceilings leave the opening, what needs attention and the scorecard together."""
    first, second = (page.extract_text() for page in pypdf.PdfReader(BytesIO(aldmoor[f"{SMT}.pdf"])).pages[:2])
    for said in ("Needs attention", "Scorecard", "Return interviews within", "Targets and ceilings are local"):
        assert said in first
    assert "Commentary" in second


def test_mails_have_its_accent_and_fetch_nothing(aldmoor: dict[str, bytes]) -> None:
    for name in (name for name in aldmoor if name.endswith(".html")):
        page = aldmoor[name].decode()
        assert "#6b2456" in page
        assert "http" not in page
        assert "src=" not in page

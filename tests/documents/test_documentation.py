"""The examples of docs/templates.md and docs/charts.md run."""

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from reports import palette
from reports.charts import drawing
from reports.documents import pictures, return_interviews
from reports.documents.catalogue import REPORTS
from reports.documents.document import OperationalInput
from reports.documents.history import History
from reports.periods import Period
from reports.render import pages

DOCS = Path(__file__).parents[2] / "docs"


def examples(page: str, language: str) -> list[str]:
    """The examples of a page in a language, in their order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", (DOCS / page).read_text(), re.DOTALL | re.MULTILINE)


def run(example: str, module: ModuleType, **others: object) -> dict[str, Any]:
    """Run an example as a part of a module, and give what it defines."""
    names = vars(module) | others
    exec(example, names)
    return names


@pytest.fixture
def week(operational: Callable[..., OperationalInput]) -> OperationalInput:
    return operational(Period.parse("2026-11-09"))


def page(week: OperationalInput, example: str, **context: object) -> str:
    """Give the HTML of a template's example, with what the weekly report's template is given."""
    document = REPORTS["return_interviews"].build(week)
    opening = '{% import "macros.html.jinja" as macros %}'
    return pages.environment().from_string(opening + example).render({**document.context, **context})


def test_the_examples_of_changing_a_template_run(week: OperationalInput) -> None:
    poor, better = examples("templates.md", "jinja")
    assert "1 still missing, 2 waiting for an interview," in page(week, poor)
    (function,) = examples("templates.md", "python")
    lead = run(function, return_interviews)["_lists_lead"](History(week.figures, week.period))
    assert lead == "No children still missing; 2 returns of the week wait for an interview."
    assert page(week, better, lists_lead=lead) == f'<p class="lead">{lead}</p>'


def test_the_examples_of_adding_a_chart_run(week: OperationalInput) -> None:
    chosen, kind = examples("charts.md", "python")
    readings = pictures.Readings(History(week.figures, week.period), week.settings, week.as_at)
    charts = run(chosen, pictures)["return_interviews"](readings)
    (placed,) = examples("charts.md", "jinja")
    assert "Return interviews offered: 96.0%" in page(week, placed, charts=charts)

    bars = run(kind, drawing, palette=palette)["bars"]
    assert "Peer influence" in bars("Peer influence leads", [("Peer influence", 12, "12"), ("None", 0, "0")]).svg
    assert bars("Nothing", []).svg.startswith("<svg")

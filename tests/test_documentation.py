"""The documentation says what the code does."""

from pathlib import Path

from reports.checks import RULES
from reports.measures.registry import as_markdown
from reports.source import TABLES

DOCS = Path(__file__).parent.parent / "docs"


def test_the_page_of_measures_is_that_of_the_registry() -> None:
    assert (DOCS / "measures.md").read_text() == as_markdown() + "\n"


def test_the_page_of_the_source_names_every_table_field_and_rule() -> None:
    page = (DOCS / "source.md").read_text()
    for table in TABLES.values():
        assert f"`{table.name}`" in page
        for field in table.columns:
            assert f"`{field}`" in page
    for rule in RULES.values():
        assert f"| {rule.id} | {rule.severity} | {rule.sentence} |" in page

"""The documentation says what the code does."""

from pathlib import Path

from reports.checks import RULES
from reports.measures.registry import as_markdown
from reports.settings import Settings
from reports.source import TABLES
from reports.workflow.alerting import Kind

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


def test_the_page_for_operators_has_a_part_for_each_alert() -> None:
    page = (DOCS / "operations.md").read_text()
    assert [line.removeprefix("### ") for line in page.splitlines() if line.startswith("### ")] == [*map(str, Kind)]


def test_the_page_of_settings_names_every_file() -> None:
    page = (DOCS / "authority.md").read_text()
    assert all(f"| `{name}.yaml` |" in page for name in Settings.model_fields)

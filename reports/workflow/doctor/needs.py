"""Which tables the reports need that go to somebody: one that is not there costs these, and no other."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from reports.documents.catalogue import REPORTS, Report, tables_for
from reports.measures import MEASURES
from reports.periods import Kind
from reports.settings import Settings

EVERY_REPORT = "every report"


@dataclass(frozen=True)
class Needs:
    """What is needed for the reports that go to somebody; where none does yet, for every report."""

    settings: Settings

    @cached_property
    def reports(self) -> Mapping[str, Report]:
        """The reports that count."""
        sent = {name: each for name, each in REPORTS.items() if self.settings.recipients.goes_to_somebody(name)}
        return sent or REPORTS

    @cached_property
    def tables(self) -> Mapping[Kind, frozenset[str]]:
        """The tables that are pulled for each kind of period on which there is a report."""
        kinds = {report.kind for report in self.reports.values()}
        return {kind: tables_for(kind, self.settings) for kind in Kind if kind in kinds}

    def kinds(self, table: str) -> list[Kind]:
        """Give the kinds of period that cannot be pulled without a table."""
        return [kind for kind, tables in self.tables.items() if table in tables]

    def measures(self, kinds: list[Kind]) -> list[str]:
        """Name the measures of the reports on these kinds of period; where that is all of them, every measure."""
        if len(kinds) == len(self.tables):
            return list(MEASURES)
        return [name for report in self.reports.values() if report.kind in kinds for name in report.measures]

    def of(self, table: str) -> str:
        """Name the reports that count and need a table; empty where none does."""
        needing = [name for name, report in self.reports.items() if table in report.tables]
        return EVERY_REPORT if len(needing) == len(self.reports) else ", ".join(needing)


def would_need(table: str) -> str:
    """Name the reports that would need a table if they went to somebody."""
    return ", ".join(name for name, report in REPORTS.items() if table in report.tables)

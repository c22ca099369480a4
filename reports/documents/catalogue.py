"""The reports there are, and what each needs.

A new one is a name in `reports.section`, its kind in `reports.policy`, a module beside this one and an entry here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.documents import (
    child_protection_panel,
    children_in_care_panel,
    first_response,
    homelessness_16_17,
    lead_member,
    performance_meeting,
    plan_progress,
    private_fostering,
    return_interviews,
    scrutiny,
    smt_overview,
    team_oversight,
)
from reports.documents.composed import Composed
from reports.documents.document import Document, Tier
from reports.errors import RenderError
from reports.measures import MEASURES
from reports.measures.lists import LISTS
from reports.periods import Kind
from reports.policy import KIND_OF
from reports.series import report_of
from reports.settings import ReportName, Settings
from reports.source import EVERY

WHO_IS_WHO = ("ssd_person", "ssd_involvements", "ssd_professionals", "ssd_department")  # every rule and list needs them


@dataclass(frozen=True)
class Report:
    """A report: its title, the kind of period it is made for, its tier, what makes its document from that tier's input.

    sections: those that a commentary can speak of. measures, lists: those that it needs. A member report is handed no
    other measure, and no list.
    """

    title: str
    kind: Kind
    tier: Tier
    build: Callable[[Any], Document]
    sections: Sequence[str]
    measures: Sequence[str]
    lists: Sequence[str] = ()

    @property
    def tables(self) -> frozenset[str]:
        """The tables that its measures and lists are made from."""
        of_measures = (MEASURES[name].reads for name in self.measures)
        of_lists = (LISTS[name].reads for name in self.lists)
        return frozenset(WHO_IS_WHO).union(*of_measures, *of_lists)


def _report(name: ReportName, tier: Tier, module: Any) -> Report:
    lists = getattr(module, "LISTS", ())
    return Report(module.TITLE, KIND_OF[name], tier, module.build, module.SECTIONS, module.MEASURES, lists)


def _composed(composed: Composed) -> Report:
    kind = KIND_OF[composed.name]
    return Report(
        composed.title, kind, composed.tier, composed.build, composed.sections, composed.measures, composed.lists
    )


COMPOSED = (
    first_response.REPORT,
    performance_meeting.REPORT,
    plan_progress.REPORT,
    homelessness_16_17.REPORT,
    child_protection_panel.REPORT,
    children_in_care_panel.REPORT,
    scrutiny.REPORT,
    private_fostering.REPORT,
)
REPORTS: Mapping[str, Report] = {
    ReportName.SMT_OVERVIEW: _report(ReportName.SMT_OVERVIEW, "operational", smt_overview),
    ReportName.RETURN_INTERVIEWS: _report(ReportName.RETURN_INTERVIEWS, "operational", return_interviews),
    ReportName.LEAD_MEMBER: _report(ReportName.LEAD_MEMBER, "member", lead_member),
    ReportName.TEAM_OVERSIGHT: _report(ReportName.TEAM_OVERSIGHT, "operational", team_oversight),
    **{composed.name: _composed(composed) for composed in COMPOSED},
}


def entry_of(series: str) -> Report:
    """Give the report that a series is of. Raises RenderError where there is none of that name."""
    if report_of(series) not in REPORTS:
        raise RenderError(f"{report_of(series)}: there is no such report; there are {', '.join(REPORTS)}")
    return REPORTS[report_of(series)]


def made_for(kind: Kind, settings: Settings) -> dict[str, Report]:
    """Give the reports that are made for a kind of period: those that go to somebody; where none does, all."""
    of_kind = {name: report for name, report in REPORTS.items() if report.kind is kind}
    sent = {name: report for name, report in of_kind.items() if settings.recipients.goes_to_somebody(name)}
    return sent or of_kind


def tables_for(kind: Kind, settings: Settings) -> frozenset[str]:
    """Give the tables to pull for a kind of period: what the reports need that are made; where there are none, all."""
    return _tables(made_for(kind, settings).values()) or EVERY


def _tables(reports: Iterable[Report]) -> frozenset[str]:
    return frozenset().union(*(report.tables for report in reports))

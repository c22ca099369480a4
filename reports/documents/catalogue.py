"""The reports there are.

A new one is a name in `reports.section`, its kind in `reports.policy`, a module beside this one and an entry here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.documents import lead_member, return_interviews, smt_overview
from reports.documents.document import Document, Tier
from reports.periods import Kind
from reports.policy import KIND_OF
from reports.settings import ReportName


@dataclass(frozen=True)
class Report:
    """A report: its title, the kind of period it is made for, its tier, what makes its document from that tier's input.

    sections: those that a commentary can speak of. reads: the measures that a member report is handed; an
    operational one is handed all.
    """

    title: str
    kind: Kind
    tier: Tier
    build: Callable[[Any], Document]
    sections: Sequence[str]
    reads: Sequence[str] = ()


_SMT, _WEEKLY, _MEMBER = ReportName.SMT_OVERVIEW, ReportName.RETURN_INTERVIEWS, ReportName.LEAD_MEMBER
REPORTS: Mapping[str, Report] = {
    _SMT: Report(smt_overview.TITLE, KIND_OF[_SMT], "operational", smt_overview.build, smt_overview.SECTIONS),
    _WEEKLY: Report(
        return_interviews.TITLE, KIND_OF[_WEEKLY], "operational", return_interviews.build, return_interviews.SECTIONS
    ),
    _MEMBER: Report(
        lead_member.TITLE, KIND_OF[_MEMBER], "member", lead_member.build, lead_member.SECTIONS, lead_member.READ
    ),
}

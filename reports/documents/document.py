"""What a report is handed, by its tier, and what it hands on to be rendered.

Leaving data out does not depend on a template's care: a `member` report is built from a `MemberInput`, and
that holds no row-level data, no worker, no team and no small number to begin with.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal

import pandas as pd

from reports.checks import Finding
from reports.commentary import Commentary
from reports.errors import RenderError
from reports.measures import MEASURES
from reports.periods import Period
from reports.series import series, stem
from reports.settings import Authority, ReportName, Settings
from reports.suppression import LARGEST, suppress

Tier = Literal["operational", "member", "public"]
MEMBER_BREAKDOWNS = ("authority", "care_status")
OF_NOBODY = ("improvement plan",)  # domains whose figures and lists are about no person: nothing of them is small
CHANGED_COLUMNS = [
    "measure",
    "period_start",
    "breakdown",
    "group_id",
    "group_name",
    "unit",
    "issued",
    "now",
    "issued_shown",
    "now_shown",
]


@dataclass(frozen=True)
class Sheet:
    """One sheet of the workbook: its name, its rows and a sentence that says what they are."""

    name: str
    rows: pd.DataFrame
    note: str = ""


@dataclass(frozen=True)
class Correction:
    """What an issue corrects: the label of the issue before, when that was released, why, and its figures.

    before: `reports.figures.COLUMNS`, as they were issued for the same period.
    """

    label: str
    released_at: datetime
    why: str
    before: pd.DataFrame


@dataclass(frozen=True)
class OperationalInput:
    """What an operational report is handed: figures, lists that may name workers, and findings.

    figures: the history, of `reports.figures.COLUMNS`, for the reported period, the twelve before it and the
    same period a year before. lists: by name, as `reports.measures.lists.build` makes them; children in
    them have pseudonymous codes. changed: figures issued earlier that are now different, of
    `CHANGED_COLUMNS`. findings_before: what the period before broke, None where it was never judged.
    commentary: the owner's, None where none was supplied. correction: what it corrects, None where it is no correction.
    """

    settings: Settings
    period: Period
    as_at: datetime
    figures: pd.DataFrame
    lists: Mapping[str, pd.DataFrame]
    findings: Sequence[Finding]
    issue: str
    changed: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=CHANGED_COLUMNS))
    findings_before: Sequence[Finding] | None = None
    commentary: Commentary | None = None
    correction: Correction | None = None
    tier: Literal["operational"] = "operational"


@dataclass(frozen=True)
class MemberInput:
    """What a member report is handed: suppressed figures of the authority and of both care statuses.

    There are no services, teams or workers, no lists but those about no person, and of the findings only how many rows
    broke a rule, None where they are 1 to 5. A public report is handed the same.
    changed: figures issued earlier to members that members would now see differently, of `CHANGED_COLUMNS`.
    Make it with `from_figures`; the constructor refuses figures of any other breakdown, but of what is about nobody.
    """

    settings: Settings
    period: Period
    as_at: datetime
    figures: pd.DataFrame
    rows_in_error: int | None
    rows_in_warning: int | None
    issue: str
    changed: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=CHANGED_COLUMNS))
    commentary: Commentary | None = None
    correction: Correction | None = None
    lists: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    tier: Literal["member", "public"] = "member"

    def __post_init__(self) -> None:
        """Refuse figures of services, teams, workers, roles and themes."""
        of_people = self.figures[~_of_nobody(self.figures)]
        if not set(of_people["breakdown"]) <= set(MEMBER_BREAKDOWNS):
            raise RenderError(
                "a member report was handed figures below the authority: make its input with from_figures"
            )

    @classmethod
    def from_figures(
        cls,
        settings: Settings,
        period: Period,
        as_at: datetime,
        figures: pd.DataFrame,
        findings: Sequence[Finding],
        issue: str,
        commentary: Commentary | None = None,
    ) -> "MemberInput":
        """Give what a member may see of a history of figures: cut to the authority, then suppressed."""
        nobody = _of_nobody(figures)
        shown = figures[figures["breakdown"].isin(MEMBER_BREAKDOWNS) & ~nobody].reset_index(drop=True)
        told = pd.concat([suppress(shown), figures[nobody]], ignore_index=True) if nobody.any() else suppress(shown)
        errors, warnings = _rows(findings, "error"), _rows(findings, "warning")
        return cls(settings, period, as_at, told, errors, warnings, issue, commentary=commentary)


def _of_nobody(figures: pd.DataFrame) -> "pd.Series[bool]":
    """Tell which figures are about no person."""
    names = [name for name, measure in MEASURES.items() if measure.domain in OF_NOBODY]
    return figures["measure"].isin(names)


def _rows(findings: Sequence[Finding], severity: str) -> int | None:
    """Count the rows that broke rules of a severity; None for 1 to 5."""
    rows = sum(finding.rows for finding in findings if finding.severity == severity)
    return None if 0 < rows <= LARGEST else rows


@dataclass(frozen=True)
class ChangedFigure:
    """What the figure of a group is now, and what it was, each as it is shown."""

    group: str
    now: str
    was: str


@dataclass(frozen=True)
class Changed:
    """A measure of which figures changed: its title, and its figures that did."""

    title: str
    figures: tuple[ChangedFigure, ...]


@dataclass(frozen=True)
class Corrected:
    """What page 1 and the mail say of a correction: of what, why, how many figures changed, and which."""

    lead: str
    why: str
    count: str
    changed: tuple[Changed, ...]


@dataclass(frozen=True)
class Document:
    """A report in words and figures, ready to be rendered by its template.

    summary: the sentences that open page 1 and the mail. attention: a line for each thing that needs
    attention, for the mail. context: what the template shows, by name. sheets: the workbook that goes with an
    operational report; empty for every other tier. corrected: what is said of a correction, None where it is none.
    layout: the name of its template, where it is not the report's own. published: the figures of a public report, as it
    publishes them (`reports.documents.open_data`). team: the id of the team that it is of, empty where it is of none.
    """

    report: ReportName
    title: str
    tier: Tier
    period: Period
    as_at: datetime
    issue: str
    authority: Authority
    summary: tuple[str, ...]
    attention: tuple[str, ...]
    context: Mapping[str, object]
    sheets: tuple[Sheet, ...] = ()
    corrected: Corrected | None = None
    layout: str = ""
    published: pd.DataFrame | None = None
    team: str = ""

    def __post_init__(self) -> None:
        """Refuse row-level attachments outside the operational tier; make the context read-only."""
        if self.sheets and self.tier != "operational":
            raise RenderError(f"{self.title}: only an operational report may carry lists")
        if (self.published is None) == (self.tier == "public"):
            raise RenderError(f"{self.title}: a public report publishes its figures, and no other does")
        object.__setattr__(self, "context", MappingProxyType(dict(self.context)))

    @property
    def template(self) -> str:
        """The file name of its template in `reports/templates/`."""
        return f"{self.layout or self.report}.html.jinja"

    @property
    def stem(self) -> str:
        """What the names of its files begin with: `smt_overview-2026-10`, of a team's `team_oversight-T012-2026-10`."""
        return f"{stem(series(self.report, self.team))}-{self.period.key}"

"""Who releases a report, by when it must be out, and how long things are kept: sections of the settings."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Annotated, Literal

from pydantic import Field, PositiveFloat, PositiveInt, model_validator

from reports.errors import SettingsError
from reports.periods import LONDON, Kind, Period, nth_working_day_after
from reports.section import ReportName, Section, ShownText, written
from reports.series import report_of

Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
WEEKDAYS = Weekday.__args__  # type: ignore[attr-defined]


class Due(Section):
    """By when a report must be out, London time, after its period: a day of the week, or the n-th working day."""

    weekday: Weekday | None = None
    working_day: Annotated[int, Field(ge=1, le=60)] | None = None
    at: Annotated[str, written(r"([01]\d|2[0-3]):[0-5]\d", 'a time in quotes, such as "09:00"')]

    @model_validator(mode="after")
    def _one_day(self) -> "Due":
        if (self.weekday is None) == (self.working_day is None):
            raise ValueError("give either weekday, for a report on a week, or working_day, for any other")
        return self

    def after(self, period: Period) -> datetime:
        """Give the instant by which the report on a period is due. Raises SettingsError for the wrong kind of day."""
        if period.kind is Kind.WEEK and self.weekday is not None:
            day = period.end + timedelta(days=WEEKDAYS.index(self.weekday))  # a week ends as Monday begins
        elif period.kind is not Kind.WEEK and self.working_day is not None:
            day = nth_working_day_after(period, self.working_day)
        else:
            wanted = "weekday" if period.kind is Kind.WEEK else "working_day"
            raise SettingsError(f"release.yaml: due: a report on a {period.kind} needs a {wanted}")
        return datetime.combine(day, time.fromisoformat(self.at), LONDON)


KIND_OF: Mapping[ReportName, Kind] = {
    ReportName.SMT_OVERVIEW: Kind.MONTH,
    ReportName.RETURN_INTERVIEWS: Kind.WEEK,
    ReportName.LEAD_MEMBER: Kind.MONTH,
    ReportName.PERFORMANCE_MEETING: Kind.MONTH,
    ReportName.FIRST_RESPONSE: Kind.WEEK,
    ReportName.TEAM_OVERSIGHT: Kind.MONTH,
    ReportName.HOMELESSNESS_16_17: Kind.QUARTER,
    ReportName.CHILD_PROTECTION_PANEL: Kind.QUARTER,
    ReportName.CHILDREN_IN_CARE_PANEL: Kind.QUARTER,
    ReportName.SCRUTINY: Kind.QUARTER,
    ReportName.PRIVATE_FOSTERING: Kind.YEAR,
    ReportName.PLAN_PROGRESS: Kind.MONTH,
}
FIGURES_OF: Mapping[Kind, str] = {kind: f"{kind}ly_figures" for kind in Kind}  # the DAG that makes them, and its asset
USUALLY_DUE: Mapping[Kind, Due] = {
    Kind.WEEK: Due(weekday="Monday", at="09:00"),
    Kind.MONTH: Due(working_day=2, at="12:00"),
    Kind.QUARTER: Due(working_day=10, at="12:00"),
    Kind.YEAR: Due(working_day=20, at="12:00"),
}


class ReportRelease(Section):
    """How a report is released: by itself, or when one of some people says so."""

    release: Literal["automatic", "approval"] = "automatic"
    by: list[ShownText] = Field([], description="the roles that may release it; who has them, `roles` says")
    within_hours: PositiveFloat = Field(4, description="how long is waited for an answer")
    unanswered: Literal["hold", "release"] = Field(
        "hold", description="what then; released, it says that nobody looked"
    )
    due: Due | None = Field(
        None,
        description="else Monday 09:00 after a week, 12:00 on working day 2 after a month, 10 after a quarter, "
        "20 after a year",
    )


class Release(Section):
    """Who releases which report, and by when (`release.yaml`)."""

    roles: dict[ShownText, list[ShownText]] = Field({}, description="role -> the names by which they log in to Airflow")
    late_after_hours: PositiveFloat = Field(
        24, description="a run that comes so much later than its time is not mailed by itself"
    )
    reports: dict[ReportName, ReportRelease] = {}

    @model_validator(mode="after")
    def _somebody(self) -> "Release":
        for report, how in self.reports.items():
            if how.release == "approval" and not how.by:
                raise ValueError(f"reports.{report}.by: say which roles may release it")
            for role in how.by:
                if not self.roles.get(role):
                    known = ", ".join(name for name, people in self.roles.items() if people) or "none"
                    raise ValueError(f"reports.{report}.by: nobody has the role {role!r} (roles: {known})")
        return self

    def of(self, report: str) -> ReportRelease:
        """Give how a report is released, or that of which a series is."""
        return next((how for name, how in self.reports.items() if name == report_of(report)), ReportRelease())

    def people(self, report: str) -> list[str]:
        """Give the login names of those who may release a report, each once; empty: whoever may operate the DAG."""
        return list(dict.fromkeys(person for role in self.of(report).by for person in self.roles[role]))

    def due(self, report: str, period: Period) -> datetime:
        """Give the instant by which the report on a period must be out. Raises SettingsError."""
        return (self.of(report).due or USUALLY_DUE[period.kind]).after(period)


class Retention(Section):
    """For how many days things are kept (`retention.yaml`); what proves them is kept for ever."""

    snapshots_days: PositiveInt = Field(800, description="the frozen data, with children's ids, and what was measured")
    issues_days: PositiveInt = Field(2200, description="the files of issues, and the figures of operational reports")

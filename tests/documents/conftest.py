"""A small invented authority, complete: figures of every measure for fourteen months, lists and findings.

The figures move in a straight line from a year ago to now, so that what a page must say can be read off
`STORY`. October 2026 is the month reported, and the week of 9 November 2026 the week.
"""

from collections.abc import Callable
from datetime import datetime
from io import StringIO

import pandas as pd
import pytest

from reports import figures
from reports.checks import Finding
from reports.documents import lead_member
from reports.documents.document import MemberInput, OperationalInput
from reports.measures import MEASURES
from reports.periods import LONDON, Period
from reports.settings import Authority, Settings

OCTOBER = Period.parse("2026-10")
WEEK = Period.parse("2026-11-09")
AS_AT = {OCTOBER: datetime(2026, 11, 3, 6, tzinfo=LONDON), WEEK: datetime(2026, 11, 16, 6, tzinfo=LONDON)}

# measure: (a year ago, now) as value, or as (numerator, denominator) of a proportion or an average
STORY: dict[str, tuple[object, object]] = {
    "open_cases": (5000, 5199),
    "unallocated_children": (12, 42),
    "cases_started": (300, 310),
    "cases_closed": (290, 280),
    "average_caseload": ((3800, 250), (4600, 250)),
    "median_caseload": (15, 17.5),
    "highest_caseload": (31, 38),
    "workers_over_ceiling": ((44, 250), (78, 250)),
    "supervised": ((178, 250), (216, 250)),
    "supervision_overdue": ((62, 250), (30, 250)),
    "days_since_supervision": (24, 18.5),
    "never_supervised": (4, 1),
    "asye_on_schedule": ((20, 26), (16, 26)),
    "supervision_recorded_late": ((30, 210), (40, 220)),
    "supervision_graded_good": ((12, 20), (15, 20)),
    "children_overseen": ((4010, 5000), (4102, 5199)),
    "missing_episodes": (120, 110),
    "away_episodes": (8, 6),
    "children_missing": (71, 63),
    "repeat_missing_children": (9, 7),
    "still_missing": (3, 2),
    "long_absences": ((20, 100), (18, 100)),
    "returns": (108, 104),
    "interviews_offered": ((80, 100), (96, 100)),
    "interviews_completed": ((60, 93), (84, 93)),
    "interviews_in_time": ((45, 93), (74, 93)),
    "interviews_in_time_of_completed": ((45, 60), (74, 84)),
    "interviews_timing_unknown": (4, 2),
    "interviews_not_yet_due": (0, 3),
    "interviews_outstanding": (20, 6),
    "interviews_declined": ((8, 80), (5, 96)),
    "hours_to_interview": (80.2, 51.3),
    "police_logging_delay": (2.1, 5.4),
    "police_logging_delay_p90": (6.0, 14.2),
    "notification_delay": (10.4, 12.6),
    "interviews_independent": ((50, 60), (80, 84)),
    "interviews_graded_good": ((6, 10), (9, 10)),
}
# group id, name, service, and how far it is from the authority (1: as it is)
SERVICES = (
    ("S1", "First Response", 1.30),
    ("S2", "Supporting Families", 0.98),
    ("S3", "Children in Care", 0.80),
)
TEAMS = (
    ("T1", "First Response A", "S1", 1.35),
    ("T2", "First Response B", "S1", 1.22),
    ("T3", "Families North", "S2", 1.02),
    ("T4", "Families South", "S2", 0.94),
    ("T5", "Children in Care 1", "S3", 0.80),
)
CARE = (("looked_after", "Looked after", 0.9), ("home", "At home", 1.06))
ROLES = (("social worker", 1.0), ("personal adviser", 1.55))
THEMES = (("push: family conflict", 20, 24), ("pull: peer influence", 14, 9), ("input: mediation at home", 5, 8))


def history(period: Period, scale: float = 1.0) -> pd.DataFrame:
    """Give the story as a history: of the period, the twelve before, and the same a year before."""
    periods = sorted({period.year_before(), *period.trend()})
    return figures.combine(_of(each, place / (len(periods) - 1), scale) for place, each in enumerate(periods))


def _of(period: Period, share: float, scale: float) -> pd.DataFrame:
    rows = []
    for measure, (then, now) in STORY.items():
        parts = tuple(_between(a, b, share) for a, b in zip(_pair(then), _pair(now), strict=True))
        for breakdown, group, name, factor in _groups(measure):
            rows.append(_row(measure, period, (breakdown, group, name), parts, factor, scale))
    for theme, then, now in THEMES:
        parts = (round(then + (now - then) * share), float("nan"))
        rows.append(_row("interview_themes", period, ("theme", theme, theme), parts, 1.0, scale))
    return pd.DataFrame(rows, columns=figures.COLUMNS)


def _pair(told: object) -> tuple[float, float]:
    return told if isinstance(told, tuple) else (float(told), float("nan"))  # type: ignore[arg-type,return-value]


def _between(then: float, now: float, share: float) -> float:
    return then + (now - then) * share


def _groups(measure: str) -> list[tuple[str, str, str, float]]:
    known = {
        "authority": [("authority", "Authority", 1.0)],
        "service": SERVICES,
        "team": [(team, name, factor) for team, name, _, factor in TEAMS],
        "care_status": CARE,
        "role": [(role, role, factor) for role, factor in ROLES],
    }
    return [
        (breakdown, group, name, factor)
        for breakdown in MEASURES[measure].breakdowns
        for group, name, factor in known.get(breakdown, ())
    ]


def _row(
    measure: str,
    period: Period,
    group: tuple[str, str, str],
    parts: tuple[float, float],
    factor: float,
    scale: float,
) -> list[object]:
    unit = MEASURES[measure].unit
    first, second = parts
    if pd.isna(second):
        value = first * (factor if factor != 1 or unit == "hours" else 1)
        value = round(value * scale) if unit in figures.WHOLE_UNITS else value
        numerator, denominator = (value, second) if unit in figures.WHOLE_UNITS else (second, 25.0)
    else:
        share = 1.0 if group[0] == "authority" else 0.3
        denominator = round(second * share)
        numerator = min(round(first * share * factor), denominator if unit == "%" else 1e9)
        value = numerator / denominator * (100 if unit == "%" else 1)
    span = (period.start.isoformat(), period.end.isoformat())
    return [measure, *span, *group, numerator, denominator, value, unit, figures.OK]


def no_figures(period: Period) -> pd.DataFrame:
    """Give the history of a period in which nothing happened: counts are 0, everything else has no value."""
    told = history(period)
    counts = told["unit"].isin(figures.WHOLE_UNITS) & (told["measure"] != "interview_themes")
    empty = told.assign(numerator=0.0, denominator=0.0, value=float("nan"), status=figures.NOT_APPLICABLE)
    empty.loc[counts, ["value", "status"]] = [0.0, figures.OK]
    kept = told["breakdown"].isin(["authority", "care_status"])
    return empty[kept].reset_index(drop=True)


LISTS = {
    "teams": """
team_id,team,service_id,service,workers,cases,fte,average,ceiling,highest,over_workers
T1,First Response A,S1,First Response,28,790,28,28.2,16,42,26
T5,Children in Care 1,S3,Children in Care,6,150,6,25.0,23.5,31,1
T3,Families North,S2,Supporting Families,6,98,6,16.3,16,20,2
T4,Families South,S2,Supporting Families,6,90,6,15.0,16,18,0
""",
    "unallocated": """
child,team_id,team,service,referred,days_waiting
AAAA-0001,T1,First Response A,First Response,2026-10-12,19
AAAA-0006,T1,First Response A,First Response,2026-10-30,1
""",
    "supervision": """
worker_id,worker,role,team_id,team,service,last_session,days_since,overdue,never
W1,Worker 01,social worker,T1,First Response A,First Response,,,True,True
W2,Worker 02,social worker,T4,Families South,Supporting Families,2026-10-05,26,False,False
""",
    "asye": """
worker_id,worker,team,service,asye_day,expected_days,days_since,on_schedule
W4,Worker 04,First Response A,First Response,30,7,12,False
""",
    "without_oversight": """
child,team_id,team,service,worker,referred,last_oversight,days_since
AAAA-0002,T4,Families South,Supporting Families,Worker 02,2026-07-01,,
""",
    "still_missing": """
child,care_status,since,hours,team,service,worker,risk
AAAA-0003,looked_after,2026-11-14 21:30,26.5,Children in Care 1,Children in Care,Worker 29,high
""",
    "waiting": """
child,care_status,returned,returned_date_only,hours_left,due,team,service,worker,offered,why_not
AAAA-0004,looked_after,2026-11-10,True,-30.0,True,Children in Care 1,Children in Care,Worker 29,no,not offered
AAAA-0005,home,2026-11-14 09:15,False,24.25,False,Families South,Supporting Families,Worker 02,yes,booked
""",
    "repeat_missing": """
child,care_status,episodes,team,worker,last_interview,themes
AAAA-0003,looked_after,4,Children in Care 1,Worker 29,,exploitation; peer influence
""",
    "police_delays": """
child,care_status,reported,logged,hours
AAAA-0003,looked_after,2026-11-10 10:00,2026-11-10 19:00,9.0
""",
    "notification_delays": """
child,care_status,returned,notified,hours
AAAA-0005,home,2026-11-11 10:00,2026-11-12 16:00,30.0
""",
}
TIMES = {
    "referred", "last_session", "last_oversight", "since", "returned", "last_interview", "reported", "logged",
    "notified",
}  # fmt: skip
FIRST_RESPONSE = "social worker,T1,First Response A,First Response"
WORKERS = "worker_id,worker,role,team_id,team,service,cases,fte,ceiling,over,asye,months_over"


def lists() -> dict[str, pd.DataFrame]:
    """Give every list with a few rows; of thirty workers, twenty-seven are over their ceiling."""
    workers = [f"W{n},Worker {n:02},{FIRST_RESPONSE},{14 + n},1,16,{n - 2},False,{max(0, n - 2)}" for n in range(1, 29)]
    workers += [
        "W29,Worker 29,personal adviser,T5,Children in Care 1,Children in Care,31,1,25,6,False,8",
        "W30,Worker 30,team manager,T5,Children in Care 1,Children in Care,2,1,,,False,0",
    ]
    texts = LISTS | {"workers": "\n".join([WORKERS, *workers])}
    return {name: _read(text) for name, text in texts.items()}


def _read(text: str) -> pd.DataFrame:
    rows = pd.read_csv(StringIO(text.strip()))
    return rows.assign(
        **{column: pd.to_datetime(rows[column], format="ISO8601") for column in TIMES & set(rows.columns)}
    )


def no_lists() -> dict[str, pd.DataFrame]:
    """Give every list without a row."""
    return {name: rows.iloc[:0] for name, rows in lists().items()}


FINDINGS = (
    Finding(
        "DQ03",
        "error",
        "The end is before the start.",
        "ssd_missing",
        2,
        1400,
        ("missing_episodes",),
        (),
        {"Families South": 2},
    ),
    Finding("DQ07", "warning", "The worker has no known team.", "local_worker", 1, 350, ("open_cases", "supervised")),
)
SETTINGS = Settings(authority=Authority(la_name="Leicestershire"))


@pytest.fixture
def operational() -> Callable[..., OperationalInput]:
    """Make the input of an operational report of a period; any part can be given."""

    def make(period: Period = OCTOBER, **given: object) -> OperationalInput:
        told: dict[str, object] = {
            "settings": SETTINGS,
            "period": period,
            "as_at": AS_AT.get(period),
            "figures": history(period, 1.0 if period == OCTOBER else 0.25),
            "lists": lists(),
            "findings": FINDINGS,
            "issue": f"{period}/1",
        }
        return OperationalInput(**(told | given))  # type: ignore[arg-type]

    return make


@pytest.fixture
def member() -> Callable[..., MemberInput]:
    """Make the input of the Lead Member report of October 2026; any part can be given."""

    def make(**given: object) -> MemberInput:
        told: dict[str, object] = {
            "settings": SETTINGS,
            "period": OCTOBER,
            "as_at": AS_AT[OCTOBER],
            "figures": history(OCTOBER),
            "findings": FINDINGS,
            "issue": "2026-10/1",
        } | given
        told["figures"] = told["figures"][lambda figures: figures["measure"].isin(lead_member.MEASURES)]
        return MemberInput.from_figures(**told)  # type: ignore[arg-type]

    return make


@pytest.fixture
def story() -> Callable[..., pd.DataFrame]:
    """Give the history of a period, or with `nothing=True` that of a period in which nothing happened."""

    def tell(period: Period = OCTOBER, *, nothing: bool = False) -> pd.DataFrame:
        return no_figures(period) if nothing else history(period)

    return tell

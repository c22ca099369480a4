"""Whether values are those that are expected: roles, lists, FTE; days that should be times; history; the future."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from reports.periods import LONDON, Period
from reports.settings import Standards
from reports.source import TABLES, Type
from reports.workflow.doctor.fields import MADE_OF, MAY_LIE_AHEAD
from reports.workflow.doctor.finding import Line, State, cost, made_from, needing
from reports.workflow.doctor.shown import Named, plain, shown
from reports.workflow.doctor.tables import PART, WRONG, dated, share

MOSTLY = 0.5
FULL_WEEK = 5  # an FTE above it is hours, days or per cent
FTE_MEASURES = ("average_caseload", "workers_over_ceiling")
ROLE_MEASURES = ("average_caseload", "median_caseload", "highest_caseload")
DAYS_ALONE = "cannot be told from days alone"
NO_PAST = "without a full trend"
LATE_START = timedelta(days=31)
PRECISION = {"mrep_returned_date": "mrep_returned_precision", "rhi_completed_date": "rhi_completed_precision"}
TIMES: dict[str, dict[str, tuple[str, ...]]] = {
    "ssd_missing": {
        "miss_missing_episode_start_date": ("long_absences",),
        "miss_missing_episode_end_date": ("interviews_in_time", "hours_to_interview", "notification_delay"),
    },
    "local_missing_report": {
        "mrep_returned_date": ("interviews_in_time", "hours_to_interview", "notification_delay"),
        "mrep_police_reported_date": ("police_logging_delay", "police_logging_delay_p90"),
        "mrep_police_logged_date": ("police_logging_delay", "police_logging_delay_p90"),
        "mrep_authority_notified_date": ("notification_delay",),
    },
    "local_return_interview": {"rhi_completed_date": ("interviews_in_time", "hours_to_interview")},
}
CODES = {  # fields that hold codes of the statutory return (SSDA903): how these look, and one of them
    "lega_legal_status": (r"[a-z]\d", "V2"),
    "clap_cla_placement_type": (r"[a-z]\d[a-z]?", "U1"),
    "clea_care_leaver_activity": (r"[a-z]\d", "F2"),
}
STEADY = (  # every month has rows, so that the first says how far back the table reaches
    "ssd_cin_episodes",
    "ssd_missing",
    "local_supervision",
    "local_case_oversight",
    "local_return_interview",
    "ssd_contacts",
    "local_contact_decision",
    "ssd_cin_visits",
    "ssd_cin_assessments",
    "ssd_cp_visits",
    "ssd_cla_visits",
)
HISTORY = {name: tuple(needing(name) or made_from(name)) for name in STEADY}

Frames = Mapping[str, pd.DataFrame]


def values(frames: Frames, standards: Standards, tolerance: float) -> Iterator[Line]:
    """Say which roles are allocated, and which lists and FTEs are not as they should be."""
    named = Named.of(frames)
    if not frames.get("ssd_involvements", pd.DataFrame()).empty:
        yield _allocated(frames["ssd_involvements"], standards, named)
    yield from _worker_roles(frames, standards)
    for name, frame in frames.items():
        for field in TABLES[name].of_type(Type.CHOICE):
            yield from _outside(name, field, frame[field], named, tolerance)
        for field in CODES.keys() & set(frame):
            yield from _no_codes(name, field, frame[field], named, tolerance)
    yield from _fte(frames, tolerance)


def times(frames: Frames, at: datetime, period: Period, tolerance: float) -> Iterator[Line]:
    """Say where days stand for times, what is after as_at, and what does not reach back far enough for a trend."""
    now = pd.Timestamp(at.astimezone(LONDON).replace(tzinfo=None))
    for name, fields in TIMES.items():
        if name in frames:
            for field, measures in fields.items():
                yield from _days_alone(name, field, frames, measures)
    for name, frame in frames.items():
        moments = dated(TABLES[name], frame)
        if moments is None or moments.empty:
            continue
        later = int((moments > now).sum())
        if later > tolerance * len(moments) and moments.name not in MAY_LIE_AHEAD:
            found = f"{moments.name}: {share(later, len(moments))} are after {now:%Y-%m-%d %H:%M}, and left out"
            to_do = "see whether times are London's, and what a date in the future stands for"
            yield Line(PART, name, State.GAP, found, to_do, cost(WRONG, made_from(name)))
        wanted, first = pd.Timestamp(period.trend()[0].start), moments.min()
        if name in HISTORY and first > wanted + LATE_START:
            found = f"{moments.name}: begins on {first:%Y-%m-%d}; a trend wants thirteen months, from {wanted:%Y-%m-%d}"
            to_do = "load what is older, or wait: trends grow by themselves"
            yield Line(PART, name, State.GAP, found, to_do, cost(NO_PAST, HISTORY[name]))


def _allocated(involvements: pd.DataFrame, standards: Standards, named: Named) -> Line:
    still = involvements[involvements["invo_involvement_end_date"].isna()]
    roles = still["invo_professional_role_id"]
    ours = plain(roles).isin(standards.allocated_roles)
    others = shown(roles[~ours], named)
    found = f"{int(ours.sum()):,} of {len(still):,} involvements without an end are allocated"
    found += f"; other roles: {others}" if others else ""
    if ours.any():
        return Line(PART, "allocated_roles", State.WELL, found)
    wanted = ", ".join(standards.allocated_roles)
    to_do = f"name in standards.yaml the roles that make a worker the child's allocated worker; now it has {wanted}"
    return Line(
        PART, "allocated_roles", State.GAP, found, to_do, cost("no cases at all", made_from("ssd_involvements"))
    )


def _worker_roles(frames: Frames, standards: Standards) -> Iterator[Line]:
    if "ssd_professionals" not in frames:
        return
    titles = plain(frames["ssd_professionals"]["prof_professional_job_title"]).dropna()
    of_titles = {role for key, role in standards.role_titles.items() if titles.str.contains(key, regex=False).any()}
    spells = frames.get("local_worker", pd.DataFrame({"work_role": pd.Series(dtype="str")}))
    roles = of_titles | set(plain(spells["work_role"]).dropna())
    if len(frames["ssd_professionals"]) and not roles & set(standards.social_work_roles):
        found = f"no worker has one of these roles: {', '.join(standards.social_work_roles)}"
        to_do = "name in standards.yaml the roles of social workers, and by role_titles what job titles mean"
        yield Line(PART, "social_work_roles", State.GAP, found, to_do, cost("without a value", ROLE_MEASURES))


def _outside(name: str, field: str, given: "pd.Series[Any]", named: Named, tolerance: float) -> Iterator[Line]:
    allowed = TABLES[name][field].allowed
    filled = given.dropna()
    outside = filled[~plain(filled).isin(allowed)]
    if len(outside) > tolerance * len(filled):
        found = f"{field}: {share(len(outside), len(filled))} are none of {', '.join(allowed)}: {shown(outside, named)}"
        to_do = "turn them into these words in a view (CASE): include/ddl/example_views.sql"
        yield Line(PART, name, State.GAP, found, to_do, cost(WRONG, MADE_OF.get(field) or made_from(name)))


def _no_codes(name: str, field: str, given: "pd.Series[Any]", named: Named, tolerance: float) -> Iterator[Line]:
    filled, (pattern, example) = given.dropna(), CODES[field]
    other = filled[~plain(filled).str.fullmatch(pattern)]
    if len(other) > tolerance * len(filled):
        found = f"{field}: {share(len(other), len(filled))} are no code such as {example}: {shown(other, named)}"
        to_do = "give the codes of the statutory return, not their descriptions, in a view: docs/systems.md"
        yield Line(PART, name, State.GAP, found, to_do, cost(WRONG, MADE_OF[field]))


def _fte(frames: Frames, tolerance: float) -> Iterator[Line]:
    name, field = "local_worker", "work_fte"
    if frames.get(name, pd.DataFrame()).empty:
        name, field = "ssd_professionals", "prof_full_time_equivalency"
    if frames.get(name, pd.DataFrame()).empty:
        return
    fte = frames[name][field]
    odd = fte.isna() | (fte <= 0) | (fte > 1)
    if odd.sum() > tolerance * len(fte):
        found = f"{field}: {share(int(odd.sum()), len(fte))} are empty, 0 or less, or above 1"
        hours = "these are hours or per cent: " if (fte > FULL_WEEK).mean() > MOSTLY else ""
        to_do = f"{hours}give the part of full time that a worker works, such as 0.6"
        yield Line(PART, name, State.GAP, found, to_do, cost(WRONG, FTE_MEASURES))


def _days_alone(name: str, field: str, frames: Frames, measures: tuple[str, ...]) -> Iterator[Line]:
    if field == "miss_missing_episode_end_date" and _returns_are_reported(frames):
        return
    frame = frames[name]
    given = frame[field].dropna()
    days = given == given.dt.normalize()
    if field in PRECISION:
        precision = plain(frame[PRECISION[field]].reindex(given.index))
        days = (precision == "date") | (days & (precision != "time"))
    if len(given) and days.mean() > MOSTLY:
        found = f"{field}: {share(int(days.sum()), len(given))} have a day and no time"
        to_do = "give the time too, where the system holds it"
        yield Line(PART, name, State.GAP, found, to_do, cost(DAYS_ALONE, measures))


def _returns_are_reported(frames: Frames) -> bool:
    reports = frames.get("local_missing_report")
    return reports is not None and reports["mrep_returned_date"].count() > MOSTLY * len(frames["ssd_missing"])

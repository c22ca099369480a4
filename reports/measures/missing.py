"""Children missing from home and care, and their return interviews (recommendation 9).

Statutory guidance on children who run away or go missing from home or care (2014): an interview is to be
offered when a child is found, and held within 72 hours of the return.
"""

from typing import Any

import pandas as pd

from reports.measures.cohorts import Cohorts
from reports.measures.keys import among
from reports.measures.registry import Family
from reports.measures.supervision import GOOD
from reports.measures.tally import Count, Quantile, Share, Tally

GUIDANCE = "statutory guidance on missing children, 2014: within 72 hours"
_EPISODE_TABLES = ("ssd_missing", "ssd_cla_episodes", "local_missing_report")
_INTERVIEW_TABLES = ("local_return_interview", "local_return_interview_episode")
_ALL = "authority care_status service team"
_STATUS = "authority care_status"
SECONDS_IN_AN_HOUR = 3600
_A_DAY = pd.Timedelta(hours=24)

_GROUPED = {"service": ("ssd_involvements", "ssd_professionals", "ssd_department")}
_episodes = Family("missing", "9", ("ssd_missing", "ssd_cla_episodes"), standard="count", grouped=_GROUPED)
_returns = Family("missing", "9", _EPISODE_TABLES, standard="count", grouped=_GROUPED)
_reports = Family("missing", "9", _EPISODE_TABLES, ("local_missing_report",))
_interviews = Family("missing", "9", _EPISODE_TABLES + _INTERVIEW_TABLES, _INTERVIEW_TABLES, GUIDANCE, grouped=_GROUPED)
_quality = Family("missing", "9", ("ssd_missing", "local_missing_report", *_INTERVIEW_TABLES), _INTERVIEW_TABLES)
_themes = Family(
    "missing",
    "9",
    ("ssd_missing", "local_missing_report", *_INTERVIEW_TABLES, "local_return_interview_theme"),
    (*_INTERVIEW_TABLES, "local_return_interview_theme"),
)


@_episodes.measure(title="Missing episodes", unit="episodes", better="lower", breakdowns=_ALL, numerator="episodes")
def missing_episodes(cohorts: Cohorts) -> Tally:
    """Episodes of the type missing that started in the period."""
    return Count(cohorts.missing_started, of="episode")


@_episodes.measure(title="Away episodes", unit="episodes", better="lower", breakdowns=_ALL, numerator="episodes")
def away_episodes(cohorts: Cohorts) -> Tally:
    """Episodes of the type away from placement without authorisation that started in the period."""
    return Count(cohorts.away_started, of="episode")


@_episodes.measure(title="Children missing", unit="children", better="lower", breakdowns=_ALL, numerator="children")
def children_missing(cohorts: Cohorts) -> Tally:
    """Different children of the missing episodes that started in the period; once in each care status they had."""
    return Count(cohorts.missing_started, of="person")


@_episodes.measure(
    title="Children missing repeatedly",
    unit="children",
    better="lower",
    breakdowns=_STATUS,
    numerator="children",
    standard="local standard",
)
def repeat_missing_children(cohorts: Cohorts) -> Tally:
    """Children with a missing episode started in the period and at least three started in the 90 days before its end.

    Care status is that at the start of the last episode of the period. How many, and in how many days, is a
    local standard.
    """
    return Count(cohorts.repeat_missing, of="person")


@_returns.measure(
    title="Children still missing", unit="children", better="lower", breakdowns=_STATUS, numerator="children"
)
def still_missing(cohorts: Cohorts) -> Tally:
    """Different children with a missing episode open at the period's end."""
    return Count(cohorts.still_missing, of="person")


@_returns.measure(
    title="Absences of more than a day",
    unit="%",
    better="lower",
    breakdowns=_STATUS,
    numerator="returns more than 24 hours after the episode started",
    denominator="returns in the period",
)
def long_absences(cohorts: Cohorts) -> Tally:
    """Returns in the period more than 24 hours after the episode started. A date without a time is its midnight."""
    returns = cohorts.returns
    long = returns["return_from"] - returns["start"] > _A_DAY
    return Share(returns.assign(long=long), of="episode", where="long")


@_returns.measure(title="Returns", unit="returns", better=None, breakdowns=_ALL, numerator="returns")
def returns(cohorts: Cohorts) -> Tally:
    """Missing episodes whose return falls in the period."""
    return Count(cohorts.returns, of="episode")


@_interviews.measure(
    title="Return interviews offered",
    unit="%",
    better="higher",
    breakdowns=_ALL,
    numerator="required returns offered an interview",
    denominator="required returns of the period",
)
def interviews_offered(cohorts: Cohorts) -> Tally:
    """Required returns of the period that were offered an interview.

    Required is a return unless an interview was recorded as not required for it.
    """
    return Share(cohorts.required, of="episode", where="offered")


@_interviews.measure(
    title="Return interviews completed",
    unit="%",
    better="higher",
    breakdowns=_ALL,
    numerator="required returns whose 72 hours have passed, with a completed interview",
    denominator="required returns of the period whose 72 hours have passed",
)
def interviews_completed(cohorts: Cohorts) -> Tally:
    """Required returns whose 72 hours have passed, that led to a completed interview, in time or late."""
    return Share(cohorts.required_due, of="episode", where="completed")


@_interviews.measure(
    title="Return interviews within 72 hours",
    unit="%",
    better="higher",
    breakdowns=_ALL,
    numerator="required returns interviewed within 72 hours for certain",
    denominator="required returns of the period whose 72 hours have passed",
)
def interviews_in_time(cohorts: Cohorts) -> Tally:
    """Required returns whose 72 hours have passed, interviewed within 72 elapsed hours of the return for certain."""
    return Share(cohorts.required_due, of="episode", where="in_time")


@_interviews.measure(
    title="Completed interviews within 72 hours",
    unit="%",
    better="higher",
    breakdowns=_STATUS,
    numerator="required returns interviewed within 72 hours for certain",
    denominator="required returns whose 72 hours have passed, with a completed interview",
)
def interviews_in_time_of_completed(cohorts: Cohorts) -> Tally:
    """Required returns interviewed in time for certain, of those due that have a completed interview."""
    due = cohorts.required_due
    return Share(due[due["completed"]], of="episode", where="in_time")


@_interviews.measure(
    title="Interviews whose timing cannot be told",
    unit="returns",
    better="lower",
    breakdowns=_STATUS,
    numerator="returns",
)
def interviews_timing_unknown(cohorts: Cohorts) -> Tally:
    """Required returns with a completed interview where dates without times leave open whether it was in time."""
    due = cohorts.required_due
    return Count(due[due["timing_unknown"]], of="episode")


@_interviews.measure(
    title="Interviews not yet due", unit="returns", better=None, breakdowns=_STATUS, numerator="returns"
)
def interviews_not_yet_due(cohorts: Cohorts) -> Tally:
    """Required returns of the period whose 72 hours had not passed when the data were pulled, and no interview yet."""
    required = cohorts.required
    return Count(required[~required["due"] & ~required["completed"]], of="episode")


@_interviews.measure(
    title="Interviews outstanding", unit="returns", better="lower", breakdowns=_ALL, numerator="returns"
)
def interviews_outstanding(cohorts: Cohorts) -> Tally:
    """Required returns whose 72 hours have passed with no interview completed, declined or found not possible."""
    due = cohorts.required_due
    return Count(due[~due["completed"] & ~due["declined"] & ~due["not_possible"]], of="episode")


@_interviews.measure(
    title="Interviews declined",
    unit="%",
    better=None,
    breakdowns=_STATUS,
    numerator="those declined by child or carer, with none completed",
    denominator="required returns of the period that were offered an interview",
)
def interviews_declined(cohorts: Cohorts) -> Tally:
    """Required returns offered an interview where child or carer declined it and none was completed."""
    offered = cohorts.required[cohorts.required["offered"]]
    refused = offered["declined"] & ~offered["completed"]
    return Share(offered.assign(refused=refused), of="episode", where="refused")


@_interviews.measure(
    title="Hours to the interview",
    unit="hours",
    better="lower",
    breakdowns=_STATUS,
    denominator="required returns with a completed interview, where both are times",
)
def hours_to_interview(cohorts: Cohorts) -> Tally:
    """The median hours from a required return to its first completed interview, where both are times."""
    required = cohorts.required
    exact = required[required["completed"] & ~required["returned_date_only"] & ~required["completed_date_only"]]
    return Quantile(exact.assign(hours=hours(exact["completed_at"] - exact["returned"])), "hours")


@_reports.measure(
    title="Police logging delay",
    unit="hours",
    better="lower",
    breakdowns=_STATUS,
    denominator="missing episodes started in the period with both times",
)
def police_logging_delay(cohorts: Cohorts) -> Tally:
    """The median hours from the report to the police to their log, over missing episodes started in the period."""
    return Quantile(logged(cohorts), "hours")


@_reports.measure(
    title="Police logging delay, 90th percentile",
    unit="hours",
    better="lower",
    breakdowns=_STATUS,
    denominator="missing episodes started in the period with both times",
)
def police_logging_delay_p90(cohorts: Cohorts) -> Tally:
    """The hours within which nine of ten missing episodes started in the period were logged by the police."""
    return Quantile(logged(cohorts), "hours", q=0.9)


@_reports.measure(
    title="Notification delay",
    unit="hours",
    better="lower",
    breakdowns=_STATUS,
    denominator="returns in the period with a time, told of at a later time",
)
def notification_delay(cohorts: Cohorts) -> Tally:
    """The median hours from a return in the period to the authority being told, where both are times."""
    return Quantile(notified(cohorts), "hours")


@_quality.measure(
    title="Independent interviews",
    unit="%",
    better="higher",
    breakdowns="authority",
    numerator="those by an interviewer independent of placement and case",
    denominator="interviews that count for required returns, with the flag recorded",
)
def interviews_independent(cohorts: Cohorts) -> Tally:
    """Interviews held by someone independent of the placement and the case, of those where this is recorded."""
    flagged = cohorts.counted_interviews[cohorts.counted_interviews["independent"].notna()]
    return Share(flagged.assign(yes=flagged["independent"] == "y"), of="interview", where="yes")


@_quality.measure(
    title="Interviews graded good or better",
    unit="%",
    better="higher",
    breakdowns="authority",
    numerator="those graded good or outstanding",
    denominator="interviews that count for required returns, with a grade",
)
def interviews_graded_good(cohorts: Cohorts) -> Tally:
    """Interviews that an audit graded good or outstanding, of those graded."""
    graded = cohorts.counted_interviews[cohorts.counted_interviews["grade"].notna()]
    return Share(graded.assign(good=graded["grade"].isin(GOOD)), of="interview", where="good")


@_themes.measure(title="Themes of interviews", unit="returns", better=None, breakdowns="theme", numerator="returns")
def interview_themes(cohorts: Cohorts) -> Tally:
    """Required returns of the period whose counted interview names the theme: push, pull, harm, or what would help."""
    themes = cohorts.prepared.themes
    return Count(themes[among(themes["episode"], cohorts.required["episode"])], of="episode")


def logged(cohorts: Cohorts) -> pd.DataFrame:
    """Give the missing episodes of the period that were reported and logged at known times, with hours between."""
    as_at = pd.Timestamp(cohorts.prepared.data.as_at)
    started = cohorts.missing_started
    times = started[(started["reported"] <= as_at) & (started["logged"] <= as_at)]
    return times.assign(hours=hours(times["logged"] - times["reported"]))


def notified(cohorts: Cohorts) -> pd.DataFrame:
    """Give the returns of the period whose time is known and that were told of at a later time, with hours between."""
    returns = cohorts.returns
    told = returns[~returns["returned_date_only"] & (returns["notified"] > returns["returned"])]
    return told.assign(hours=hours(told["notified"] - told["returned"]))


def hours(elapsed: "pd.Series[Any]") -> "pd.Series[Any]":
    """Give elapsed time in hours."""
    return elapsed.dt.total_seconds() / SECONDS_IN_AN_HOUR

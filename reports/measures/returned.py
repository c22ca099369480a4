"""Figures that no system holds and somebody returns, as they were returned (local_return; docs/returns.md)."""

from reports.measures.cohorts import Cohorts
from reports.measures.held_outside_rows import Returned
from reports.measures.registry import Family
from reports.measures.tally import NOT_COLLECTED, Ratio, Sum, Tally
from reports.owed import ReturnedMeasure

PRIVATE_FOSTERING = "statutory: Children (Private Arrangements for Fostering) Regulations 2005, regulation 4"
_TABLES = ("local_return",)
_DEPARTMENTS = ("ssd_department",)
_returned = Family(
    "returned", "1", _TABLES, _TABLES, standard="count", grouped={"team": _DEPARTMENTS, "service": _DEPARTMENTS}
)


@_returned.measure(
    title="Emotional wellbeing support",
    unit="children",
    better="higher",
    breakdowns="authority",
    numerator="children whose support began",
)
def emotional_wellbeing_support(cohorts: Cohorts) -> Tally:
    """Children whose support for their emotional wellbeing began in the period, as returned. Success measure 1.

    Where the period was not returned, its months or quarters are added up, if all of them were.
    """
    return _count(cohorts, ReturnedMeasure.EMOTIONAL_WELLBEING_SUPPORT)


@_returned.measure(
    title="Audits graded good or better",
    unit="%",
    better="higher",
    breakdowns="authority service team",
    numerator="audits graded good or outstanding",
    denominator="case files audited in the period",
    standard="local standard",
)
def audits_good(cohorts: Cohorts) -> Tally:
    """Case file audits of the period graded good or outstanding, as returned. Success measure 3.

    Where no figure of the authority was returned, those of the teams that returned one are added up; where the period
    was not returned, its months or quarters, if all of them were.
    """
    return _share(cohorts, ReturnedMeasure.AUDITS_GOOD)


@_returned.measure(
    title="Positive feedback",
    unit="%",
    better="higher",
    breakdowns="authority service team",
    numerator="answers that were positive",
    denominator="answers of children, parents and carers in the period",
    standard="local standard",
)
def feedback_positive(cohorts: Cohorts) -> Tally:
    """Answers of children, parents and carers that were positive about the service, as returned. Success measure 4.

    Where no figure of the authority was returned, those of the teams that returned one are added up; where the period
    was not returned, its months or quarters, if all of them were.
    """
    return _share(cohorts, ReturnedMeasure.FEEDBACK_POSITIVE)


@_returned.measure(
    title="Post-adoption support packages",
    unit="packages",
    better="higher",
    breakdowns="authority",
    numerator="packages that began",
)
def post_adoption_packages(cohorts: Cohorts) -> Tally:
    """Packages of support for adoptive families that began in the period, as returned. Success measure 9.

    Where the period was not returned, its months or quarters are added up, if all of them were.
    """
    return _count(cohorts, ReturnedMeasure.POST_ADOPTION_PACKAGES)


@_returned.measure(
    title="Birth parent support packages",
    unit="packages",
    better="higher",
    breakdowns="authority",
    numerator="packages that began",
)
def birth_parent_packages(cohorts: Cohorts) -> Tally:
    """Packages of support for birth parents of adopted children that began in the period, as returned.

    Success measure 10. Where the period was not returned, its months or quarters are added up, if all of them were.
    """
    return _count(cohorts, ReturnedMeasure.BIRTH_PARENT_PACKAGES)


@_returned.measure(
    title="Private fostering notifications",
    unit="notifications",
    better=None,
    breakdowns="authority",
    numerator="notifications",
)
def private_fostering_notifications(cohorts: Cohorts) -> Tally:
    """Notifications of a private fostering arrangement received in the period, as returned.

    Where the period was not returned, its months or quarters are added up, if all of them were.
    """
    return _count(cohorts, ReturnedMeasure.PRIVATE_FOSTERING_NOTIFICATIONS)


@_returned.measure(
    title="Private fostering visits in time",
    unit="%",
    better="higher",
    breakdowns="authority",
    numerator="notifications visited within 7 working days",
    denominator="notifications of the period whose 7 working days have ended",
    standard=PRIVATE_FOSTERING,
)
def private_fostering_visits_in_time(cohorts: Cohorts) -> Tally:
    """Notifications of a private fostering arrangement followed by a visit within 7 working days, as returned.

    Where the period was not returned, its months or quarters are added up, if all of them were.
    """
    return _share(cohorts, ReturnedMeasure.PRIVATE_FOSTERING_VISITS_IN_TIME)


def _count(cohorts: Cohorts, measure: ReturnedMeasure) -> Tally:
    rows = cohorts.prepared.part(Returned).whole(cohorts.period)
    return Sum(rows[rows["measure"] == measure], "numerator", nothing=NOT_COLLECTED)


def _share(cohorts: Cohorts, measure: ReturnedMeasure) -> Tally:
    returned = cohorts.prepared.part(Returned)
    whole, by_team = returned.whole(cohorts.period), returned.by_team(cohorts.period)
    by_team = by_team[by_team["measure"] == measure]
    return Ratio(
        whole[whole["measure"] == measure],
        "numerator",
        "denominator",
        rows_by={"team": by_team, "service": by_team},
        times=100,
        nothing=NOT_COLLECTED,
    )

"""Children in care (recommendation 1): who is looked after, where, how stably, and how well they are seen to.

Definitions: measures-children.md. Times that are not the Department's or the guidance's own are said to be local.
"""

from reports.measures.care_rows import CareOf
from reports.measures.cohorts import Cohorts
from reports.measures.registry import LOCAL, Family
from reports.measures.tally import Count, Quantile, Ratio, Share, Tally

_CARE = ("ssd_cla_episodes", "ssd_legal_status")
_PLACED = (*_CARE, "ssd_cla_placement")
_TEAM = {"team": ("ssd_involvements", "ssd_professionals", "ssd_department")}
_DFE = "Department for Education, children looked after in England: placement stability"

_care = Family("children in care", "1", _CARE, standard="count")
_placed = Family("children in care", "1", _PLACED, standard=_DFE)
_aged = Family("children in care", "1", (*_PLACED, "ssd_person"), standard=_DFE)
_permanence = Family("children in care", "1", (*_CARE, "ssd_permanence"), standard=LOCAL)
_reviews = Family(
    "children in care", "1", ("ssd_cla_reviews",), standard="statutory guidance on care planning: each by its due date"
)
_visits = Family(
    "children in care",
    "1",
    (*_CARE, "ssd_cla_visits"),
    standard="statutory guidance on care planning: every six weeks in the first year",
    grouped=_TEAM,
)
_health = Family(
    "children in care",
    "1",
    (*_CARE, "ssd_cla_health"),
    standard="statutory guidance on the health of looked-after children, 2015: within 20 working days",
)
_scores = Family(
    "children in care",
    "1",
    (*_CARE, "ssd_person", "ssd_sdq_scores"),
    standard="Department for Education, children looked after in England: strengths and difficulties",
)


@_care.measure(
    title="Children looked after", unit="children", better=None, breakdowns="authority", numerator="children"
)
def children_looked_after(cohorts: Cohorts) -> Tally:
    """Different children looked after at the period's end.

    A child is looked after while a care episode is open, but not under legal status V3 or V4: a series of
    short-term placements.
    """
    return Count(cohorts.part(CareOf).looked_after, of="person")


@_care.measure(
    title="Children who started to be looked after",
    unit="children",
    better=None,
    breakdowns="authority",
    numerator="children",
)
def children_looked_after_started(cohorts: Cohorts) -> Tally:
    """Different children whose unbroken run of care episodes began in the period.

    A gap of one day or less does not break a run; time under V3 or V4 is not part of one.
    """
    runs = cohorts.part(CareOf).care.runs
    return Count(runs[cohorts.in_period(runs["start"])], of="person")


@_care.measure(
    title="Children who ceased to be looked after",
    unit="children",
    better=None,
    breakdowns="authority",
    numerator="children",
)
def children_looked_after_ceased(cohorts: Cohorts) -> Tally:
    """Different children whose unbroken run of care episodes ended in the period.

    A gap of one day or less does not break a run; time under V3 or V4 is not part of one.
    """
    runs = cohorts.part(CareOf).care.runs
    return Count(runs[cohorts.in_period(runs["end"])], of="person")


@_placed.measure(
    title="Three or more placements in a year",
    unit="%",
    better="lower",
    breakdowns="authority",
    numerator="those with three or more placements in the 12 months to the period's end",
    denominator="children looked after at the period's end",
)
def placements_three_or_more(cohorts: Cohorts) -> Tally:
    """Children looked after at the period's end with three or more placements in the 12 months to it.

    A placement counts that overlaps these months, lasted at least 24 hours or still goes on, and is not temporary
    (T0 to T4). From one date to the next is 24 hours.
    """
    return Share(cohorts.part(CareOf).placed, of="person", where="often")


@_aged.measure(
    title="Same placement for two years",
    unit="%",
    better="higher",
    breakdowns="authority",
    numerator="those in the same placement for at least two years",
    denominator="children under 16 looked after at the period's end for at least two and a half years",
)
def same_placement_two_years(cohorts: Cohorts) -> Tally:
    """Children under 16, looked after unbroken for two and a half years, in the same placement for two.

    All at the period's end, in calendar months up to it; ages are whole years on the last day. A child whose birthday
    nobody knows is left out. An adoptive placement is not joined to the one before. Within the six years held.
    """
    care = cohorts.part(CareOf)
    for_long = care.looked_after_for(months=30)
    return Share(care.stays(for_long[for_long["age"] < 16], months=24), of="person", where="stayed")


@_placed.measure(
    title="Same placement for three years",
    unit="%",
    better="higher",
    breakdowns="authority",
    numerator="those in the same placement for at least three years",
    denominator="children looked after at the period's end for at least three years",
    standard=LOCAL,
)
def same_placement_three_years(cohorts: Cohorts) -> Tally:
    """Children looked after unbroken for three years, in the same placement for all of three years.

    Both at the period's end, in calendar months up to it. Success measure 13 of the improvement plan; it has no
    national twin. Within the six years held.
    """
    care = cohorts.part(CareOf)
    return Share(care.stays(care.looked_after_for(months=36), months=36), of="person", where="stayed")


@_permanence.measure(
    title="Days to a decision on permanence",
    unit="days",
    better="lower",
    breakdowns="authority",
    denominator="first decisions on permanence in the period",
)
def permanence_decision(cohorts: Cohorts) -> Tally:
    """The median days from entering care to the first decision on permanence, of those in the period.

    The first of: the decision that the child should be adopted, the placement order, the match, the permanence order.
    A child entered care on the date recorded, else when its unbroken run of episodes began; each time in care has one
    first decision. Success measure 8 of the improvement plan. Within the six years held.
    """
    decisions = cohorts.part(CareOf).care.decisions
    return Quantile(decisions[cohorts.in_period(decisions["decided"])], "days")


@_reviews.measure(
    title="Care reviews in time",
    unit="%",
    better="higher",
    breakdowns="authority",
    numerator="those held by the day when they were due",
    denominator="reviews due in the period and not cancelled",
)
def care_reviews_in_time(cohorts: Cohorts) -> Tally:
    """Reviews of children in care due in the period and not cancelled, held on the day they were due or before."""
    reviews = cohorts.part(CareOf).care.reviews
    return Share(reviews[cohorts.in_period(reviews["due"])], of="review", where="in_time")


@_visits.measure(
    title="Children in care visited in time",
    unit="%",
    better="higher",
    breakdowns="authority team",
    numerator="those visited in the 42 days to the period's end",
    denominator="children looked after at the period's end for at least 42 days",
)
def care_visits_in_time(cohorts: Cohorts) -> Tally:
    """Children looked after for at least 42 days at the period's end and visited in the last 42.

    Six weeks are asked of every child, also where a longer interval is agreed after the first year. The team is that
    of the latest allocated involvement open at the end.
    """
    return Share(cohorts.part(CareOf).to_visit, of="person", where="visited")


@_health.measure(
    title="Initial health checks in time",
    unit="%",
    better="higher",
    breakdowns="authority",
    numerator="those with a completed health check within 20 working days",
    denominator="entries into care in the period, still in care 20 working days later, these being over",
)
def initial_health_in_time(cohorts: Cohorts) -> Tally:
    """Entries into care in the period with a completed health check within 20 working days.

    Only of children still in care when the 20 working days had passed, and only where these had passed when the data
    were pulled. A check of any type counts. A child entered care on the date recorded, else when its unbroken run of
    episodes began.
    """
    return Share(cohorts.part(CareOf).entered, of="run", where="checked")


@_scores.measure(
    title="Strengths and difficulties scored",
    unit="%",
    better="higher",
    breakdowns="authority",
    numerator="those with a score in the 12 months to the period's end",
    denominator="children aged 4 to 16 looked after at the period's end for at least 12 months",
)
def sdq_returned(cohorts: Cohorts) -> Tally:
    """Children aged 4 to 16, looked after for 12 months at the period's end, with an SDQ score in these months.

    A reason why there is no score is none. Ages are whole years on the last day; a child whose birthday nobody knows
    is left out.
    """
    return Share(cohorts.part(CareOf).to_score, of="person", where="scored")


@_scores.measure(
    title="Strengths and difficulties, mean score",
    unit="score",
    better="lower",
    breakdowns="authority",
    numerator="the sum of each child's latest score in the 12 months to the period's end",
    denominator="children with one, of those aged 4 to 16 looked after for at least 12 months",
)
def sdq_mean(cohorts: Cohorts) -> Tally:
    """The mean of the latest SDQ scores of children aged 4 to 16, looked after for 12 months at the period's end.

    Scores are of 0 to 40, the higher the more difficulties; each child counts with the latest of the last 12 months.
    """
    scored = cohorts.part(CareOf).to_score
    return Ratio(scored[scored["scored"]].assign(children=1.0), "score", "children")

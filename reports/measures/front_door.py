"""The front door (recommendations 1 and 4): contacts, referrals, first visits and assessments.

Working Together to Safeguard Children, statutory guidance: what to do about a contact is decided within one working
day, and an assessment ends within 45 working days of the referral.
"""

from reports.measures.cohorts import Cohorts
from reports.measures.front_door_rows import FrontDoorOf
from reports.measures.registry import Family
from reports.measures.tally import Count, Quantile, Share, Tally

REFERRALS_DFE = "Department for Education, children in need: referrals and re-referrals (table C1)"
ASSESSMENTS_DFE = "Department for Education, children in need: assessments within 45 working days (Working Together)"
GUIDANCE = "statutory guidance, Working Together to Safeguard Children: within one working day"
_RECOMMENDATIONS = "1, 4"
_TEAMS = "authority service team"
_TEAM = "authority team"
_GROUPED = {"service": ("ssd_department",), "team": ("ssd_department",)}
_DECISIONS = ("local_contact_decision",)
_REFERRALS = ("ssd_cin_episodes",)
_ASSESSMENTS = ("ssd_cin_assessments",)

_contacts = Family("front door", _RECOMMENDATIONS, ("ssd_contacts",), standard="count")
_decided = Family("front door", _RECOMMENDATIONS, ("ssd_contacts", *_DECISIONS), _DECISIONS, standard=GUIDANCE)
_referrals = Family("front door", _RECOMMENDATIONS, _REFERRALS, standard="count", grouped=_GROUPED)
_allocations = Family(
    "front door",
    _RECOMMENDATIONS,
    (*_REFERRALS, "ssd_involvements", "ssd_professionals"),
    grouped=_GROUPED,
)
_visits = Family("front door", _RECOMMENDATIONS, (*_REFERRALS, "ssd_cin_visits"), grouped=_GROUPED)
_completed = Family("front door", _RECOMMENDATIONS, _ASSESSMENTS, standard="count", grouped=_GROUPED)
_timed = Family(
    "front door", _RECOMMENDATIONS, (*_ASSESSMENTS, *_REFERRALS), standard=ASSESSMENTS_DFE, grouped=_GROUPED
)
_whole_way = Family("front door", _RECOMMENDATIONS, (*_ASSESSMENTS, *_REFERRALS, "ssd_contacts"))


@_contacts.measure(title="Contacts", unit="contacts", better=None, breakdowns="authority source", numerator="contacts")
def contacts(cohorts: Cohorts) -> Tally:
    """Contacts made in the period."""
    return Count(cohorts.part(FrontDoorOf).contacts, of="contact")


@_decided.measure(
    title="Contacts decided within one working day",
    unit="%",
    better="higher",
    breakdowns="authority source",
    numerator="those decided at most one working day after",
    denominator="contacts of the period whose next working day had ended when the data were pulled",
)
def contacts_decided_in_time(cohorts: Cohorts) -> Tally:
    """Contacts of the period decided by the end of the next working day, of those whose next working day had ended.

    A contact on a day off has until the end of the next working day too.
    """
    return Share(cohorts.part(FrontDoorOf).contacts_due, of="contact", where="in_time")


@_decided.measure(
    title="Contacts without a decision", unit="contacts", better="lower", breakdowns="authority", numerator="contacts"
)
def contacts_undecided(cohorts: Cohorts) -> Tally:
    """Contacts of the period whose next working day had ended, without a decision when the data were pulled."""
    return Count(cohorts.part(FrontDoorOf).undecided, of="contact")


@_referrals.measure(title="Referrals", unit="referrals", better=None, breakdowns=_TEAMS, numerator="referrals")
def referrals(cohorts: Cohorts) -> Tally:
    """Referrals made in the period, those with no further action among them."""
    return Count(cohorts.part(FrontDoorOf).referrals, of="referral")


@_referrals.measure(
    title="Referrals with no further action",
    unit="%",
    better=None,
    breakdowns=_TEAM,
    numerator="those that ended in no further action",
    denominator="referrals of the period",
)
def referrals_no_further_action(cohorts: Cohorts) -> Tally:
    """Referrals of the period on which no further action was taken."""
    return Share(cohorts.part(FrontDoorOf).referrals, of="referral", where="no_further_action")


@_referrals.measure(
    title="Re-referrals",
    unit="%",
    better="lower",
    breakdowns=_TEAMS,
    numerator="those of a child who was referred before, in the twelve months before",
    denominator="referrals of the period",
    standard=REFERRALS_DFE,
)
def re_referrals(cohorts: Cohorts) -> Tally:
    """Referrals of the period of a child with an earlier referral in the twelve months before, whatever came of it.

    The months are calendar months: of a referral on 5 October, one on 5 October a year before still counts. Another
    referral on the same day does not.
    """
    return Share(cohorts.part(FrontDoorOf).referrals, of="referral", where="re_referral")


@_allocations.measure(
    title="Working days to allocation",
    unit="working days",
    better="lower",
    breakdowns=_TEAM,
    denominator="referrals of the period that led to further action and to an allocated worker",
)
def days_to_allocation(cohorts: Cohorts) -> Tally:
    """The median working days from a referral to the first allocated involvement for it, or for its child.

    Only an involvement that starts on the day of the referral or later counts, and only referrals of the period with
    further action that led to one.
    """
    accepted = cohorts.part(FrontDoorOf).accepted
    return Quantile(accepted[accepted["days_to_allocation"].notna()], "days_to_allocation")


@_visits.measure(
    title="First visits in time",
    unit="%",
    better="higher",
    breakdowns=_TEAM,
    numerator="those whose child was seen within five working days",
    denominator="referrals of the period with further action whose time had run out when the data were pulled",
)
def first_visit_in_time(cohorts: Cohorts) -> Tally:
    """Referrals with further action whose child was seen on a visit on the referral's day or soon enough after it.

    How soon is a local standard: within five working days. A visit counts on which the child was seen.
    """
    accepted = cohorts.part(FrontDoorOf).accepted
    return Share(accepted[accepted["visit_due"]], of="referral", where="seen_in_time")


@_completed.measure(
    title="Assessments completed", unit="assessments", better=None, breakdowns=_TEAMS, numerator="assessments"
)
def assessments_completed(cohorts: Cohorts) -> Tally:
    """Assessments authorised in the period."""
    return Count(cohorts.part(FrontDoorOf).completed, of="assessment")


@_timed.measure(
    title="Assessments within 45 working days",
    unit="%",
    better="higher",
    breakdowns=_TEAMS,
    numerator="those authorised at most 45 working days after the referral",
    denominator="assessments authorised in the period whose referral is known",
)
def assessments_in_45_days(cohorts: Cohorts) -> Tally:
    """Assessments authorised in the period at most 45 working days after their referral, of those that have one."""
    return Share(cohorts.part(FrontDoorOf).completed_with_referral, of="assessment", where="in_time")


@_timed.measure(
    title="Open assessments overdue", unit="assessments", better="lower", breakdowns=_TEAMS, numerator="assessments"
)
def assessments_open_overdue(cohorts: Cohorts) -> Tally:
    """Assessments under way at the period's end, more than 45 working days after their referral at the last day.

    One whose referral is not known cannot be judged: it is counted in the data quality.
    """
    return Count(cohorts.part(FrontDoorOf).overdue, of="assessment")


@_whole_way.measure(
    title="Days from contact to assessment",
    unit="days",
    better="lower",
    breakdowns="authority",
    denominator="assessments authorised in the period whose referral is known",
)
def contact_to_assessment(cohorts: Cohorts) -> Tally:
    """The median days from the first contact about a child to the authorised assessment (success measure 12).

    They begin with the child's latest contact in the 30 days up to and including the referral; without one, with the
    referral.
    """
    return Quantile(cohorts.part(FrontDoorOf).completed_with_referral, "days_from_contact")

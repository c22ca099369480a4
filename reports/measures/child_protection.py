"""Child protection (recommendation 1): enquiries, conferences, plans, reviews and visits.

Working Together to Safeguard Children (statutory guidance): a conference within 15 working days of the strategy
discussion at which the enquiry began, a first review within three months, each next within six. A plan's length and
whether it is a repeat are the Department for Education's definitions.
"""

from reports.measures.child_protection_rows import ChildProtection, ChildProtectionOf
from reports.measures.cohorts import Cohorts
from reports.measures.registry import Family
from reports.measures.tally import Count, Quantile, Share, Tally

GUIDANCE = "statutory guidance, Working Together to Safeguard Children"
DFE = "Department for Education, characteristics of children in need"

_OF_TEAMS = {"team": ("ssd_department",)}
_OF_THEIR_TEAMS = {"team": ("ssd_involvements", "ssd_professionals", "ssd_department")}

_enquiries = Family("child protection", "1", ("ssd_s47_enquiry",), standard="count", grouped=_OF_TEAMS)
_conferences = Family(
    "child protection",
    "1",
    ("ssd_s47_enquiry", "ssd_initial_cp_conference"),
    standard=f"{GUIDANCE}: within 15 working days",
    grouped=_OF_TEAMS,
)
_plans = Family("child protection", "1", ("ssd_cp_plans",))
_reviews = Family(
    "child protection",
    "1",
    ("ssd_cp_plans", "ssd_cp_reviews"),
    standard=f"{GUIDANCE}: within three months, then six; {DFE}, D6",
)
_visits = Family("child protection", "1", ("ssd_cp_plans", "ssd_cp_visits"), grouped=_OF_THEIR_TEAMS)


@_enquiries.measure(
    title="Section 47 enquiries", unit="enquiries", better=None, breakdowns="authority team", numerator="enquiries"
)
def section_47_enquiries(cohorts: Cohorts) -> Tally:
    """Section 47 enquiries that started in the period. The team is the one that completed the enquiry."""
    enquiries = _of(cohorts).enquiries
    return Count(enquiries[cohorts.in_period(enquiries["start"])], of="enquiry")


@_conferences.measure(
    title="Conferences within 15 working days",
    unit="%",
    better="higher",
    breakdowns="authority team",
    numerator="those held at most 15 working days after their enquiry started",
    denominator="initial conferences held in the period, of a known enquiry",
)
def conferences_in_15_days(cohorts: Cohorts) -> Tally:
    """Initial child protection conferences of the period held at most 15 working days after their enquiry started.

    Of all those whose enquiry is known; conferences for a child who moved in with a plan are left out. One dated
    before its enquiry is not in time. The team is the conference's.
    """
    conferences = _of(cohorts).conferences
    return Share(conferences[cohorts.in_period(conferences["held"])], of="conference", where="in_time")


@_conferences.measure(
    title="Enquiries without a conference",
    unit="enquiries",
    better="lower",
    breakdowns="authority team",
    numerator="enquiries",
)
def enquiries_without_conference(cohorts: Cohorts) -> Tally:
    """Section 47 enquiries that ended in the period, not with no further action, and led to no conference.

    None was held by the time the data were pulled, when 15 working days from the enquiry's start had passed. The team
    is the one that completed the enquiry.
    """
    enquiries = _of(cohorts).enquiries
    return Count(enquiries[cohorts.in_period(enquiries["end"]) & enquiries["without_conference"]], of="enquiry")


@_plans.measure(
    title="Children with a child protection plan",
    unit="children",
    better=None,
    breakdowns="authority",
    numerator="children",
    standard="count",
)
def cp_plans_open(cohorts: Cohorts) -> Tally:
    """Different children with a child protection plan open at the period's end; another authority's is left out."""
    return Count(_now(cohorts).plans_open, of="person")


@_plans.measure(
    title="Children whose child protection plan started",
    unit="children",
    better=None,
    breakdowns="authority",
    numerator="children",
    standard="count",
)
def cp_plans_started(cohorts: Cohorts) -> Tally:
    """Different children whose child protection plan started in the period; another authority's is left out."""
    return Count(_now(cohorts).plans_started, of="person")


@_plans.measure(
    title="Children whose child protection plan ended",
    unit="children",
    better=None,
    breakdowns="authority",
    numerator="children",
    standard="count",
)
def cp_plans_ended(cohorts: Cohorts) -> Tally:
    """Different children whose child protection plan ended in the period; another authority's is left out."""
    return Count(_now(cohorts).plans_ended, of="person")


@_plans.measure(
    title="Repeat child protection plans",
    unit="%",
    better="lower",
    breakdowns="authority",
    numerator="those of a child with an earlier plan",
    denominator="child protection plans started in the period",
    standard=f"{DFE}, D3; success measure 6",
)
def repeat_cp_plans(cohorts: Cohorts) -> Tally:
    """Child protection plans started in the period for a child who had any earlier plan of this authority.

    Earlier is one that started on an earlier day, within the six years held.
    """
    return Share(_now(cohorts).plans_started, of="plan", where="repeat")


@_plans.measure(
    title="Repeat child protection plans within 2 years",
    unit="%",
    better="lower",
    breakdowns="authority",
    numerator="those of a child with an earlier plan that ended in the 24 months before",
    denominator="child protection plans started in the period",
)
def repeat_cp_plans_2_years(cohorts: Cohorts) -> Tally:
    """Child protection plans started in the period for a child whose earlier plan ended in the 24 months before.

    Both are plans of this authority; one that ended on the very day counts, and so does one of 24 months before.
    """
    return Share(_now(cohorts).plans_started, of="plan", where="repeat_2_years")


@_plans.measure(
    title="Length of child protection plans",
    unit="days",
    better="lower",
    breakdowns="authority",
    denominator="child protection plans ended in the period",
)
def cp_plan_length(cohorts: Cohorts) -> Tally:
    """The median days from start to end of the child protection plans that ended in the period. Success measure 7."""
    return Quantile(_now(cohorts).plans_ended, "days")


@_plans.measure(
    title="Length of open child protection plans",
    unit="days",
    better="lower",
    breakdowns="authority",
    denominator="child protection plans open at the period's end",
)
def cp_plan_length_open(cohorts: Cohorts) -> Tally:
    """The median days from the start of the child protection plans open at the period's end to its last day."""
    return Quantile(_now(cohorts).plans_open, "days")


@_plans.measure(
    title="Child protection plans open for two years or more",
    unit="%",
    better="lower",
    breakdowns="authority",
    numerator="those open for more than 729 days",
    denominator="child protection plans open at the period's end",
    standard=f"{DFE}, D5",
)
def cp_plans_over_2_years(cohorts: Cohorts) -> Tally:
    """Child protection plans open at the period's end that began more than 729 days before its last day."""
    return Share(_now(cohorts).plans_open, of="plan", where="over_2_years")


@_plans.measure(
    title="Child protection plans ended after two years or more",
    unit="%",
    better="lower",
    breakdowns="authority",
    numerator="those ended after more than 729 days",
    denominator="child protection plans ended in the period",
    standard=f"{DFE}, D5 (of plans ended: D7)",
)
def cp_plans_over_2_years_ended(cohorts: Cohorts) -> Tally:
    """Child protection plans ended in the period that began more than 729 days before."""
    return Share(_now(cohorts).plans_ended, of="plan", where="over_2_years")


@_reviews.measure(
    title="Child protection plans reviewed in time",
    unit="%",
    better="higher",
    breakdowns="authority",
    numerator="those with every review in time",
    denominator="child protection plans open at the period's end, for three months or more",
)
def cp_reviews_in_time(cohorts: Cohorts) -> Tally:
    """Child protection plans open at the period's end for at least three months, with every review held in time.

    In time is a first review at most three months after the start, each next one at most six after the one before,
    and none overdue at the end. Months are calendar months.
    """
    return Share(_now(cohorts).plans_to_review, of="plan", where="in_time")


@_visits.measure(
    title="Child protection visits in time",
    unit="%",
    better="higher",
    breakdowns="authority team",
    numerator="those whose child was seen in the days before the end that may pass between visits",
    denominator="child protection plans open at the period's end for as many days or more",
)
def cp_visits_in_time(cohorts: Cohorts) -> Tally:
    """Child protection plans whose child was seen at a visit recently enough at the period's end.

    Of those open for at least as many days as the authority lets pass between visits. The team is that of the child's
    allocated involvement open at the end, of several the one that started last.
    """
    return Share(_now(cohorts).plans_to_visit, of="plan", where="seen")


def _of(cohorts: Cohorts) -> ChildProtection:
    return cohorts.prepared.part(ChildProtection)


def _now(cohorts: Cohorts) -> ChildProtectionOf:
    return cohorts.part(ChildProtectionOf)

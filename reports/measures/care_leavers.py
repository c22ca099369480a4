"""Care leavers (recommendation 1): what they do, where they live, and whether the service is in touch.

The Department for Education looks at each care leaver about the birthday; here all are looked at as they are now.
"""

from reports.measures.care_leavers_rows import CareLeaversOf
from reports.measures.cohorts import Cohorts
from reports.measures.registry import Family
from reports.measures.tally import Share, Tally

_THOSE = "care leavers aged 17 to 21 at the period's end who have not died nor returned home"

_leavers = Family(
    "care leavers",
    "1",
    ("ssd_care_leavers", "ssd_person"),
    standard="Department for Education, care leavers: its codes, but all on one day",
    grouped={"team": ("ssd_department",)},
)


@_leavers.measure(
    title="Care leavers in education, employment or training",
    unit="%",
    better="higher",
    breakdowns="authority",
    numerator="those with an activity code that begins with F or P",
    denominator=_THOSE,
)
def care_leavers_in_eet(cohorts: Cohorts) -> Tally:
    """Care leavers aged 17 to 21 in education, employment or training, full-time or part-time.

    Those not in touch stay in the denominator; those who died or returned home do not. Ages are whole years on the
    period's last day; a person whose birthday nobody knows is left out. All else is as it was when the data were
    pulled, for earlier periods too. Success measure 11 of the improvement plan.
    """
    return Share(cohorts.part(CareLeaversOf).of_age, of="person", where="active")


@_leavers.measure(
    title="Care leavers in touch",
    unit="%",
    better="higher",
    breakdowns="authority",
    numerator="those with whom the authority is in touch",
    denominator=_THOSE,
)
def care_leavers_in_touch(cohorts: Cohorts) -> Tally:
    """Care leavers aged 17 to 21 with whom the authority is in touch.

    Those who died or returned home are left out. Ages are whole years on the period's last day; a person whose
    birthday nobody knows is left out. All else is as it was when the data were pulled, for earlier periods too.
    """
    return Share(cohorts.part(CareLeaversOf).of_age, of="person", where="in_touch")


@_leavers.measure(
    title="Care leavers in suitable accommodation",
    unit="%",
    better="higher",
    breakdowns="authority",
    numerator="those in accommodation considered suitable",
    denominator="care leavers aged 17 to 21 at the period's end with whom the authority is in touch",
)
def care_leavers_suitable_home(cohorts: Cohorts) -> Tally:
    """Care leavers aged 17 to 21 in touch whose accommodation is considered suitable.

    Ages are whole years on the period's last day; a person whose birthday nobody knows is left out. All else is as it
    was when the data were pulled, for earlier periods too.
    """
    those = cohorts.part(CareLeaversOf).of_age
    return Share(those[those["in_touch"]], of="person", where="suitable")


@_leavers.measure(
    title="Pathway plans reviewed",
    unit="%",
    better="higher",
    breakdowns="authority team",
    numerator="those whose pathway plan was reviewed in the six months to the period's end",
    denominator=_THOSE,
    standard="statutory guidance on the transition to adulthood: at least every six months",
)
def pathway_plans_reviewed(cohorts: Cohorts) -> Tally:
    """Care leavers aged 17 to 21 whose pathway plan was last reviewed in the six months to the period's end.

    Those who died or returned home are left out. Ages are whole years on the period's last day; a person whose
    birthday nobody knows is left out. All else is as it was when the data were pulled, for earlier periods too: of
    the reviews only the latest is held, so that a plan reviewed since the end counts as not reviewed.
    """
    return Share(cohorts.part(CareLeaversOf).of_age, of="person", where="in_time")

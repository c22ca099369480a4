"""Young people of 16 and 17 who present as homeless (recommendation 16).

Every row of local_homeless_presentation counts, whatever the age that the case system knows (DQ46 tells of it).
"""

from reports.measures.cohorts import Cohorts
from reports.measures.held_outside_rows import HeldOutsideOf
from reports.measures.registry import Family
from reports.measures.tally import Count, Quantile, Share, Sum, Tally

_TABLES = ("local_homeless_presentation",)
_homeless = Family("homelessness", "16", _TABLES, _TABLES, standard="count")


@_homeless.measure(
    title="Homeless presentations",
    unit="presentations",
    better="lower",
    breakdowns="authority",
    numerator="presentations",
)
def homeless_presentations(cohorts: Cohorts) -> Tally:
    """Times that a young person of 16 or 17 presented as homeless in the period; one may do so more than once."""
    return Count(cohorts.part(HeldOutsideOf).presentations, of="presentation")


@_homeless.measure(
    title="Homeless young people assessed in time",
    unit="%",
    better="higher",
    breakdowns="authority",
    numerator="those assessed within the working days of the standard",
    denominator="presentations of the period whose working days have ended when the data are pulled",
    standard="local standard",
)
def homeless_assessed_in_time(cohorts: Cohorts) -> Tally:
    """Presentations of the period that were assessed within the standard's working days, of those whose have ended.

    The day of the presentation is day 0.
    """
    presentations = cohorts.part(HeldOutsideOf).presentations
    return Share(presentations[presentations["due"]], of="presentation", where="in_time")


@_homeless.measure(
    title="Outcomes of homeless presentations",
    unit="presentations",
    better=None,
    breakdowns="outcome",
    numerator="presentations with the outcome",
)
def homeless_outcomes(cohorts: Cohorts) -> Tally:
    """Presentations of the period by what became of them, as it is known when the data are pulled."""
    return Count(cohorts.part(HeldOutsideOf).presentations, of="presentation")


@_homeless.measure(
    title="Days from decision to placement",
    unit="days",
    better="lower",
    breakdowns="authority",
    denominator="presentations of the period that were decided and placed under section 20",
)
def homeless_days_to_placement(cohorts: Cohorts) -> Tally:
    """The median days from the decision to placement, over presentations of the period whose outcome is section 20."""
    presentations = cohorts.part(HeldOutsideOf).presentations
    return Quantile(presentations[presentations["days_to_placement"].notna()], "days_to_placement")


@_homeless.measure(
    title="Bed-and-breakfast nights",
    unit="nights",
    better="lower",
    breakdowns="authority",
    numerator="nights",
)
def homeless_bb_nights(cohorts: Cohorts) -> Tally:
    """Nights in bed and breakfast of the young people who presented in the period, whenever they were spent."""
    return Sum(cohorts.part(HeldOutsideOf).presentations, "nights")

"""Homelessness at 16 and 17: quarterly, for the senior management team (recommendation 16).

Who came, what became of them, and whether anybody had to sleep in bed and breakfast.
"""

from reports.documents.composed import Composed, Part
from reports.documents.shown import Field, Given, by, listed
from reports.documents.words import change, count, in_period, plural, sentence
from reports.section import ReportName


def _summary(given: Given) -> tuple[str, ...]:
    """Say how many presented and were assessed in time, and how many nights were spent in bed and breakfast."""
    history = given.readings.history
    came, before = history.at("homeless_presentations"), history.previous("homeless_presentations")
    assessed, nights = history.at("homeless_assessed_in_time"), history.at("homeless_bb_nights")
    if not came.ok:
        return ("Presentations of homeless young people are not collected.",)
    text = f"young people of 16 and 17 presented as homeless {times(came.value)}"
    if not came.value:
        text = "no young person of 16 or 17 presented as homeless"
    if before.ok:
        text += (
            f", {change(came.value, before.value, came.unit)} {in_period(history.period.previous(), history.period)}"
        )
    if assessed.ok:
        text += f"; {assessed.fraction} were assessed in time ({assessed.shown})"
    if not nights.ok or not nights.value:
        return (sentence(text), "Nobody was placed in bed and breakfast.")
    spent = f"{count(nights.value, 'night')} {plural('was', nights.value)} spent in bed and breakfast"
    return (
        sentence(text),
        f"{sentence(spent)} Statutory guidance: it is not suitable at 16 and 17, not even for a night.",
    )


def times(number: float) -> str:
    """Give `once`, `twice`, `23 times`."""
    return {1: "once", 2: "twice"}.get(int(number), f"{number:,.0f} times")


REPORT = Composed(
    name=ReportName.HOMELESSNESS_16_17,
    title="Homelessness at 16 and 17",
    tier="operational",
    summary=_summary,
    parts=(
        Part(
            "Presentations and assessment",
            ("homeless_presentations", "homeless_assessed_in_time"),
            trends=("homeless_presentations", "homeless_assessed_in_time"),
            tables=(
                listed(
                    "homeless_waiting",
                    "Open, or not assessed: the longest wait first",
                    (
                        Field("child", "Young person", "18%"),
                        Field("presented", "Presented", "18%"),
                        Field("working_days", "Working days since", "20%", strong=True),
                        Field("assessed", "Assessed", "18%"),
                        Field("outcome", "Outcome", "26%"),
                    ),
                    "young person",
                    anchor="homeless-waiting",
                ),
            ),
        ),
        Part(
            "What became of them",
            ("homeless_days_to_placement",),
            tables=(
                by("outcome", ("homeless_outcomes",), "Outcomes, as they are known now", heads=("Presentations",)),
            ),
            note="Section 20: the young person came into care. Section 17: support as a child in need, without care.",
        ),
        Part(
            "Bed and breakfast",
            ("homeless_bb_nights",),
            trends=("homeless_bb_nights",),
            note="Statutory guidance (2018): bed and breakfast is not suitable for a young person of 16 or 17, not "
            "even in an emergency. Every night here is one too many.",
        ),
    ),
)

"""Children in Care Panel: quarterly, for the members of the panel. How are the council's children, and those who left?

Plain language, and nobody who could be identified.
"""

from reports.documents.composed import Composed, Part
from reports.section import ReportName

TITLES = {
    "children_looked_after": "Children in care",
    "children_looked_after_started": "Children who came into care",
    "children_looked_after_ceased": "Children who left care",
    "placements_three_or_more": "Children who lived in three or more places in a year",
    "same_placement_two_years": "Children long in care who stayed in one home for two years",
    "same_placement_three_years": "Children long in care who stayed in one home for three years",
    "permanence_decision": "From coming into care to the decision on a permanent home",
    "initial_health_in_time": "Children whose health was checked within 20 working days",
    "sdq_returned": "Children whose emotional wellbeing was measured",
    "sdq_mean": "Emotional wellbeing score: lower is better, 17 or more is a concern",
    "care_reviews_in_time": "Reviews of children in care held on time",
    "care_visits_in_time": "Children in care visited within six weeks",
    "care_leavers_in_touch": "Care leavers with whom the council is in touch",
    "care_leavers_in_eet": "Care leavers in education, employment or training",
    "care_leavers_suitable_home": "Care leavers in a suitable home",
    "pathway_plans_reviewed": "Care leavers whose plan was reviewed within six months",
}

REPORT = Composed(
    name=ReportName.CHILDREN_IN_CARE_PANEL,
    title="Children in Care Panel",
    tier="member",
    titles=TITLES,
    parts=(
        Part(
            "Coming in, leaving, in care now",
            ("children_looked_after", "children_looked_after_started", "children_looked_after_ceased"),
            trends=("children_looked_after",),
        ),
        Part(
            "A stable home",
            (
                "placements_three_or_more",
                "same_placement_two_years",
                "same_placement_three_years",
                "permanence_decision",
            ),
            trends=("placements_three_or_more", "same_placement_two_years"),
            note="Two years: children under 16 who have been in care for two and a half years, as the Department for "
            "Education counts it. Three years is the improvement plan's own measure; no national figure is like it.",
        ),
        Part(
            "Health and wellbeing",
            ("initial_health_in_time", "sdq_returned", "sdq_mean"),
            trends=("initial_health_in_time",),
            note="Wellbeing is measured by the Strengths and Difficulties Questionnaire, of children of 4 to 16 who "
            "have been in care for a year.",
        ),
        Part(
            "Seen and heard",
            ("care_visits_in_time", "care_reviews_in_time"),
            trends=("care_visits_in_time",),
        ),
        Part(
            "Young people who left care",
            (
                "care_leavers_in_touch",
                "care_leavers_in_eet",
                "care_leavers_suitable_home",
                "pathway_plans_reviewed",
            ),
            trends=("care_leavers_in_eet",),
            note="Of 17 to 21 years. With whom the council is not in touch counts as not in education, employment or "
            "training.",
        ),
    ),
)

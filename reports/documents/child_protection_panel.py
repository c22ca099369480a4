"""Child Protection Panel: quarterly, for the members of the panel. Are children protected in time, and for how long?

Plain language, and nobody who could be identified.
"""

from reports.documents.composed import Composed, Part
from reports.section import ReportName

TITLES = {
    "section_47_enquiries": "Enquiries into whether a child is being harmed",
    "conferences_in_15_days": "First conferences held within 15 working days",
    "enquiries_without_conference": "Enquiries that should have led to a conference and did not",
    "cp_plans_open": "Children with a child protection plan",
    "cp_plans_started": "Children who began a plan",
    "cp_plans_ended": "Children whose plan ended",
    "repeat_cp_plans": "Plans for children who had one before",
    "cp_plan_length": "How long plans had lasted when they ended",
    "cp_plan_length_open": "How long today's plans have lasted",
    "cp_plans_over_2_years": "Plans that have lasted more than two years",
    "cp_reviews_in_time": "Plans reviewed when they should be",
    "cp_visits_in_time": "Children with a plan who were seen in time",
}

REPORT = Composed(
    name=ReportName.CHILD_PROTECTION_PANEL,
    title="Child Protection Panel",
    tier="member",
    titles=TITLES,
    parts=(
        Part(
            "Children with a plan",
            ("cp_plans_open", "cp_plans_started", "cp_plans_ended", "repeat_cp_plans"),
            trends=("cp_plans_open", "repeat_cp_plans"),
            note="A child protection plan says how a child who is at risk of serious harm is kept safe, and by whom.",
        ),
        Part(
            "How long plans last",
            ("cp_plan_length", "cp_plan_length_open", "cp_plans_over_2_years"),
            trends=("cp_plan_length",),
            note="A plan should last as long as the child needs it: neither very short nor very long plans are good.",
        ),
        Part(
            "Are children seen, and plans reviewed?",
            ("cp_visits_in_time", "cp_reviews_in_time"),
            trends=("cp_visits_in_time",),
            note="A plan is first reviewed within three months, then at least every six.",
        ),
        Part(
            "From enquiry to conference",
            ("section_47_enquiries", "conferences_in_15_days", "enquiries_without_conference"),
            trends=("conferences_in_15_days",),
            note="When it is suspected that a child is being harmed, the council enquires; a conference then decides, "
            "within 15 working days, whether a plan is needed.",
        ),
    ),
)

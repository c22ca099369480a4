"""Scrutiny: quarterly, for the committee and the public. How good is the council's help for children, beside others?

Plain language, and nobody who could be identified: small numbers are suppressed before this module sees them.
"""

from reports.documents.composed import Composed, Part
from reports.section import ReportName

TITLES = {
    "contacts_decided_in_time": "Calls for help that were decided on within a working day",
    "referrals": "Times that help was asked for a child and accepted",
    "re_referrals": "Help asked for again within a year",
    "assessments_in_45_days": "Assessments finished within 45 working days",
    "cp_plans_open": "Children with a child protection plan",
    "repeat_cp_plans": "New plans for children who had one before",
    "cp_plans_over_2_years": "Plans that have lasted more than two years",
    "cp_visits_in_time": "Children with a plan who were seen in time",
    "children_looked_after": "Children in care",
    "placements_three_or_more": "Children who lived in three or more places in a year",
    "same_placement_two_years": "Children long in care who stayed in one home for two years",
    "care_visits_in_time": "Children in care visited within six weeks",
    "care_leavers_in_eet": "Care leavers in education, employment or training",
    "care_leavers_suitable_home": "Care leavers in a suitable home",
    "average_caseload": "Children each full-time social worker holds",
    "children_missing": "Children who went missing",
    "interviews_completed": "Returns after which the child was spoken to",
}

REPORT = Composed(
    name=ReportName.SCRUTINY,
    title="Children's services in figures",
    tier="public",
    titles=TITLES,
    parts=(
        Part(
            "When somebody asks for help",
            ("contacts_decided_in_time", "referrals", "re_referrals", "assessments_in_45_days"),
            trends=("re_referrals", "assessments_in_45_days"),
            note="Anybody may call when worried about a child. The council decides what to do, and where it must help, "
            "assesses what the child needs.",
        ),
        Part(
            "Keeping children safe",
            ("cp_plans_open", "repeat_cp_plans", "cp_plans_over_2_years", "cp_visits_in_time"),
            trends=("cp_plans_open",),
            note="A child protection plan says how a child who is at risk of serious harm is kept safe, and by whom.",
        ),
        Part(
            "Children in care, and after",
            (
                "children_looked_after",
                "placements_three_or_more",
                "same_placement_two_years",
                "care_visits_in_time",
                "care_leavers_in_eet",
                "care_leavers_suitable_home",
            ),
            trends=("children_looked_after", "care_leavers_in_eet"),
            note="Care leavers are young people of 17 to 21 years who were in care.",
        ),
        Part(
            "Workers, and children who go missing",
            ("average_caseload", "children_missing", "interviews_completed"),
            trends=("average_caseload",),
            note="When a child comes back after going missing, somebody who is not part of the child's home or case "
            "offers to talk with the child.",
        ),
    ),
)

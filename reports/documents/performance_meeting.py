"""Performance meeting: monthly, for the meeting and the heads of service. Does the improvement plan work?

Measures 1 to 13 are the success measures of the improvement plan. The plan's own text numbers eleven of them; for 2 and
5 stand the two that its first recommendations ask for: the average caseload, and return interviews within 72 hours.
"""

from reports.documents.composed import Composed, Part
from reports.documents.meeting_tables import CHANGED, SERVICES_QUALITY, SUCCESS, SUCCESS_TABLE, success_summary
from reports.documents.shown import by
from reports.section import ReportName

SUCCESS_MEASURES = tuple(SUCCESS)
_FRONT_DOOR = (
    "contacts_decided_in_time",
    "referrals",
    "re_referrals",
    "first_visit_in_time",
    "assessments_in_45_days",
    "assessments_open_overdue",
)
_PROTECTION = (
    "section_47_enquiries",
    "conferences_in_15_days",
    "enquiries_without_conference",
    "cp_plans_open",
    "cp_plans_over_2_years",
    "cp_reviews_in_time",
    "cp_visits_in_time",
)
_CARE = (
    "children_looked_after",
    "placements_three_or_more",
    "same_placement_two_years",
    "care_reviews_in_time",
    "care_visits_in_time",
    "initial_health_in_time",
    "sdq_returned",
)
_LEAVERS = ("care_leavers_in_touch", "care_leavers_suitable_home", "pathway_plans_reviewed")

REPORT = Composed(
    name=ReportName.PERFORMANCE_MEETING,
    title="Performance meeting",
    tier="operational",
    summary=success_summary,
    headlines=SUCCESS_MEASURES,
    parts=(
        Part("Success measures: a year on, and who owns them", tables=(SUCCESS_TABLE,)),
        Part("What changed, and who owns it", tables=(CHANGED,)),
        Part(
            "Front door",
            _FRONT_DOOR,
            trends=("contacts_decided_in_time", "assessments_open_overdue"),
            tables=(
                by(
                    "service",
                    ("assessments_open_overdue", "assessments_in_45_days", "referrals", "re_referrals"),
                    "Services, most open assessments overdue first",
                    heads=("Open and overdue", "In 45 days", "Referrals", "Re-referrals"),
                ),
            ),
        ),
        Part(
            "Child protection",
            _PROTECTION,
            trends=("cp_visits_in_time",),
            tables=(
                by(
                    "team",
                    ("cp_visits_in_time", "section_47_enquiries", "conferences_in_15_days"),
                    "Teams, visits furthest behind first",
                    heads=("Visits in time", "Enquiries", "Conferences in 15 days"),
                ),
            ),
        ),
        Part(
            "Children in care",
            _CARE,
            trends=("care_visits_in_time",),
            tables=(
                by("team", ("care_visits_in_time",), "Teams, visits furthest behind first", heads=("Visits in time",)),
            ),
        ),
        Part(
            "Care leavers",
            _LEAVERS,
            tables=(
                by(
                    "team",
                    ("pathway_plans_reviewed",),
                    "Teams, plans furthest behind first",
                    heads=("Reviewed in 6 months",),
                ),
            ),
        ),
        Part("Data quality by service", tables=(SERVICES_QUALITY,)),
    ),
)

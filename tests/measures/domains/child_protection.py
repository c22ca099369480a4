"""Child protection: what is defined, how it is told in a story, and how it is messed up."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tests.measures.moments import DAY, HOUR, SECOND
from tests.story import Story

if TYPE_CHECKING:
    from tests.measures.messy import Island, Rows

# domain -> measure | unit | better | breakdowns
DEFINED: dict[str, str] = {
    "child protection": """
section_47_enquiries | enquiries | - | authority, team
conferences_in_15_days | % | higher | authority, team
enquiries_without_conference | enquiries | lower | authority, team
cp_plans_open | children | - | authority
cp_plans_started | children | - | authority
cp_plans_ended | children | - | authority
repeat_cp_plans | % | lower | authority
repeat_cp_plans_2_years | % | lower | authority
cp_plan_length | days | lower | authority
cp_plan_length_open | days | lower | authority
cp_plans_over_2_years | % | lower | authority
cp_plans_over_2_years_ended | % | lower | authority
cp_reviews_in_time | % | higher | authority
cp_visits_in_time | % | higher | authority, team
"""
}


def enquiry(
    story: Story,
    enquiry: str,
    start: str = "2026-10-05",
    end: str | None = "2026-10-12",
    *,
    child: str = "anna",
    nfa: str | None = None,
    team: str | None = "t1",
) -> None:
    """Enquire into a child's safety."""
    story.add(
        "ssd_s47_enquiry",
        s47e_s47_enquiry_id=enquiry,
        s47e_person_id=child,
        s47e_s47_start_date=start,
        s47e_s47_end_date=end,
        s47e_s47_nfa=nfa,
        s47e_s47_completed_by_team=team,
    )


def conference(
    story: Story,
    conference: str,
    held: str | None = "2026-10-19 10:00",
    *,
    of: str | None = None,
    child: str = "anna",
    transfer_in: str | None = None,
    team: str | None = "t1",
) -> None:
    """Hold an initial conference, of an enquiry or of none."""
    story.add(
        "ssd_initial_cp_conference",
        icpc_icpc_id=conference,
        icpc_s47_enquiry_id=of,
        icpc_person_id=child,
        icpc_icpc_transfer_in=transfer_in,
        icpc_icpc_date=held,
        icpc_icpc_team=team,
    )


def plan(
    story: Story,
    plan: str,
    start: str = "2026-09-01",
    end: str | None = None,
    *,
    child: str | None = None,
    ola: str | None = None,
) -> None:
    """Protect a child (of its own, if none is named) by a plan."""
    story.add(
        "ssd_cp_plans",
        cppl_cp_plan_id=plan,
        cppl_person_id=child or f"child of {plan}",
        cppl_cp_plan_start_date=start,
        cppl_cp_plan_end_date=end,
        cppl_cp_plan_ola=ola,
    )


def reviews(story: Story, plan: str | None, *held: str, child: str = "someone") -> None:
    """Review a plan, each time that is given."""
    for at in held:
        story.add(
            "ssd_cp_reviews",
            cppr_cp_review_id=f"review {len(story.rows.get('ssd_cp_reviews', []))}",
            cppr_person_id=child,
            cppr_cp_plan_id=plan,
            cppr_cp_review_date=at,
        )


def visit(story: Story, child: str, at: str, *, seen: str | None = "Y") -> None:
    """Visit a child who has a plan."""
    story.add(
        "ssd_cp_visits",
        cppv_cp_visit_id=f"visit {len(story.rows.get('ssd_cp_visits', []))}",
        cppv_person_id=child,
        cppv_cp_visit_date=at,
        cppv_cp_visit_seen=seen,
    )


def everything(story: Story) -> None:
    """Tell something of every kind: without any table that a measure reads, the measure would count something else."""
    enquiry(story, "led to one")
    conference(story, "c1", of="led to one")
    enquiry(story, "led to none")
    plan(story, "p1", "2026-01-05", child="anna")
    reviews(story, "p1", "2026-03-05", "2026-08-20", child="anna")
    visit(story, "anna", "2026-10-20 15:00")
    plan(story, "p2", "2024-01-05", "2026-10-02", child="ben")
    plan(story, "p3", "2026-10-12", child="ben")


def mess(island: Island) -> dict[str, Rows]:
    """Give messy rows of an island, table by table; many a date is as far from another as a measure asks about."""
    enquiries, conferences = _enquiries(island)
    plans, reviews = _plans(island)
    return {
        "ssd_s47_enquiry": enquiries,
        "ssd_initial_cp_conference": conferences,
        "ssd_cp_plans": plans,
        "ssd_cp_reviews": reviews,
        "ssd_cp_visits": island.rows(8, lambda row_id: _visit(island, row_id)),
    }


def _enquiries(island: Island) -> tuple[Rows, Rows]:
    """Enquiries, mostly with a conference about 15 working days after: 21 days, or up to 27 over the holidays."""
    pick, maybe, moments = island.pick, island.maybe, island.moments
    enquiries: Rows = []
    conferences: Rows = []
    for n in range(island.random.randint(4, 10)):
        weeks_ago = moments.pulled - DAY * pick((19, 20, 21, 22, 23, 25, 27, 28, 40))
        start = pick((moments.any(), weeks_ago, moments.edge()))
        enquiry = {
            "s47e_s47_enquiry_id": f"q{island.prefix}{n}",
            "s47e_person_id": island.child(),
            "s47e_s47_start_date": moments.text(start),
            "s47e_s47_end_date": maybe(
                moments.text(pick((moments.any(), start + DAY * pick((-1, 0, 5, 14, 30))))), 0.8
            ),
            "s47e_s47_nfa": pick((None, "N", "n", "Y", " y", "perhaps")),
            "s47e_s47_completed_by_team": island.team(),
        }
        enquiries.append(enquiry)
        for _ in range(pick((0, 1, 1, 2))):
            held = start + DAY * pick((0, -1, 15, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 40, 400))
            conference = {
                "icpc_icpc_id": f"k{island.prefix}{len(conferences)}",
                "icpc_s47_enquiry_id": pick((*[enquiry["s47e_s47_enquiry_id"]] * 6, f"q{island.prefix}99", None)),
                "icpc_person_id": island.child(),
                "icpc_icpc_transfer_in": pick((None, None, "N", "n ", "Y", "y", "?")),
                "icpc_icpc_date": maybe(moments.text(pick((held, held, held, moments.any()))), 0.9),
                "icpc_icpc_team": island.team(),
            }
            conferences.append(conference)
    return enquiries, conferences


def _plans(island: Island) -> tuple[Rows, Rows]:
    """Plans, many of them a child's second, and reviews about as long after as they may be."""
    pick, moments = island.pick, island.moments
    plans: Rows = []
    reviews: Rows = []
    ended: list[tuple[str, datetime]] = []
    for n in range(island.random.randint(4, 12)):
        ago = (
            moments.end - DAY * pick((13, 14, 15, 90, 91, 92, 93, 270, 729, 730, 731, 732)) + pick((0, 0, 1, -1)) * HOUR
        )
        child, start = island.child(), pick((moments.any(), ago, ago, moments.long_ago()))
        if ended and island.random.random() < 0.4:
            child, before = pick(ended)
            start = before + DAY * pick((-1, 0, 1, 200, 729, 730, 731, 732))
        end = pick((start + DAY * pick((0, 100, 400, 729, 730, 731)), moments.any(), None, None))
        if end:
            ended.append((child, end))
        plan = {
            "cppl_cp_plan_id": f"p{island.prefix}{n}",
            "cppl_person_id": child,
            "cppl_cp_plan_start_date": moments.text(start),
            "cppl_cp_plan_end_date": end and moments.text(end),
            "cppl_cp_plan_ola": pick((None, "N", "n", "N", "Y", " y", "other")),
        }
        plans.append(plan)
        held = start
        for _ in range(pick((0, 1, 2, 3, 4))):
            held += DAY * pick((-1, 0, 88, 89, 90, 91, 92, 92, 93, 150, 181, 182, 183, 184, 185))
            review = {
                "cppr_cp_review_id": f"b{island.prefix}{len(reviews)}",
                "cppr_person_id": island.child(),
                "cppr_cp_plan_id": pick((*[plan["cppl_cp_plan_id"]] * 9, f"p{island.prefix}99", None)),
                "cppr_cp_review_date": island.maybe(moments.text(pick((*[held] * 9, moments.any()))), 0.95),
            }
            reviews.append(review)
    return plans, reviews


def _visit(island: Island, row_id: str) -> dict[str, str | None]:
    moments = island.moments
    two_weeks_ago = moments.end - 14 * DAY + island.pick((-SECOND, 0 * SECOND, SECOND, DAY))
    return {
        "cppv_cp_visit_id": f"z{row_id}",
        "cppv_person_id": island.child(),
        "cppv_cp_visit_date": moments.text(island.pick((moments.any(), moments.edge(), two_weeks_ago))),
        "cppv_cp_visit_seen": island.pick(("Y", "y", "Y ", "N", None, "seen")),
    }

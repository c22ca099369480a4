"""Children in care and care leavers: what is defined, and how it is told in a story."""

from __future__ import annotations

from tests.measures.domains.care_mess import mess
from tests.story import Story

__all__ = ["DEFINED", "everything", "mess"]

# domain -> measure | unit | better | breakdowns
DEFINED: dict[str, str] = {
    "children in care": """
children_looked_after | children | - | authority
children_looked_after_started | children | - | authority
children_looked_after_ceased | children | - | authority
placements_three_or_more | % | lower | authority
same_placement_two_years | % | higher | authority
same_placement_three_years | % | higher | authority
permanence_decision | days | lower | authority
care_reviews_in_time | % | higher | authority
care_visits_in_time | % | higher | authority, team
initial_health_in_time | % | higher | authority
sdq_returned | % | higher | authority
sdq_mean | score | lower | authority
""",
    "care leavers": """
care_leavers_in_eet | % | higher | authority
care_leavers_in_touch | % | higher | authority
care_leavers_suitable_home | % | higher | authority
pathway_plans_reviewed | % | higher | authority, team
""",
}


# Telling


def in_care(story: Story, child: str, start: str, end: str | None = None, *, entered: str | None = None) -> None:
    """Let the child be looked after; `entered`: what the episode says of when it entered care."""
    story.in_care(child, start, end)
    story.rows["ssd_cla_episodes"][-1]["clae_entered_care_date"] = entered


def born(story: Story, child: str, day: str) -> None:
    story.add("ssd_person", pers_person_id=child, pers_dob=day)


def status(story: Story, child: str, kind: str, start: str, end: str | None = None) -> None:
    story.add(
        "ssd_legal_status",
        lega_legal_status_id=_next(story, "ssd_legal_status"),
        lega_person_id=child,
        lega_legal_status=kind,
        lega_legal_status_start_date=start,
        lega_legal_status_end_date=end,
    )


def placed(story: Story, child: str, start: str, end: str | None = None, *, kind: str | None = "U1") -> None:
    story.add(
        "ssd_cla_placement",
        clap_cla_placement_id=_next(story, "ssd_cla_placement"),
        clap_person_id=child,
        clap_cla_placement_type=kind,
        clap_cla_placement_start_date=start,
        clap_cla_placement_end_date=end,
    )


def decided(story: Story, child: str, **dates: str) -> None:
    """Record a child's permanence: adm_decision, placement_order, matched, permanence_order."""
    fields = {f"perm_{name}_date": day for name, day in dates.items()}
    story.add("ssd_permanence", perm_table_id=_next(story, "ssd_permanence"), perm_person_id=child, **fields)


def review(story: Story, name: str, due: str | None, held: str | None = None, cancelled: str | None = "N") -> None:
    story.add(
        "ssd_cla_reviews",
        clar_cla_review_id=name,
        clar_cla_review_due_date=due,
        clar_cla_review_date=held,
        clar_cla_review_cancelled=cancelled,
    )


def visited(story: Story, child: str, at: str) -> None:
    visit = _next(story, "ssd_cla_visits")
    story.add("ssd_cla_visits", clav_cla_visit_id=visit, clav_person_id=child, clav_cla_visit_date=at)


def checked(story: Story, child: str, at: str | None, outcome: str | None = "Completed") -> None:
    story.add(
        "ssd_cla_health",
        clah_health_check_id=_next(story, "ssd_cla_health"),
        clah_person_id=child,
        clah_health_check_date=at,
        clah_health_check_status=outcome,
    )


def scored(story: Story, child: str, at: str | None, score: str | None) -> None:
    story.add(
        "ssd_sdq_scores",
        csdq_table_id=_next(story, "ssd_sdq_scores"),
        csdq_person_id=child,
        csdq_sdq_completed_date=at,
        csdq_sdq_score=score,
    )


def leaver(
    story: Story,
    person: str,
    day: str | None = "2007-05-05",
    *,
    touch: str | None = "YES",
    suitable: str | None = "1",
    activity: str | None = "F2",
    reviewed: str | None = "2026-09-01",
    team: str | None = "t1",
) -> None:
    """Let somebody be a care leaver, aged 19 at the end of October 2026 unless the birthday is another."""
    if day:
        born(story, person, day)
    story.add(
        "ssd_care_leavers",
        clea_person_id=person,
        clea_care_leaver_in_touch=touch,
        clea_care_leaver_accom_suitable=suitable,
        clea_care_leaver_activity=activity,
        clea_pathway_plan_review_date=reviewed,
        clea_care_leaver_allocated_team=team,
    )


def _next(story: Story, table: str) -> str:
    return f"{table}{len(story.rows.get(table, []))}"


def everything(story: Story) -> None:
    """Tell something of every kind: without any table that a measure reads, the measure would count something else."""
    for child, start, end in [
        ("kay", "2020-01-06", None),
        ("kay on short breaks", "2020-01-07", None),
        ("ned", "2026-10-01", None),
        ("ned on short breaks", "2026-10-01", None),
        ("ola", "2025-01-06", "2026-10-20"),
        ("ola on short breaks", "2025-01-06", "2026-10-20"),
    ]:
        story.in_care(child, start, end)
        if child.endswith("breaks"):
            status(story, child, "V4", start)
    for child, score in (("kay", "12"), ("kay on short breaks", "30")):
        story.case(child, "w1")
        born(story, child, "2014-06-01")
        placed(story, child, "2020-01-06")
        placed(story, child, "2026-03-02", "2026-03-04")
        placed(story, child, "2026-04-02", "2026-04-04")
        visited(story, child, "2026-10-12")
        scored(story, child, "2026-10-12", score)
        decided(story, child, matched="2026-10-12")
    checked(story, "ned", "2026-10-12")
    review(story, "due in October", "2026-10-12", "2026-10-12")
    leaver(story, "quin")

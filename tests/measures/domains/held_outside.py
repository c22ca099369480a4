"""What is held outside the case system: what is defined, how it is told in a story, and how it is messed up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from reports.periods import Kind, Period
from tests.measures.moments import DAY, HOUR
from tests.story import Story

if TYPE_CHECKING:
    from tests.measures.messy import Island, Rows

# domain -> measure | unit | better | breakdowns
DEFINED: dict[str, str] = {
    "returned": """
emotional_wellbeing_support | children | higher | authority
audits_good | % | higher | authority, service, team
feedback_positive | % | higher | authority, service, team
post_adoption_packages | packages | higher | authority
birth_parent_packages | packages | higher | authority
private_fostering_notifications | notifications | - | authority
private_fostering_visits_in_time | % | higher | authority
""",
    "homelessness": """
homeless_presentations | presentations | lower | authority
homeless_assessed_in_time | % | higher | authority
homeless_outcomes | presentations | - | outcome
homeless_days_to_placement | days | lower | authority
homeless_bb_nights | nights | lower | authority
""",
    "improvement plan": """
plan_actions | actions | - | authority, status, plan_theme, recommendation
plan_actions_overdue | actions | lower | authority, plan_theme, recommendation
""",
}
RETURNED = [line.split(" | ")[0] for line in DEFINED["returned"].strip().splitlines()]


def returned(
    story: Story,
    measure: str,
    numerator: object,
    denominator: object = None,
    *,
    start: str = "2026-10-01",
    end: str = "2026-11-01",
    team: str | None = None,
    recorded: str | None = "2026-11-02 09:00",
    by: str | None = "A. Green",
) -> None:
    """Return a figure, of October 2026 unless it says so."""
    story.add(
        "local_return",
        retn_measure=measure,
        retn_period_start=start,
        retn_period_end=end,
        retn_team_id=team,
        retn_numerator=numerator,
        retn_denominator=denominator,
        retn_recorded_date=recorded,
        retn_recorded_by=by,
    )


def presented(story: Story, young_person: str, at: str = "2026-10-05 10:00", **fields: object) -> None:
    """Let a young person present as homeless: assessed_date, outcome, decision_date, placed_date, bb_nights."""
    number = len(story.rows.get("local_homeless_presentation", [])) + 1
    story.add(
        "local_homeless_presentation",
        homl_presentation_id=f"h{number}",
        homl_person_id=young_person,
        homl_date=at,
        **{f"homl_{name}": value for name, value in fields.items()},
    )


def action(story: Story, action_id: str, **fields: object) -> None:
    """Plan an action: theme, recommendations, due_date, status, updated_date, ...; under way, due on 31 October."""
    usual = {"theme": "Front door", "recommendations": "1", "due_date": "2026-10-31", "status": "under way"}
    story.add(
        "local_plan_action",
        acti_action_id=action_id,
        **{f"acti_{name}": value for name, value in {**usual, **fields}.items()},
    )


def everything(story: Story) -> None:
    """Tell something of every kind: without any table that a measure reads, the measure would count something else."""
    story.add("ssd_department", dept_team_id="t1", dept_team_parent_id="s1")
    for measure in RETURNED:
        returned(story, measure, 3, 4, team="t1")
    presented(
        story,
        "homeless",
        assessed_date="2026-10-06",
        outcome="section 20",
        decision_date="2026-10-06",
        placed_date="2026-10-07",
        bb_nights=2,
    )
    action(story, "a1")


def mess(island: Island) -> dict[str, Rows]:
    """Give messy rows of an island, table by table."""
    return {
        "local_return": _figures(island),
        "local_homeless_presentation": island.rows(8, lambda row_id: _presentation(island, row_id)),
        "local_plan_action": island.rows(6, lambda row_id: _action(island, row_id)),
    }


def _figures(island: Island) -> Rows:
    """Give figures of the period and its months, of teams; few of the authority, which all islands have in common."""
    period = island.moments.period
    months = [Period(period.start, Kind.MONTH).shift(n) for n in range(3)] if period.kind is Kind.QUARTER else []
    spans = [(each.start, each.end) for each in (period, *months)]
    teams = [*island.teams, "t9", *([None] if not island.prefix else [])]
    wanted = [
        (measure, team, span) for measure in island.random.sample(RETURNED, 3) for team in teams for span in spans
    ]
    return [
        _figure(island, *each) for each in wanted if island.random.random() < 0.7 for _ in range(island.pick((1, 1, 2)))
    ]


def _figure(island: Island, measure: str, team: str | None, span: tuple[date, date]) -> dict[str, str | None]:
    moments, denominator = island.moments, island.pick((0, 1, 2, 3, 5, 8))
    recorded = island.pick((moments.any(), moments.by_the_pull()))
    return {
        "retn_measure": island.pick([*[measure] * 20, f" {measure.title()}", "audits_bad", None]),
        "retn_period_start": f"{span[0] - DAY * island.pick([0] * 20 + [1])}",
        "retn_period_end": f"{span[1]}",
        "retn_team_id": team,
        "retn_numerator": island.maybe(str(island.pick([*[*range(denominator + 1)] * 9, denominator + 1, -1])), 0.95),
        "retn_denominator": island.maybe(str(denominator), 0.95),
        "retn_recorded_date": island.maybe(moments.text(recorded), 0.9),
        "retn_recorded_by": island.pick(("A. Green", "B. Brown", None)),
    }


def _presentation(island: Island, row_id: str) -> dict[str, str | None]:
    moments = island.moments
    start = island.pick((moments.any(), moments.any(), moments.edge()))
    decided = start + DAY * island.pick((0, 1, 5))
    assessed = start + DAY * island.pick((-1, 0, 9, 13, 14, 15, 16, 20)) + HOUR * island.pick((-2, 0, 3))
    return {
        "homl_presentation_id": f"p{row_id}",
        "homl_person_id": island.child(),
        "homl_date": moments.text(start),
        "homl_assessed_date": island.maybe(moments.text(assessed), 0.8),
        "homl_outcome": island.pick(("section 20", "Section 20 ", "housing", "open", "hostel", None)),
        "homl_decision_date": island.maybe(moments.text(decided), 0.8),
        "homl_placed_date": island.maybe(moments.text(moments.soon_after(decided)), 0.8),
        "homl_bb_nights": island.pick(("0", "3", "14", "-1", None)),
    }


def _action(island: Island, row_id: str) -> dict[str, str | None]:
    due = island.pick((island.moments.any(), island.moments.edge()))
    return {
        "acti_action_id": f"a{row_id}",
        "acti_theme": island.pick(("Front door", "front door ", "Care", None)),
        "acti_recommendations": island.pick(("1", " 2,1 ,", "03, 3", "1;2", "ten, 10", "4 5,6", "0", ",", None)),
        "acti_due_date": island.maybe(island.moments.day(due), 0.9),
        "acti_status": island.pick(("not started", "Under way ", "done", "DONE", "blocked", "late", None)),
        "acti_updated_date": island.maybe(island.moments.text(island.moments.any())),
    }

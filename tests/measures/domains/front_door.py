"""The front door: what is defined, how it is told in a story, and how it is messed up."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.measures.moments import DAY, HOUR, SECOND
from tests.story import Story

if TYPE_CHECKING:
    from tests.measures.messy import Island, Rows

# domain -> measure | unit | better | breakdowns
DEFINED: dict[str, str] = {
    "front door": """
contacts | contacts | - | authority, source
contacts_decided_in_time | % | higher | authority, source
contacts_undecided | contacts | lower | authority
referrals | referrals | - | authority, service, team
referrals_no_further_action | % | - | authority, team
re_referrals | % | lower | authority, service, team
days_to_allocation | working days | lower | authority, team
first_visit_in_time | % | higher | authority, team
assessments_completed | assessments | - | authority, service, team
assessments_in_45_days | % | higher | authority, service, team
assessments_open_overdue | assessments | lower | authority, service, team
contact_to_assessment | days | lower | authority
"""
}


def contact(
    story: Story,
    contact: str,
    made: str = "2026-10-05 10:00",
    decided: str | None = None,
    *,
    child: str = "anna",
    source: str | None = "1A",
) -> None:
    """Let somebody tell of a child, and the authority decide on it."""
    story.add(
        "ssd_contacts",
        cont_contact_id=contact,
        cont_person_id=child,
        cont_contact_date=made,
        cont_contact_source_code=source,
    )
    if decided is not None:
        decide(story, contact, decided)


def decide(story: Story, contact: str | None, decided: str | None) -> None:
    """Decide on a contact."""
    story.add("local_contact_decision", cdec_contact_id=contact, cdec_decided_date=decided, cdec_decision="referral")


def refer(
    story: Story,
    referral: str,
    made: str = "2026-10-05 10:00",
    closed: str | None = None,
    *,
    child: str = "anna",
    nfa: str | None = None,
    team: str | None = "t1",
) -> None:
    """Refer a child, under an id of one's own choice."""
    story.add(
        "ssd_cin_episodes",
        cine_referral_id=referral,
        cine_person_id=child,
        cine_referral_date=made,
        cine_referral_nfa=nfa,
        cine_close_date=closed,
        cine_referral_team=team,
    )


def allocate(story: Story, child: str, start: str, *, to: str = "w1", of: str | None = None) -> None:
    """Allocate a child to a worker, for a referral or for none."""
    story.case(child, to, start=start)
    story.rows["ssd_involvements"][-1]["invo_referral_id"] = of


def visit(story: Story, child: str, at: str, *, seen: str | None = "Y") -> None:
    """Visit a child."""
    number = len(story.rows.get("ssd_cin_visits", []))
    story.add(
        "ssd_cin_visits",
        cinv_cin_visit_id=f"visit {number}",
        cinv_person_id=child,
        cinv_cin_visit_date=at,
        cinv_cin_visit_seen=seen,
    )


def assess(
    story: Story,
    assessment: str,
    of: str | None = None,
    authorised: str | None = None,
    *,
    child: str = "anna",
    start: str = "2026-01-06",
    team: str | None = "t1",
) -> None:
    """Assess a child, on a referral or on none."""
    story.add(
        "ssd_cin_assessments",
        cina_assessment_id=assessment,
        cina_person_id=child,
        cina_referral_id=of,
        cina_assessment_start_date=start,
        cina_assessment_auth_date=authorised,
        cina_assessment_team=team,
    )


def everything(story: Story) -> None:
    """Tell something of every kind: without any table that a measure reads, the measure would count something else."""
    contact(story, "decided", "2026-10-05 10:00", "2026-10-06 10:00", child="gus")
    contact(story, "undecided")
    refer(story, "of gus", "2026-10-07", child="gus")
    refer(story, "of hana", "2026-06-01", child="hana")
    allocate(story, "gus", "2026-10-09")
    visit(story, "gus", "2026-10-08 10:00")
    assess(story, "completed", "of gus", "2026-10-30", child="gus", start="2026-10-07")
    assess(story, "overdue", "of hana", child="hana", start="2026-06-02")


WAITS = (-HOUR, -SECOND, 0 * DAY, HOUR, DAY, 2 * DAY, 3 * DAY, 4 * DAY, 6 * DAY, 7 * DAY, 8 * DAY, 9 * DAY)
ASSESSMENT_WAITS = (0, 20, 58, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72)  # days: about 45 working days


def mess(island: Island) -> dict[str, Rows]:
    """Give messy rows of an island, table by table; more referrals and involvements, near to them, among them."""
    contacts = island.rows(8, lambda row_id: _contact(island, row_id))
    assessments = island.rows(8, lambda row_id: _assessment(island, row_id, contacts))
    for row in island.tables["ssd_cin_episodes"][:4]:
        _before_and_after(island, row)
    for row in island.tables["ssd_involvements"]:
        row.setdefault("invo_referral_id", island.maybe(_referral(island)["cine_referral_id"], 0.3))
    decisions = [_decision(island, row) for row in contacts if island.random.random() < 0.8]
    if island.random.random() < 0.2 and decisions:
        island.pick(decisions)["cdec_contact_id"] = f"{island.prefix}none"
    return {
        "ssd_contacts": contacts,
        "local_contact_decision": decisions,
        "ssd_cin_visits": island.rows(10, lambda row_id: _visit(island, row_id)),
        "ssd_cin_assessments": assessments,
    }


def _contact(island: Island, row_id: str) -> dict[str, str | None]:
    days = timedelta(days=island.random.randint(0, 4))
    made = island.pick((island.moments.any(), island.moments.edge(), island.moments.by_the_pull() - days))
    return {
        "cont_contact_id": f"k{row_id}",
        "cont_person_id": island.child(),
        "cont_contact_date": island.moments.text(made),
        "cont_contact_source_code": island.pick(("1A", " 1a", "2B", "police", None, " ")),
    }


def _decision(island: Island, contact: dict[str, str | None]) -> dict[str, str | None]:
    decided = _moment(contact["cont_contact_date"]) + island.pick(WAITS)
    return {
        "cdec_contact_id": contact["cont_contact_id"],
        "cdec_decided_date": island.maybe(island.moments.text(decided), 0.9),
        "cdec_decision": island.pick(("referral", "no further action", None)),
    }


def _visit(island: Island, row_id: str) -> dict[str, str | None]:
    referral = _referral(island)
    at = _moment(referral["cine_referral_date"]) + island.pick(WAITS)
    return {
        "cinv_cin_visit_id": f"u{row_id}",
        "cinv_person_id": island.pick((referral["cine_person_id"], referral["cine_person_id"], island.child())),
        "cinv_cin_visit_date": island.moments.text(at),
        "cinv_cin_visit_seen": island.pick(("Y", "y ", "Y", "N", None, "?")),
    }


def _assessment(island: Island, row_id: str, contacts: Rows) -> dict[str, str | None]:
    """Give one whose end is on an edge of the period or of the 45 days, often on a referral of its own."""
    child, end = island.child(), island.pick((island.moments.any(), island.moments.edge()))
    waited = DAY * island.pick(ASSESSMENT_WAITS)
    start = end - waited + island.pick((-DAY, 0 * DAY, DAY))
    referral = island.pick((f"ra{row_id}", f"ra{row_id}", _referral(island)["cine_referral_id"], "r none", None))
    if referral == f"ra{row_id}":
        made = island.cin_episode(row_id) | {
            "cine_referral_id": referral,
            "cine_person_id": child,
            "cine_referral_date": island.moments.text(end - waited),
        }
        island.tables["ssd_cin_episodes"].append(made)
        before = island.pick((0, 0, 1, 29, 30, 31, -1)) * DAY
        told = _contact(island, f"a{row_id}") | {
            "cont_person_id": child,
            "cont_contact_date": island.moments.text(end - waited - before),
        }
        contacts += [told] * island.pick((0, 1))
    return {
        "cina_assessment_id": f"n{row_id}",
        "cina_person_id": island.pick((child, child, child, island.child())),
        "cina_referral_id": referral,
        "cina_assessment_start_date": island.moments.text(start),
        "cina_assessment_auth_date": island.maybe(island.moments.text(end), 0.7),
        "cina_assessment_team": island.team(),
    }


def _before_and_after(island: Island, referral: dict[str, str | None]) -> None:
    """Refer the child about a year before too, and allocate a worker soon after."""
    made = _moment(referral["cine_referral_date"])
    year_before = made - DAY * island.pick((0, 1, 30, 364, 365, 366, 367))
    again = island.cin_episode(f"y{referral['cine_referral_id']}") | {
        "cine_person_id": referral["cine_person_id"],
        "cine_referral_date": island.moments.text(year_before),
    }
    island.tables["ssd_cin_episodes"].append(again)
    held = island.involvement(f"y{referral['cine_referral_id']}") | {
        "invo_person_id": island.pick((referral["cine_person_id"], island.child())),
        "invo_involvement_start_date": island.moments.text(made + island.pick(WAITS)),
        "invo_involvement_end_date": None,
        "invo_referral_id": island.pick((referral["cine_referral_id"], None)),
    }
    island.tables["ssd_involvements"].append(held)


def _referral(island: Island) -> dict[str, str | None]:
    return island.pick(island.tables["ssd_cin_episodes"])


def _moment(text: str | None) -> datetime:
    assert text
    return datetime.fromisoformat(text)

"""Messy children in care and care leavers: every time that lies on an edge of a measure."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tests.measures.moments import DAY, HOUR, SECOND
from tests.oracle.calendar import add_months

if TYPE_CHECKING:
    from tests.measures.messy import Island, Rows

SCORES = ("0", "7", "12", " 13 ", "40", "41", "-1", "SDQ1", "SDQ2", "12.5", "99", None)
PLACEMENT_TYPES = ("U1", "U4", "K2", "T0", "t4 ", "T5", "P1", None)
IN_TOUCH = ("YES", "YES", "yes ", "NO", "DIED", "rhom", "REFU", "maybe", None)
ACTIVITIES = ("F1", "f2", "P5", "G4", "G5", " F4", "X1", None)
GAPS = (0, 0, 1, 1, 2, 3)  # days between two episodes


def mess(island: Island) -> dict[str, Rows]:
    """Give messy rows of an island, table by table."""
    tables = {
        "ssd_person": [row | {"pers_dob": _birthday(island)} for row in island.tables["ssd_person"]],
        "ssd_cla_episodes": [
            row | {"clae_entered_care_date": _entered(island)} for row in island.tables["ssd_cla_episodes"]
        ],
        "ssd_legal_status": island.rows(6, lambda row_id: _status(island, row_id)),
        "ssd_cla_placement": island.rows(20, lambda row_id: _placement(island, row_id)),
        "ssd_permanence": island.rows(8, lambda row_id: _decision(island, row_id)),
        "ssd_cla_reviews": island.rows(8, lambda row_id: _review(island, row_id)),
        "ssd_cla_visits": island.rows(8, lambda row_id: _visit(island, row_id)),
        "ssd_cla_health": island.rows(6, lambda row_id: _check(island, row_id)),
        "ssd_sdq_scores": island.rows(16, lambda row_id: _score(island, row_id)),
        "ssd_care_leavers": [_leaver(island, child) for child in island.children if island.maybe(True, 0.8)],
    }
    for n in range(8):
        _run(island, f"run{island.prefix}{n}", tables)
    return tables


def _edge(island: Island, *months: int) -> datetime:
    """Give a time about so many months before the end, or about one at which other measures change their mind."""
    end = island.moments.end
    back = add_months(end.date(), -island.pick(months))
    nudge = island.pick((-DAY, -SECOND, 0 * DAY, 0 * DAY, SECOND, DAY, 9 * HOUR))
    on_edge = datetime(back.year, back.month, back.day) + nudge  # noqa: DTZ001 - the source's times are naive
    entered_lately = island.moments.pulled - DAY * island.pick((26, 27, 28, 29, 30, 31, 32, 35, 40))
    return island.pick((on_edge, on_edge, on_edge, end - 42 * DAY + nudge, entered_lately, island.moments.any()))


def _birthday(island: Island) -> str | None:
    """Give a birthday about the first or last day of an age that matters."""
    years = island.pick((3, 4, 5, 15, 16, 17, 17, 18, 20, 21, 22))
    back = add_months(island.moments.end.date(), -12 * years)
    return island.maybe(f"{back + DAY * island.pick((-40, -2, -1, 0, 1, 30)):%Y-%m-%d}", 0.95)


def _entered(island: Island) -> str | None:
    return island.maybe(island.moments.day(_edge(island, 1, 12, 36)), 0.3)


def _run(island: Island, row_id: str, tables: dict[str, Rows]) -> None:
    """Add up to three episodes, one after the other, with gaps that break a run or do not; a placement, a check."""
    child, start = island.child(), _edge(island, 1, 12, 24, 30, 36)
    placed = start + DAY * island.pick((0, 0, 1, 40))
    tables["ssd_cla_placement"].append(_placement(island, row_id) | _stay(island, child, placed, None))
    seen = start + DAY * island.pick((-1, 0, 5, 25, 26, 27, 28, 29, 30, 31, 32))
    check = {"clah_person_id": child, "clah_health_check_date": island.moments.text(seen)}
    tables["ssd_cla_health"].append(_check(island, row_id) | check)
    for n in range(island.random.randint(1, 3)):
        end = start + DAY * island.pick((0, 1, 5, 30, 200))
        last = island.random.random() < 0.6
        tables["ssd_cla_episodes"].append(
            {
                "clae_cla_episode_id": f"{row_id}-{n}",
                "clae_person_id": child,
                "clae_cla_episode_start_date": island.moments.text(start),
                "clae_cla_episode_ceased_date": None if last else island.moments.text(end),
                "clae_entered_care_date": _entered(island),
            }
        )
        start = end + DAY * island.pick(GAPS) + HOUR * island.pick((-2, 0, 2))


def _status(island: Island, row_id: str) -> dict[str, str | None]:
    start = _edge(island, 0, 1, 12, 36)
    return {
        "lega_legal_status_id": f"l{row_id}",
        "lega_person_id": island.child(),
        "lega_legal_status": island.pick(("V3", "V4", " v4", "C1", "V2", None)),
        "lega_legal_status_start_date": island.moments.text(start),
        "lega_legal_status_end_date": island.maybe(island.moments.text(start + DAY * island.pick((0, 1, 3, 60))), 0.8),
    }


def _placement(island: Island, row_id: str) -> dict[str, str | None]:
    start = island.pick((_edge(island, 12, 24, 36), island.moments.any()))
    stay = island.pick((0 * DAY, 23 * HOUR, 24 * HOUR - SECOND, DAY, 25 * HOUR, 40 * DAY, None))
    child = island.pick((island.child(), *island.children[:2]))
    return {
        "clap_cla_placement_id": f"p{row_id}",
        "clap_cla_placement_type": island.pick(PLACEMENT_TYPES),
        **_stay(island, child, start, None if stay is None else start + stay),
    }


def _stay(island: Island, child: str, start: datetime, end: datetime | None) -> dict[str, str | None]:
    return {
        "clap_person_id": child,
        "clap_cla_placement_start_date": island.moments.text(start),
        "clap_cla_placement_end_date": end and island.moments.text(end),
    }


def _decision(island: Island, row_id: str) -> dict[str, str | None]:
    names = ("adm_decision", "placement_order", "matched", "permanence_order")
    dates = {f"perm_{name}_date": island.maybe(island.moments.text(island.moments.any()), 0.4) for name in names}
    return {"perm_table_id": f"d{row_id}", "perm_person_id": island.child(), **dates}


def _review(island: Island, row_id: str) -> dict[str, str | None]:
    due = island.pick((island.moments.any(), island.moments.edge()))
    held = due + island.pick((-5 * DAY, 0 * DAY, 0 * DAY, HOUR, 9 * HOUR, DAY, 20 * DAY))
    return {
        "clar_cla_review_id": f"q{row_id}",
        "clar_cla_review_due_date": island.maybe(island.moments.text(due), 0.95),
        "clar_cla_review_date": island.maybe(island.moments.text(held), 0.8),
        "clar_cla_review_cancelled": island.pick(("N", "N", None, "Y", " y", "?")),
    }


def _visit(island: Island, row_id: str) -> dict[str, str | None]:
    at = island.moments.text(island.pick((_edge(island, 0, 1), island.moments.edge())))
    return {"clav_cla_visit_id": f"y{row_id}", "clav_person_id": island.child(), "clav_cla_visit_date": at}


def _check(island: Island, row_id: str) -> dict[str, str | None]:
    at = island.pick((island.moments.any(), island.moments.by_the_pull(), _edge(island, 0)))
    return {
        "clah_health_check_id": f"k{row_id}",
        "clah_person_id": island.child(),
        "clah_health_check_date": island.maybe(island.moments.text(at), 0.95),
        "clah_health_check_status": island.pick(("Completed", "completed ", "Completed", "Refused", "Planned", None)),
    }


def _score(island: Island, row_id: str) -> dict[str, str | None]:
    return {
        "csdq_table_id": f"z{row_id}",
        "csdq_person_id": island.child(),
        "csdq_sdq_completed_date": island.maybe(island.moments.text(_edge(island, 0, 6, 12)), 0.9),
        "csdq_sdq_score": island.pick(SCORES),
    }


def _leaver(island: Island, person: str) -> dict[str, str | None]:
    return {
        "clea_person_id": person,
        "clea_care_leaver_in_touch": island.pick(IN_TOUCH),
        "clea_care_leaver_accom_suitable": island.pick(("1", "Y", " suitable", "2", "N", "unsuitable", None)),
        "clea_care_leaver_activity": island.pick(ACTIVITIES),
        "clea_pathway_plan_review_date": island.maybe(island.moments.text(_edge(island, 0, 6)), 0.9),
        "clea_care_leaver_allocated_team": island.team(),
    }

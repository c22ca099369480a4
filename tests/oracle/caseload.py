"""Caseload: the measures of recommendation 3."""

from fractions import Fraction

from tests.oracle.scene import Scene
from tests.oracle.shapes import Figures, Row, average, count, highest, median, share

CHILDREN = "authority service team"


def measure(scene: Scene, found: Figures) -> None:
    children(scene, found)
    caseloads(scene, found)
    over_ceiling(scene, found)


def children(scene: Scene, found: Figures) -> None:
    held = [
        Row(
            row["invo_person_id"],
            scene.place(row["invo_professional_team"])
            | {"worker": row["invo_professional_id"], "role": scene.role(row["invo_professional_id"])},
        )
        for row in scene.open_cases
    ]
    found.add("open_cases", f"{CHILDREN} worker role", held, count)

    allocated = {row.thing for row in held}
    waiting = [
        Row(row["cine_person_id"], scene.place(row["cine_referral_team"]))
        for row in scene.open_cin_episodes()
        if row["cine_person_id"] not in allocated
    ]
    found.add("unallocated_children", CHILDREN, waiting, count)

    for name, event in (("cases_started", "cine_referral_date"), ("cases_closed", "cine_close_date")):
        happened = [
            Row(row["cine_person_id"], scene.place(row["cine_referral_team"]))
            for row in scene.cin_episodes()
            if scene.in_period(row[event])
        ]
        found.add(name, CHILDREN, happened, count)


def caseloads(scene: Scene, found: Figures) -> None:
    """Average by FTE; median and highest by head. By role for every role, elsewhere of the social workers."""
    every_role = [
        Row(
            worker,
            scene.place(scene.team(worker)) | {"role": scene.role(worker)},
            value=Fraction(len(scene.children_of(worker))),
            weight=scene.fte(worker),
        )
        for worker in scene.holders()
        if (scene.fte(worker) or 0) > 0
    ]
    social_workers = [row for row in every_role if row.groups["role"] in scene.standards.social_work_roles]
    for name, shape in (("average_caseload", average), ("median_caseload", median), ("highest_caseload", highest)):
        found.add(name, "authority service team", social_workers, shape)
        found.add(name, "role", every_role, shape)


def over_ceiling(scene: Scene, found: Figures) -> None:
    ceilings = scene.standards.caseload_ceilings
    judged = [
        Row(
            worker,
            scene.place(scene.team(worker)) | {"role": scene.role(worker)},
            value=len(scene.children_of(worker)) > ceiling(scene, worker),
        )
        for worker in scene.holders()
        if scene.role(worker) in ceilings
    ]
    found.add("workers_over_ceiling", "authority service team role", judged, share)


def ceiling(scene: Scene, worker: str) -> Fraction:
    """Give the role's ceiling x FTE (1 where it is missing, 0 or less) x the ASYE factor in the ASYE year."""
    full = Fraction(str(scene.standards.caseload_ceilings[scene.role(worker)]))
    fte = scene.fte(worker)
    asye = Fraction(str(scene.standards.asye_factor)) if scene.asye_day(worker) is not None else 1
    return full * (fte if fte is not None and fte > 0 else 1) * asye

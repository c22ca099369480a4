"""Care leavers, as measures-children.md has it."""

from tests.oracle import quality
from tests.oracle.calendar import age, back_from_end
from tests.oracle.reading import words
from tests.oracle.scene import Scene
from tests.oracle.shapes import Figures, Row, share


def measure(scene: Scene, found: Figures) -> None:
    """Add every figure."""
    those = [row for row in scene.rows["ssd_care_leavers"] if is_one_of_those(scene, row)]
    active = [told(scene, row, code(row, "activity")[:1] in ("f", "p")) for row in those]
    found.add("care_leavers_in_eet", "authority", active, share)
    found.add("care_leavers_in_touch", "authority", [told(scene, row, in_touch(row)) for row in those], share)
    housed = [told(scene, row, code(row, "accom_suitable") in ("1", "y", "suitable")) for row in those if in_touch(row)]
    found.add("care_leavers_suitable_home", "authority", housed, share)
    reviewed = [told(scene, row, reviewed_lately(scene, row)) for row in those]
    found.add("pathway_plans_reviewed", "authority team", reviewed, share)


def is_one_of_those(scene: Scene, row: quality.Row) -> bool:
    """Aged 17 to 21 at the end, neither dead nor gone home."""
    years = age(scene, row["clea_person_id"])
    return years is not None and 17 <= years <= 21 and code(row, "in_touch") not in ("died", "rhom")


def code(row: quality.Row, name: str) -> str:
    return words(row.get(f"clea_care_leaver_{name}")) or ""


def in_touch(row: quality.Row) -> bool:
    return code(row, "in_touch") == "yes"


def reviewed_lately(scene: Scene, row: quality.Row) -> bool:
    """In the six months to the end. DQ04: a review after as_at is none."""
    moment = row["clea_pathway_plan_review_date"]
    return (
        moment is not None
        and moment.earliest <= scene.as_at
        and back_from_end(scene, 6) <= moment.earliest < scene.end_at
    )


def told(scene: Scene, row: quality.Row, value: bool) -> Row:
    return Row(row["clea_person_id"], scene.place(row["clea_care_leaver_allocated_team"]), value)

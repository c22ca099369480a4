"""Return interviews: recommendation 9, after the child came back."""

from dataclasses import dataclass
from datetime import timedelta

from tests.oracle import quality
from tests.oracle.missing import PLACES, STATUS, groups, returns
from tests.oracle.reading import Time, hours, words
from tests.oracle.scene import Scene
from tests.oracle.shapes import Figures, Row, count, median, share

STATUTORY_HOURS = 72
GOOD = ("good", "outstanding")
DECLINED = ("declined by child", "declined by carer")
MEASURES = {
    "interviews_offered": PLACES,
    "interviews_completed": PLACES,
    "interviews_in_time": PLACES,
    "interviews_in_time_of_completed": STATUS,
    "interviews_timing_unknown": STATUS,
    "interviews_not_yet_due": STATUS,
    "interviews_outstanding": PLACES,
    "interviews_declined": STATUS,
    "hours_to_interview": STATUS,
    "interviews_independent": "authority",
    "interviews_graded_good": "authority",
}


@dataclass(frozen=True)
class Return:
    """A return, the interviews linked to it and, of those completed, the first: the one that counts."""

    id: str
    at: Time
    groups: dict[str, str]
    flag: str | None
    interviews: list[quality.Row]
    counted: quality.Row | None

    @property
    def outcomes(self) -> set[str | None]:
        return {interview["rhi_outcome"] for interview in self.interviews}

    @property
    def required(self) -> bool:
        return "not required" not in self.outcomes and self.flag != "na"

    @property
    def offered(self) -> bool:
        """Offered dates after as_at are NULL by DQ04."""
        return self.flag == "y" or any(interview["rhi_offered_date"] for interview in self.interviews)

    @property
    def declined(self) -> bool:
        return any(outcome in self.outcomes for outcome in DECLINED)

    @property
    def timing(self) -> str | None:
        """Give `in time`, `late` or `cannot tell`; None where no interview was completed."""
        if self.counted is None:
            return None
        done = self.counted["rhi_completed_date"]
        if hours(self.at.earliest, done.latest) <= STATUTORY_HOURS:
            return "in time"
        return "late" if hours(self.at.latest, done.earliest) > STATUTORY_HOURS else "cannot tell"


def measure(scene: Scene, found: Figures) -> None:
    links = ("local_return_interview", "local_return_interview_episode")
    if not scene.has(*links):
        for name, breakdowns in MEASURES.items():
            found.not_collected(name, breakdowns)
        return
    required = [one for one in returns_of(scene) if one.required]
    due = [one for one in required if one.at.latest + timedelta(hours=STATUTORY_HOURS) <= scene.as_at]
    not_due = [one for one in required if one not in due]
    completed = [one for one in due if one.counted]
    offered = [one for one in required if one.offered]

    def add(name: str, rows: list[Row], shape: object) -> None:
        found.add(name, MEASURES[name], rows, shape)

    add("interviews_offered", [Row(one.id, one.groups, one.offered) for one in required], share)
    add("interviews_completed", [Row(one.id, one.groups, one.counted is not None) for one in due], share)
    add("interviews_in_time", [Row(one.id, one.groups, one.timing == "in time") for one in due], share)
    add(
        "interviews_in_time_of_completed",
        [Row(one.id, one.groups, one.timing == "in time") for one in completed],
        share,
    )
    unknown = [Row(one.id, one.groups) for one in completed if one.timing == "cannot tell"]
    add("interviews_timing_unknown", unknown, count)
    not_yet = [Row(one.id, one.groups) for one in not_due if not one.counted]
    add("interviews_not_yet_due", not_yet, count)
    outstanding = [
        Row(one.id, one.groups)
        for one in due
        if not one.counted and not one.declined and "not possible" not in one.outcomes
    ]
    add("interviews_outstanding", outstanding, count)
    declined = [Row(one.id, one.groups, one.declined and not one.counted) for one in offered]
    add("interviews_declined", declined, share)
    waits = [
        Row(one.id, one.groups, hours(one.at.earliest, one.counted["rhi_completed_date"].earliest))
        for one in required
        if one.counted and not one.at.day_only and not one.counted["rhi_completed_date"].day_only
    ]
    add("hours_to_interview", waits, median)
    counted_interviews(required, found)
    if scene.has("local_return_interview_theme"):
        themes(scene, required, found)


def counted_interviews(required: list[Return], found: Figures) -> None:
    """The counted interviews of required returns, each once."""
    counted = {one.counted["rhi_interview_id"]: one.counted for one in required if one.counted}
    everywhere = {"authority": "authority"}
    flagged = [
        Row(interview_id, everywhere, interview["rhi_independent_flag"] == "y")
        for interview_id, interview in counted.items()
        if interview["rhi_independent_flag"]
    ]
    found.add("interviews_independent", MEASURES["interviews_independent"], flagged, share)
    graded = [
        Row(interview_id, everywhere, interview["rhi_audit_grade"] in GOOD)
        for interview_id, interview in counted.items()
        if interview["rhi_audit_grade"]
    ]
    found.add("interviews_graded_good", MEASURES["interviews_graded_good"], graded, share)


def themes(scene: Scene, required: list[Return], found: Figures) -> None:
    named = [
        Row(one.id, {"theme": f"{row['rhit_kind']}: {words(row['rhit_theme'])}"})
        for one in required
        for row in scene.rows["local_return_interview_theme"]
        if one.counted and row["rhit_interview_id"] == one.counted["rhi_interview_id"]
    ]
    found.add("interview_themes", "theme", named, count)


def returns_of(scene: Scene) -> list[Return]:
    found = []
    for row in returns(scene):
        interviews = linked(scene, row)
        completed = [interview for interview in interviews if is_completed(interview, row["returned"])]
        first = min(
            completed,
            key=lambda interview: (interview["rhi_completed_date"].earliest, interview["rhi_interview_id"]),
            default=None,
        )
        back = Return(
            row["miss_table_id"],
            row["returned"],
            groups(scene, row),
            row["miss_missing_rhi_offered"],
            interviews,
            first,
        )
        found.append(back)
    return found


def linked(scene: Scene, episode: quality.Row) -> list[quality.Row]:
    ids = {
        row["rhie_interview_id"]
        for row in scene.rows["local_return_interview_episode"]
        if row["rhie_missing_id"] == episode["miss_table_id"]
    }
    return [row for row in scene.rows["local_return_interview"] if row["rhi_interview_id"] in ids]


def is_completed(interview: quality.Row, returned: Time) -> bool:
    """Completed with a date (not after as_at: DQ04), not before the earliest possible return (DQ10)."""
    done = interview["rhi_completed_date"]
    return interview["rhi_outcome"] == "completed" and done is not None and done.latest >= returned.earliest

"""Child protection, as measures-children.md has it."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from tests.oracle import quality
from tests.oracle.reading import DAY, LONDON, before, midnight
from tests.oracle.scene import UNKNOWN, Scene, is_open
from tests.oracle.shapes import Figures, Row, count, median, share

HOLIDAYS = Path(__file__).parent.parent / "data" / "bank_holidays_england_wales.csv"
BANK_HOLIDAYS = {date.fromisoformat(line) for line in HOLIDAYS.read_text().split()[1:]}
WHOLE = {"authority": "authority"}


def measure(scene: Scene, figures: Figures) -> None:
    """Add every figure."""
    enquiries(scene, figures)
    conferences(scene, figures)
    plans(scene, figures)
    lengths(scene, figures)
    repeats(scene, figures)
    reviews(scene, figures)
    visits(scene, figures)


def working_days(after: date, until: date) -> int:
    """Count the working days in `(after, until]`; a year of them is as good as more."""
    days = (after + DAY * n for n in range(1, min((until - after).days, 366) + 1))
    return sum(day.weekday() < 5 and day not in BANK_HOLIDAYS for day in days)


def months_later(day: date, months: int) -> date:
    """Give the same day of a later month, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


# Enquiries and conferences


def enquiries(scene: Scene, figures: Figures) -> None:
    held = {row["icpc_s47_enquiry_id"] for row in scene.rows["ssd_initial_cp_conference"] if row["icpc_icpc_date"]}
    yesterday = scene.as_at.astimezone(LONDON).date() - DAY  # the last day that had ended

    def counted(name: str, counts: Callable[[quality.Row], bool]) -> None:
        rows = [
            Row(row["s47e_s47_enquiry_id"], scene.place(row["s47e_s47_completed_by_team"]))
            for row in scene.rows["ssd_s47_enquiry"]
            if counts(row)
        ]
        figures.add(name, "authority team", rows, count)

    counted("section_47_enquiries", lambda row: scene.in_period(row["s47e_s47_start_date"]))
    counted(
        "enquiries_without_conference",
        lambda row: (
            scene.in_period(row["s47e_s47_end_date"])
            and row["s47e_s47_nfa"] != "y"
            and row["s47e_s47_enquiry_id"] not in held
            and working_days(row["s47e_s47_start_date"].day, yesterday) >= 15
        ),
    )


def conferences(scene: Scene, figures: Figures) -> None:
    began = {row["s47e_s47_enquiry_id"]: row["s47e_s47_start_date"] for row in scene.rows["ssd_s47_enquiry"]}
    rows = []
    for row in scene.rows["ssd_initial_cp_conference"]:
        held, start = row["icpc_icpc_date"], began.get(row["icpc_s47_enquiry_id"])
        if start and scene.in_period(held) and row["icpc_icpc_transfer_in"] != "y":
            in_time = working_days(start.day, held.day) <= 15 and not before(held, start)
            rows.append(Row(row["icpc_icpc_id"], scene.place(row["icpc_icpc_team"]), in_time))
    figures.add("conferences_in_15_days", "authority team", rows, share)


# Plans


def own_plans(scene: Scene) -> list[quality.Row]:
    return [row for row in scene.rows["ssd_cp_plans"] if row["cppl_cp_plan_ola"] != "y"]


def open_plans(scene: Scene) -> list[quality.Row]:
    return [
        row
        for row in own_plans(scene)
        if is_open(row["cppl_cp_plan_start_date"], row["cppl_cp_plan_end_date"], scene.end_at)
    ]


def started(scene: Scene) -> list[quality.Row]:
    return [row for row in own_plans(scene) if scene.in_period(row["cppl_cp_plan_start_date"])]


def ended(scene: Scene) -> list[quality.Row]:
    return [row for row in own_plans(scene) if scene.in_period(row["cppl_cp_plan_end_date"])]


def plans(scene: Scene, figures: Figures) -> None:
    for name, rows in (("open", open_plans(scene)), ("started", started(scene)), ("ended", ended(scene))):
        figures.add(f"cp_plans_{name}", "authority", [Row(row["cppl_person_id"], WHOLE) for row in rows], count)


def lengths(scene: Scene, figures: Figures) -> None:
    open_days = [(row, (scene.last_day - row["cppl_cp_plan_start_date"].day).days) for row in open_plans(scene)]
    whole_days = [
        (row, (row["cppl_cp_plan_end_date"].day - row["cppl_cp_plan_start_date"].day).days) for row in ended(scene)
    ]
    for length, long, plans_with_days in (
        ("cp_plan_length_open", "cp_plans_over_2_years", open_days),
        ("cp_plan_length", "cp_plans_over_2_years_ended", whole_days),
    ):
        days = [Row(row["cppl_cp_plan_id"], WHOLE, Fraction(n)) for row, n in plans_with_days]
        figures.add(length, "authority", days, median)
        over = [Row(row["cppl_cp_plan_id"], WHOLE, n > 729) for row, n in plans_with_days]
        figures.add(long, "authority", over, share)


def repeats(scene: Scene, figures: Figures) -> None:
    any_time, recent = [], []
    for row in started(scene):
        start = row["cppl_cp_plan_start_date"].day
        earlier = [
            other
            for other in own_plans(scene)
            if other["cppl_person_id"] == row["cppl_person_id"] and other["cppl_cp_plan_start_date"].day < start
        ]
        ends = [other["cppl_cp_plan_end_date"].day for other in earlier if other["cppl_cp_plan_end_date"]]
        any_time.append(Row(row["cppl_cp_plan_id"], WHOLE, bool(earlier)))
        within = any(end <= start <= months_later(end, 24) for end in ends)
        recent.append(Row(row["cppl_cp_plan_id"], WHOLE, within))
    figures.add("repeat_cp_plans", "authority", any_time, share)
    figures.add("repeat_cp_plans_2_years", "authority", recent, share)


# Reviews and visits


def reviews(scene: Scene, figures: Figures) -> None:
    rows = []
    for row in open_plans(scene):
        start = row["cppl_cp_plan_start_date"].day
        if midnight(months_later(start, 3)) > scene.end_at:
            continue
        held = sorted(
            review["cppr_cp_review_date"].day
            for review in scene.rows["ssd_cp_reviews"]
            if review["cppr_cp_plan_id"] == row["cppl_cp_plan_id"]
            and review["cppr_cp_review_date"]
            and review["cppr_cp_review_date"].earliest < scene.end_at
            and review["cppr_cp_review_date"].day >= start
        )
        due = [months_later(start, 3), *(months_later(day, 6) for day in held)]
        in_time = all(day <= by for day, by in zip(held, due, strict=False)) and due[-1] >= scene.end
        rows.append(Row(row["cppl_cp_plan_id"], WHOLE, in_time))
    figures.add("cp_reviews_in_time", "authority", rows, share)


def visits(scene: Scene, figures: Figures) -> None:
    since = midnight(scene.end - timedelta(days=scene.standards.cp_visit_days))
    seen = {
        row["cppv_person_id"]
        for row in scene.rows["ssd_cp_visits"]
        if row["cppv_cp_visit_seen"] == "y" and since <= row["cppv_cp_visit_date"].earliest < scene.end_at
    }
    rows = [
        Row(
            row["cppl_cp_plan_id"],
            scene.place(team_now(scene, row["cppl_person_id"])),
            row["cppl_person_id"] in seen,
        )
        for row in open_plans(scene)
        if row["cppl_cp_plan_start_date"].earliest <= since
    ]
    figures.add("cp_visits_in_time", "authority team", rows, share)


def team_now(scene: Scene, child: str) -> str:
    """Give the team of the child's allocated involvement open at the end: the latest start, then the largest id."""
    latest = max(
        (row for row in scene.open_cases if row["invo_person_id"] == child),
        key=lambda row: (row["invo_involvement_start_date"].earliest, row["invo_involvements_id"]),
        default=None,
    )
    return (latest["invo_professional_team"] if latest else None) or UNKNOWN

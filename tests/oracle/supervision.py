"""Supervision of workers and oversight of children: recommendations 2 and 17."""

from datetime import date, timedelta
from fractions import Fraction

from tests.oracle import quality
from tests.oracle.reading import DAY, before
from tests.oracle.scene import Scene, covers
from tests.oracle.shapes import Figures, Row, count, median, share

TEAMS = "authority service team"
LATE_AFTER_WORKING_DAYS = 5
GOOD = ("good", "outstanding")
BANK_HOLIDAYS = {  # England and Wales, gov.uk
    date(2025, 8, 25), date(2025, 12, 25), date(2025, 12, 26),
    date(2026, 1, 1), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4), date(2026, 5, 25), date(2026, 8, 31),
    date(2026, 12, 25), date(2026, 12, 28),
    date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 3), date(2027, 5, 31), date(2027, 8, 30),
}  # fmt: skip


def measure(scene: Scene, found: Figures) -> None:
    due_workers(scene, found)
    sessions_in_period(scene, found)
    children_overseen(scene, found)


def sessions(scene: Scene) -> list[quality.Row]:
    """Give the meetings that were held, of one worker alone."""
    return [
        row for row in scene.rows["local_supervision"] if row["supv_held_date"] and row["supv_type"] == "individual"
    ]


def is_due(scene: Scene, worker: str) -> bool:
    """Tell whether a worker with an open case was in post every day and absent on few of the period's days."""
    days = [scene.start + DAY * n for n in range((scene.end - scene.start).days)]
    in_post = all(any(covers(spell, day) for spell in scene.spells(worker)) for day in days)
    absences = [row for row in scene.rows["local_worker_absence"] if row["abse_professional_id"] == worker]
    absent = [
        day
        for day in days
        if any(
            row["abse_start_date"] <= day and (row["abse_end_date"] is None or day <= row["abse_end_date"])
            for row in absences
        )
    ]
    return in_post and len(absent) < scene.standards.long_absence_days


def days_since_last(scene: Scene, worker: str) -> int | None:
    """Give the days from the last session before the period's end to its last day."""
    held = [
        row["supv_held_date"]
        for row in sessions(scene)
        if row["supv_professional_id"] == worker and row["supv_held_date"].earliest < scene.end_at
    ]
    return min(((scene.last_day - one.day).days for one in held), default=None)


def asye_interval(day: int) -> int:
    """Give how many days may pass between sessions on that day of the ASYE year."""
    return 7 if day <= 41 else 14 if day <= 181 else 31


def due_workers(scene: Scene, found: Figures) -> None:
    if not scene.has("local_supervision", "local_worker"):
        for name in ("supervised", "supervision_overdue", "days_since_supervision", "never_supervised"):
            found.not_collected(name, TEAMS)
        found.not_collected("asye_on_schedule", "authority service")
        return
    due = [worker for worker in scene.holders() if is_due(scene, worker)]
    place = {worker: scene.place(scene.team(worker)) | {"worker": worker} for worker in due}
    since = {worker: days_since_last(scene, worker) for worker in due}
    met = {row["supv_professional_id"] for row in sessions(scene) if scene.in_period(row["supv_held_date"])}

    supervised = [Row(worker, place[worker], worker in met) for worker in due]
    found.add("supervised", TEAMS, supervised, share)

    longest = scene.standards.supervision_interval_days
    overdue = [Row(worker, place[worker], since[worker] is None or since[worker] > longest) for worker in due]
    found.add("supervision_overdue", TEAMS, overdue, share)

    days = [Row(worker, place[worker], Fraction(since[worker])) for worker in due if since[worker] is not None]
    found.add("days_since_supervision", f"{TEAMS} worker", days, median)

    never = [Row(worker, place[worker]) for worker in due if since[worker] is None]
    found.add("never_supervised", TEAMS, never, count)

    asye = {worker: scene.asye_day(worker) for worker in due}
    on_schedule = [
        Row(worker, place[worker], since[worker] is not None and since[worker] <= asye_interval(day))
        for worker, day in asye.items()
        if day is not None
    ]
    found.add("asye_on_schedule", "authority service", on_schedule, share)


def sessions_in_period(scene: Scene, found: Figures) -> None:
    """Of any worker, due or not, with the worker's team as at the end."""
    if not scene.has("local_supervision"):
        found.not_collected("supervision_recorded_late", TEAMS)
        found.not_collected("supervision_graded_good", "authority service")
        return
    held = [row for row in sessions(scene) if scene.in_period(row["supv_held_date"])]
    place = {row["supv_supervision_id"]: scene.place(scene.team(row["supv_professional_id"])) for row in held}

    recorded = [  # DQ15: not those recorded before they were held
        Row(row["supv_supervision_id"], place[row["supv_supervision_id"]], is_recorded_late(row))
        for row in held
        if row["supv_recorded_date"] and not before(row["supv_recorded_date"], row["supv_held_date"])
    ]
    found.add("supervision_recorded_late", TEAMS, recorded, share)

    audited = [
        Row(row["supv_supervision_id"], place[row["supv_supervision_id"]], row["supv_audit_grade"] in GOOD)
        for row in held
        if row["supv_audit_grade"]
    ]
    found.add("supervision_graded_good", "authority service", audited, share)


def is_recorded_late(session: quality.Row) -> bool:
    """Tell whether more than five working days lie in `(held day, recorded day]`."""
    held, recorded = session["supv_held_date"].day, session["supv_recorded_date"].day
    days = [held + timedelta(days=n) for n in range(1, (recorded - held).days + 1)]
    return sum(day.weekday() < 5 and day not in BANK_HOLIDAYS for day in days) > LATE_AFTER_WORKING_DAYS


def children_overseen(scene: Scene, found: Figures) -> None:
    if not scene.has("local_case_oversight"):
        found.not_collected("children_overseen", f"{TEAMS} worker")
        return
    since = scene.days_before_end(scene.standards.oversight_interval_days)
    long_open = {
        row["cine_person_id"] for row in scene.open_cin_episodes() if row["cine_referral_date"].earliest <= since
    }
    overseen = {
        row["over_person_id"]
        for row in scene.rows["local_case_oversight"]
        if since <= row["over_date"].earliest < scene.end_at
    }
    children = [
        Row(
            row["invo_person_id"],
            scene.place(row["invo_professional_team"]) | {"worker": row["invo_professional_id"]},
            row["invo_person_id"] in overseen,
        )
        for row in scene.open_cases
        if row["invo_person_id"] in long_open
    ]
    found.add("children_overseen", f"{TEAMS} worker", children, share)

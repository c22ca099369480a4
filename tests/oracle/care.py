"""Children in care, as measures-children.md has it; a child's time in care is put together instant by instant."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from tests.oracle import care_leavers, quality
from tests.oracle.calendar import add_months, age, back_from_end
from tests.oracle.front_door import has_run_out, working_days
from tests.oracle.reading import LONDON, Time, as_number, hours, words
from tests.oracle.scene import UNKNOWN, Scene, is_open
from tests.oracle.shapes import Figures, Row, average, count, median, share

SHORT_BREAKS = ("v3", "v4")
TEMPORARY = ("t0", "t1", "t2", "t3", "t4")
VISIT_DAYS = 42
HEALTH_WORKING_DAYS = 20
WHOLE = {"authority": "authority"}


@dataclass(frozen=True)
class Run:
    """An unbroken run of care of one child."""

    child: str
    start: datetime
    end: datetime | None
    entered: datetime


def measure(scene: Scene, found: Figures) -> None:
    """Add every figure."""
    runs = [run for child in children(scene) for run in runs_of(scene, child)]
    numbers(scene, found, runs)
    placements(scene, found, runs)
    permanence(scene, found, runs)
    reviews(scene, found)
    visits(scene, found, runs)
    health(scene, found, runs)
    scores(scene, found, runs)
    care_leavers.measure(scene, found)


def children(scene: Scene) -> list[str]:
    return sorted({row["clae_person_id"] for row in scene.rows["ssd_cla_episodes"]})


# Who is in care, and since when


def looked_after(scene: Scene, child: str, at: datetime) -> bool:
    """Tell whether a care episode is open at an instant, and no legal status V3 or V4."""
    return scene.care_status(child, at) == "looked_after" and not any(
        is_open(row["lega_legal_status_start_date"], row["lega_legal_status_end_date"], at)
        for row in scene.rows["ssd_legal_status"]
        if row["lega_person_id"] == child and words(row["lega_legal_status"]) in SHORT_BREAKS
    )


def times_of(scene: Scene, child: str) -> Iterator[tuple[datetime, datetime | None]]:
    """Give the times between any two dates of the child's episodes and statuses in which it was looked after."""
    moments = {
        row[field].earliest
        for table, person, *fields in (
            ("ssd_cla_episodes", "clae_person_id", "clae_cla_episode_start_date", "clae_cla_episode_ceased_date"),
            ("ssd_legal_status", "lega_person_id", "lega_legal_status_start_date", "lega_legal_status_end_date"),
        )
        for row in scene.rows[table]
        if row[person] == child
        for field in fields
        if row[field]
    }
    ordered = sorted(moments)
    for start, end in zip(ordered, [*ordered[1:], None], strict=True):
        if looked_after(scene, child, end or start + timedelta(microseconds=1)):
            yield start, end


def runs_of(scene: Scene, child: str) -> list[Run]:
    """Put the times together that are no more than a day apart."""
    runs: list[tuple[datetime, datetime | None]] = []
    for start, end in times_of(scene, child):
        if runs and (london_day(start) - london_day(runs[-1][1])).days <= 1:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return [Run(child, start, end, entered(scene, child, start, end)) for start, end in runs]


def entered(scene: Scene, child: str, start: datetime, end: datetime | None) -> datetime:
    """Give the earliest date of entering care that an episode of the run has, else the start of the run."""
    recorded = [
        row["clae_entered_care_date"].earliest
        for row in scene.rows["ssd_cla_episodes"]
        if row["clae_person_id"] == child
        and row["clae_entered_care_date"]
        and (end is None or row["clae_cla_episode_start_date"].earliest < end)
        and (row["clae_cla_episode_ceased_date"] is None or row["clae_cla_episode_ceased_date"].earliest > start)
    ]
    return min(recorded, default=start)


def london_day(instant: datetime) -> date:
    return instant.astimezone(LONDON).date()


def at_the_end(scene: Scene, runs: list[Run]) -> list[Run]:
    """Give the runs of the children looked after at the end."""
    return [
        run
        for run in runs
        if run.start < scene.end_at and (run.end is None or run.end >= scene.end_at)
        if looked_after(scene, run.child, scene.end_at)
    ]


def for_months(scene: Scene, since: datetime, months: int) -> bool:
    """Tell whether so many calendar months had passed at the end."""
    return add_months(london_day(since), months) <= scene.end


def numbers(scene: Scene, found: Figures, runs: list[Run]) -> None:
    now = [Row(run.child, WHOLE) for run in at_the_end(scene, runs)]
    found.add("children_looked_after", "authority", now, count)
    started = [Row(run.child, WHOLE) for run in runs if scene.start_at <= run.start < scene.end_at]
    found.add("children_looked_after_started", "authority", started, count)
    ceased = [Row(run.child, WHOLE) for run in runs if run.end and scene.start_at <= run.end < scene.end_at]
    found.add("children_looked_after_ceased", "authority", ceased, count)


# Placements and permanence


def placements(scene: Scene, found: Figures, runs: list[Run]) -> None:
    now = at_the_end(scene, runs)
    often = [Row(run.child, WHOLE, len(lately(scene, run.child)) >= 3) for run in now]
    found.add("placements_three_or_more", "authority", often, share)
    two_years = [
        Row(run.child, WHOLE, stayed(scene, run.child, 24))
        for run in now
        if for_months(scene, run.start, 30) and (years := age(scene, run.child)) is not None and years < 16
    ]
    found.add("same_placement_two_years", "authority", two_years, share)
    three_years = [
        Row(run.child, WHOLE, stayed(scene, run.child, 36)) for run in now if for_months(scene, run.start, 36)
    ]
    found.add("same_placement_three_years", "authority", three_years, share)


def lately(scene: Scene, child: str) -> list[quality.Row]:
    """Give the child's placements of the last 12 months that count."""
    return [
        row
        for row in scene.rows["ssd_cla_placement"]
        if row["clap_person_id"] == child
        and words(row["clap_cla_placement_type"]) not in TEMPORARY
        and row["clap_cla_placement_start_date"].earliest < scene.end_at
        and (not (end := row["clap_cla_placement_end_date"]) or end.earliest > back_from_end(scene, 12))
        and lasted(row["clap_cla_placement_start_date"], end)
    ]


def lasted(start: Time, end: Time | None) -> bool:
    """Tell whether it was 24 hours, of two dates a day, or goes on."""
    if end is None or (start.day_only and end.day_only and end.day > start.day):
        return True
    return hours(start.earliest, end.earliest) >= 24


def stayed(scene: Scene, child: str, months: int) -> bool:
    return any(
        is_open(row["clap_cla_placement_start_date"], row["clap_cla_placement_end_date"], scene.end_at)
        and for_months(scene, row["clap_cla_placement_start_date"].earliest, months)
        for row in scene.rows["ssd_cla_placement"]
        if row["clap_person_id"] == child
    )


def permanence(scene: Scene, found: Figures, runs: list[Run]) -> None:
    """Of each time in care, known by its child and day, the first decision."""
    first: dict[tuple[str, date], datetime] = {}
    for row in scene.rows["ssd_permanence"]:
        dates = [
            row[f"perm_{name}_date"] for name in ("adm_decision", "placement_order", "matched", "permanence_order")
        ]
        decided = min((moment.earliest for moment in dates if moment), default=None)
        if decided is None:
            continue
        days = [london_day(run.entered) for run in runs if run.child == row["perm_person_id"]]
        before = [day for day in days if day <= london_day(decided)]
        if before:
            key = (row["perm_person_id"], max(before))
            first[key] = min(decided, first.get(key, decided))
    waits = [
        Row(child, WHOLE, Fraction((london_day(decided) - day).days))
        for (child, day), decided in first.items()
        if scene.start_at <= decided < scene.end_at
    ]
    found.add("permanence_decision", "authority", waits, median)


# Reviews, visits, health, scores


def reviews(scene: Scene, found: Figures) -> None:
    due = [
        Row(row["clar_cla_review_id"], WHOLE, held_by(row["clar_cla_review_due_date"], row["clar_cla_review_date"]))
        for row in scene.rows["ssd_cla_reviews"]
        if scene.in_period(row["clar_cla_review_due_date"]) and row["clar_cla_review_cancelled"] != "y"
    ]
    found.add("care_reviews_in_time", "authority", due, share)


def held_by(due: Time, held: Time | None) -> bool:
    return held is not None and held.day <= due.day


def visits(scene: Scene, found: Figures, runs: list[Run]) -> None:
    since = scene.days_before_end(VISIT_DAYS)
    seen = {
        row["clav_person_id"]
        for row in scene.rows["ssd_cla_visits"]
        if since <= row["clav_cla_visit_date"].earliest < scene.end_at
    }
    due = [
        Row(run.child, scene.place(team_at_the_end(scene, run.child)), run.child in seen)
        for run in at_the_end(scene, runs)
        if run.start <= since
    ]
    found.add("care_visits_in_time", "authority team", due, share)


def team_at_the_end(scene: Scene, child: str) -> str:
    """Give the team of the child's latest allocated involvement open at the end."""
    held = [row for row in scene.open_cases if row["invo_person_id"] == child]
    latest = max(
        held, key=lambda row: (row["invo_involvement_start_date"].earliest, row["invo_involvements_id"]), default=None
    )
    return latest["invo_professional_team"] if latest else UNKNOWN


def health(scene: Scene, found: Figures, runs: list[Run]) -> None:
    """Of each entry into care, known by its child and instant: a run that lasted all of the 20 working days."""
    judged: dict[tuple[str, datetime], Row] = {}
    for run in runs:
        if not scene.start_at <= run.entered < scene.end_at:
            continue
        day = london_day(run.entered)
        if not has_run_out(scene, day, HEALTH_WORKING_DAYS) or not still_there(scene, run, day):
            continue
        checked = any(
            check["clah_person_id"] == run.child
            and words(check["clah_health_check_status"]) == "completed"
            and (moment := check["clah_health_check_date"]) is not None
            and moment.earliest <= scene.as_at
            and moment.day >= day
            and working_days(day, moment.day) <= HEALTH_WORKING_DAYS
            for check in scene.rows["ssd_cla_health"]
        )
        entry = f"{run.child} {run.entered}"
        judged.setdefault((run.child, run.entered), Row(entry, WHOLE, checked))
    found.add("initial_health_in_time", "authority", list(judged.values()), share)


def still_there(scene: Scene, run: Run, day: date) -> bool:
    """Tell whether the 20 working days had passed on the day before care ended."""
    if run.end is None or run.end >= scene.as_at:
        return True
    return working_days(day, london_day(run.end) - timedelta(days=1)) >= HEALTH_WORKING_DAYS


def scores(scene: Scene, found: Figures, runs: list[Run]) -> None:
    due = [
        (run.child, latest_score(scene, run.child))
        for run in at_the_end(scene, runs)
        if for_months(scene, run.start, 12) and (years := age(scene, run.child)) is not None and 4 <= years <= 16
    ]
    found.add("sdq_returned", "authority", [Row(child, WHOLE, score is not None) for child, score in due], share)
    scored = [Row(child, WHOLE, score) for child, score in due if score is not None]
    found.add("sdq_mean", "authority", scored, average)


def latest_score(scene: Scene, child: str) -> Fraction | None:
    """Give the child's latest score of the last 12 months. A number outside 0 to 40 is none (DQ37)."""
    scored = [
        (moment.earliest, row["csdq_table_id"], number)
        for row in scene.rows["ssd_sdq_scores"]
        if row["csdq_person_id"] == child
        and (moment := row["csdq_sdq_completed_date"]) is not None
        and back_from_end(scene, 12) <= moment.earliest < scene.end_at
        and (number := as_number(row["csdq_sdq_score"])) is not None
        and 0 <= number <= 40
    ]
    return max(scored)[-1] if scored else None

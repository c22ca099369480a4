"""Missing and away episodes, police and notification times: recommendation 9, before the interview."""

from fractions import Fraction

from tests.oracle import quality
from tests.oracle.reading import Time, hours
from tests.oracle.scene import Scene, is_open
from tests.oracle.shapes import Figures, Row, count, median, quantile, share

STATUS = "authority care_status"
PLACES = f"{STATUS} service team"
LONG_ABSENCE_HOURS = 24


def measure(scene: Scene, found: Figures) -> None:
    episodes(scene, found)
    children(scene, found)
    absences(scene, found)
    delays(scene, found)


def of_type(scene: Scene, kind: str) -> list[quality.Row]:
    return [row for row in scene.rows["ssd_missing"] if row["miss_missing_episode_type"] == kind]


def started(scene: Scene, kind: str = "m") -> list[quality.Row]:
    """Give the episodes of a type that started in the period."""
    return [row for row in of_type(scene, kind) if scene.in_period(row["miss_missing_episode_start_date"])]


def returns(scene: Scene) -> list[quality.Row]:
    """Give the M episodes whose return instant (or whose return's day) falls in the period."""
    return [row for row in of_type(scene, "m") if scene.in_period(row["returned"])]


def groups(scene: Scene, episode: quality.Row) -> dict[str, str]:
    """Give the care status, team and service of the child when the episode started."""
    child, start = episode["miss_person_id"], episode["miss_missing_episode_start_date"].earliest
    involvements = [row for row in scene.allocated_at(start) if row["invo_person_id"] == child]
    latest = max(
        involvements,
        key=lambda row: (row["invo_involvement_start_date"].earliest, row["invo_involvements_id"]),
        default=None,
    )
    place = scene.place(latest["invo_professional_team"] if latest else None)
    return place | {"care_status": scene.care_status(child, start)}


def episodes(scene: Scene, found: Figures) -> None:
    for name, kind in (("missing_episodes", "m"), ("away_episodes", "a")):
        rows = [Row(row["miss_table_id"], groups(scene, row)) for row in started(scene, kind)]
        found.add(name, PLACES, rows, count)


def children(scene: Scene, found: Figures) -> None:
    missing = [Row(row["miss_person_id"], groups(scene, row)) for row in started(scene)]
    found.add("children_missing", PLACES, missing, count)

    since = scene.days_before_end(scene.standards.repeat_missing_days)
    repeatedly = []
    for child in {row.thing for row in missing}:
        of_child = [row for row in of_type(scene, "m") if row["miss_person_id"] == child]
        starts = [row["miss_missing_episode_start_date"].earliest for row in of_child]
        recent = [start for start in starts if since <= start < scene.end_at]
        if len(recent) >= scene.standards.repeat_missing_episodes:
            last_of_period = max(start for start in starts if scene.start_at <= start < scene.end_at)
            status = scene.care_status(child, last_of_period)
            repeatedly.append(Row(child, {"authority": "authority", "care_status": status}))
    found.add("repeat_missing_children", STATUS, repeatedly, count)

    away_now = [
        Row(row["miss_person_id"], groups(scene, row))
        for row in of_type(scene, "m")
        if is_open(row["miss_missing_episode_start_date"], row["returned"], scene.end_at)
    ]
    found.add("still_missing", STATUS, away_now, count)


def absences(scene: Scene, found: Figures) -> None:
    back = [
        Row(
            row["miss_table_id"],
            groups(scene, row),
            hours(row["miss_missing_episode_start_date"].earliest, row["returned"].earliest) > LONG_ABSENCE_HOURS,
        )
        for row in returns(scene)
    ]
    found.add("returns", PLACES, back, count)
    found.add("long_absences", STATUS, back, share)


def delays(scene: Scene, found: Figures) -> None:
    names = ("police_logging_delay", "police_logging_delay_p90", "notification_delay")
    if not scene.has("local_missing_report"):
        for name in names:
            found.not_collected(name, STATUS)
        return
    reports = {row["mrep_missing_id"]: row for row in scene.rows["local_missing_report"]}

    police = []
    for row in started(scene):
        report = reports.get(row["miss_table_id"], {})
        reported, logged = report.get("mrep_police_reported_date"), report.get("mrep_police_logged_date")
        if is_known_time(scene, reported) and is_known_time(scene, logged) and not logged.earliest < reported.earliest:
            delay = hours(reported.earliest, logged.earliest)
            police.append(Row(row["miss_table_id"], groups(scene, row), delay))
    found.add("police_logging_delay", STATUS, police, median)
    found.add("police_logging_delay_p90", STATUS, police, quantile(Fraction(9, 10)))

    told = []
    for row in returns(scene):
        back, notified = row["returned"], reports.get(row["miss_table_id"], {}).get("mrep_authority_notified_date")
        if not back.day_only and is_known_time(scene, notified) and notified.earliest > back.earliest:
            delay = hours(back.earliest, notified.earliest)
            told.append(Row(row["miss_table_id"], groups(scene, row), delay))
    found.add("notification_delay", STATUS, told, median)


def is_known_time(scene: Scene, moment: Time | None) -> bool:
    """Tell whether it is a time: not date-only, not after as_at."""
    return moment is not None and not moment.day_only and moment.earliest <= scene.as_at

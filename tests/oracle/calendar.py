"""Calendar months and whole years, by the day."""

from calendar import monthrange
from datetime import date, datetime

from tests.oracle.reading import as_day, midnight
from tests.oracle.scene import Scene


def add_months(day: date, months: int) -> date:
    """Give the same day so many months later, or the last day of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def back_from_end(scene: Scene, months: int) -> datetime:
    """Give the midnight so many months before the end."""
    return midnight(add_months(scene.end, -months))


def age(scene: Scene, person: str) -> int | None:
    """Give the whole years that a person has lived on the last day; None if nobody knows the birthday."""
    rows = [row for row in scene.rows["ssd_person"] if row["pers_person_id"] == person]
    born = as_day(rows[0].get("pers_dob")) if rows else None
    if born is None:
        return None
    had_birthday = (scene.last_day.month, scene.last_day.day) >= (born.month, born.day)
    return scene.last_day.year - born.year - (not had_birthday)

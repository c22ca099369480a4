"""The front door, as measures-children.md has it: contacts, referrals, first visits and assessments."""

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from tests.oracle import quality
from tests.oracle.reading import DAY, Time, before, midnight, words
from tests.oracle.scene import Scene, is_open
from tests.oracle.shapes import Figures, Row, count, median, share

TEAMS = "authority service team"
TEAM = "authority team"
ASSESSMENT_WORKING_DAYS = 45
HOLIDAYS = {
    date.fromisoformat(line)
    for line in (Path(__file__).parents[1] / "data" / "bank_holidays_england_wales.csv").read_text().split()[1:]
}


def measure(scene: Scene, found: Figures) -> None:
    """Add every figure."""
    contacts(scene, found)
    referrals(scene, found)
    allocations(scene, found)
    first_visits(scene, found)
    assessments(scene, found)
    overdue(scene, found)


def working_days(first: date, last: date) -> int:
    """Count the working days in `(first, last]`."""
    days = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    return sum(day.weekday() < 5 and day not in HOLIDAYS for day in days)


def has_run_out(scene: Scene, since: date, number: int) -> bool:
    """Tell whether so many working days after a day have ended when the data were pulled."""
    day = since
    while working_days(since, day) < number:
        day += DAY
    return midnight(day + DAY) <= scene.as_at


# Contacts


def contacts(scene: Scene, found: Figures) -> None:
    made = [row for row in scene.rows["ssd_contacts"] if scene.in_period(row["cont_contact_date"])]
    found.add("contacts", "authority source", [Row(row["cont_contact_id"], groups(row)) for row in made], count)
    if not scene.has("local_contact_decision"):
        found.not_collected("contacts_decided_in_time", "authority source")
        found.not_collected("contacts_undecided", "authority")
        return
    due = [row for row in made if has_run_out(scene, row["cont_contact_date"].day, 1)]
    decided = {row["cont_contact_id"]: decision(scene, row) for row in due}
    in_time = [
        Row(
            row["cont_contact_id"],
            groups(row),
            (at := decided[row["cont_contact_id"]]) is not None
            and working_days(row["cont_contact_date"].day, at.day) <= 1,
        )
        for row in due
    ]
    found.add("contacts_decided_in_time", "authority source", in_time, share)
    undecided = [Row(row["cont_contact_id"], groups(row)) for row in due if decided[row["cont_contact_id"]] is None]
    found.add("contacts_undecided", "authority", undecided, count)


def groups(contact: quality.Row) -> dict[str, str]:
    return {"authority": "authority", "source": (contact["cont_contact_source_code"] or "").strip().upper()}


def decision(scene: Scene, contact: quality.Row) -> Time | None:
    """Give when it was decided. DQ27: not before it was made."""
    for row in scene.rows["local_contact_decision"]:
        at = row["cdec_decided_date"]
        if row["cdec_contact_id"] == contact["cont_contact_id"] and at and not before(at, contact["cont_contact_date"]):
            return at
    return None


# Referrals


def referred(scene: Scene) -> list[quality.Row]:
    """Give the referrals of the period."""
    return [row for row in scene.rows["ssd_cin_episodes"] if scene.in_period(row["cine_referral_date"])]


def accepted(scene: Scene) -> list[quality.Row]:
    """Give the referrals of the period that led to further action."""
    return [row for row in referred(scene) if row["cine_referral_nfa"] != "y"]


def of(scene: Scene, referral: quality.Row, value: Fraction | bool = False) -> Row:
    return Row(referral["cine_referral_id"], scene.place(referral["cine_referral_team"]), value)


def referrals(scene: Scene, found: Figures) -> None:
    found.add("referrals", TEAMS, [of(scene, row) for row in referred(scene)], count)
    stopped = [of(scene, row, row["cine_referral_nfa"] == "y") for row in referred(scene)]
    found.add("referrals_no_further_action", TEAM, stopped, share)
    again = [of(scene, row, is_again(scene, row)) for row in referred(scene)]
    found.add("re_referrals", TEAMS, again, share)


def is_again(scene: Scene, referral: quality.Row) -> bool:
    """Tell whether the child was referred on another day of the twelve months before."""
    day = referral["cine_referral_date"].day
    last_year = date(day.year - 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)
    return any(
        last_year <= row["cine_referral_date"].day < day
        for row in scene.rows["ssd_cin_episodes"]
        if row["cine_person_id"] == referral["cine_person_id"]
    )


def allocations(scene: Scene, found: Figures) -> None:
    held = [
        row
        for row in scene.rows["ssd_involvements"]
        if words(row["invo_professional_role_id"]) in scene.standards.allocated_roles
        and row["invo_professional_id"] in scene.professionals
        and row["invo_professional_id"] != "-1"
    ]
    waits = []
    for row in accepted(scene):
        day = row["cine_referral_date"].day
        starts = [
            other["invo_involvement_start_date"].day
            for other in held
            if row["cine_person_id"] == other["invo_person_id"]
            or row["cine_referral_id"] == other.get("invo_referral_id")
        ]
        later = [start for start in starts if start >= day]
        if later:
            waits.append(of(scene, row, Fraction(working_days(day, min(later)))))
    found.add("days_to_allocation", TEAM, waits, median)


def first_visits(scene: Scene, found: Figures) -> None:
    limit = scene.standards.first_visit_working_days
    seen = [row for row in scene.rows["ssd_cin_visits"] if row["cinv_cin_visit_seen"] == "y"]
    rows = []
    for row in accepted(scene):
        day = row["cine_referral_date"].day
        days = [other["cinv_cin_visit_date"].day for other in seen if other["cinv_person_id"] == row["cine_person_id"]]
        in_time = any(visit >= day and working_days(day, visit) <= limit for visit in days)
        if has_run_out(scene, day, limit):
            rows.append(of(scene, row, in_time))
    found.add("first_visit_in_time", TEAM, rows, share)


# Assessments


def referral_day(scene: Scene, assessment: quality.Row) -> date | None:
    """Give the day of the assessment's referral. DQ29: not of one that it was authorised before."""
    for row in scene.rows["ssd_cin_episodes"]:
        if row["cine_referral_id"] == assessment["cina_referral_id"]:
            at, made = assessment["cina_assessment_auth_date"], row["cine_referral_date"]
            return None if at and before(at, made) else made.day
    return None


def about(scene: Scene, assessment: quality.Row, value: Fraction | bool = False) -> Row:
    return Row(assessment["cina_assessment_id"], scene.place(assessment["cina_assessment_team"]), value)


def assessments(scene: Scene, found: Figures) -> None:
    completed = [row for row in scene.rows["ssd_cin_assessments"] if scene.in_period(row["cina_assessment_auth_date"])]
    found.add("assessments_completed", TEAMS, [about(scene, row) for row in completed], count)
    in_time, whole_way = [], []
    for row in completed:
        day, end = referral_day(scene, row), row["cina_assessment_auth_date"].day
        if day is not None:
            in_time.append(about(scene, row, working_days(day, end) <= ASSESSMENT_WORKING_DAYS))
            whole_way.append(about(scene, row, Fraction((end - first_contact(scene, row, day)).days)))
    found.add("assessments_in_45_days", TEAMS, in_time, share)
    found.add("contact_to_assessment", "authority", whole_way, median)


def first_contact(scene: Scene, assessment: quality.Row, referral: date) -> date:
    """Give the day of the child's latest contact in the 30 days up to the referral, else that of the referral."""
    days = [
        row["cont_contact_date"].day
        for row in scene.rows["ssd_contacts"]
        if row["cont_person_id"] == assessment["cina_person_id"]
    ]
    return max((day for day in days if 0 <= (referral - day).days <= 30), default=referral)


def overdue(scene: Scene, found: Figures) -> None:
    late = []
    for row in scene.rows["ssd_cin_assessments"]:
        started, authorised = row["cina_assessment_start_date"], row["cina_assessment_auth_date"]
        day = referral_day(scene, row)
        if (
            is_open(started, authorised, scene.end_at)
            and day is not None
            and working_days(day, scene.last_day) > ASSESSMENT_WORKING_DAYS
        ):
            late.append(about(scene, row))
    found.add("assessments_open_overdue", TEAMS, late, count)

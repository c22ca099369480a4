"""What several measures ask: what is open when, who holds whom, and each worker's role, team, FTE and ASYE year."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from tests.oracle.quality import Row
from tests.oracle.reading import DAY, Time, midnight, words

UNKNOWN = ""
ASYE_DAYS = 365


class Scene:
    """The clean rows of an authority, a period and the instant the data were pulled."""

    def __init__(
        self,
        rows: dict[str, list[Row]],
        collected: Collection[str],
        start: date,
        end: date,
        as_at: datetime,
        standards: Any,
    ) -> None:
        self.rows, self.collected, self.standards = rows, collected, standards
        self.start, self.end, self.last_day = start, end, end - DAY
        self.start_at, self.end_at, self.as_at = midnight(start), midnight(end), as_at
        self.teams = {row["dept_team_id"]: row for row in rows["ssd_department"]}
        self.professionals = {row["prof_professional_id"]: row for row in rows["ssd_professionals"]}
        self.open_cases = self.allocated_at(self.end_at)

    def has(self, *tables: str) -> bool:
        """Tell whether the local tables are there and not empty."""
        return all(table in self.collected for table in tables)

    def in_period(self, moment: Time | None) -> bool:
        return moment is not None and self.start_at <= moment.earliest < self.end_at

    def days_before_end(self, days: int) -> datetime:
        """Give the London midnight that many calendar days before the end."""
        return midnight(self.end - timedelta(days=days))

    # Where and whose

    def place(self, team: str | None) -> dict[str, str]:
        """Give the groups of a team: itself and its service; Unknown if it is none that the departments have."""
        known = self.teams.get(team)
        return {
            "authority": "authority",
            "team": known["dept_team_id"] if known else UNKNOWN,
            "service": (known["dept_team_parent_id"] or UNKNOWN) if known else UNKNOWN,
        }

    def care_status(self, child: str, at: datetime) -> str:
        for row in self.rows["ssd_cla_episodes"]:
            if row["clae_person_id"] == child and is_open(
                row["clae_cla_episode_start_date"], row["clae_cla_episode_ceased_date"], at
            ):
                return "looked_after"
        return "home"

    def allocated_at(self, at: datetime) -> list[Row]:
        """Give the allocated involvements open at an instant."""
        return [
            row
            for row in self.rows["ssd_involvements"]
            if words(row["invo_professional_role_id"]) in self.standards.allocated_roles
            and row["invo_professional_id"] in self.professionals
            and row["invo_professional_id"] != "-1"
            and is_open(row["invo_involvement_start_date"], row["invo_involvement_end_date"], at)
        ]

    def open_cin_episodes(self) -> list[Row]:
        """Give the CIN episodes open at the period's end."""
        return [
            row
            for row in self.cin_episodes()
            if is_open(row["cine_referral_date"], row["cine_close_date"], self.end_at)
        ]

    def cin_episodes(self) -> list[Row]:
        """Give the referrals that made a case."""
        return [row for row in self.rows["ssd_cin_episodes"] if row["cine_referral_nfa"] != "y"]

    # Workers

    def holders(self) -> list[str]:
        """Give the workers with an open case."""
        return sorted({row["invo_professional_id"] for row in self.open_cases})

    def children_of(self, worker: str) -> set[str]:
        return {row["invo_person_id"] for row in self.open_cases if row["invo_professional_id"] == worker}

    def spells(self, worker: str) -> list[Row]:
        return [row for row in self.rows["local_worker"] if row["work_professional_id"] == worker]

    def spells_on_last_day(self, worker: str) -> list[Row]:
        """Give the worker's spells that cover the last day, the one that says role and team last."""
        covering = [row for row in self.spells(worker) if covers(row, self.last_day)]
        return sorted(covering, key=lambda row: (row["work_start_date"], row["work_team_id"] or ""))

    def role(self, worker: str) -> str:
        for spell in self.spells_on_last_day(worker)[-1:]:
            if spell["work_role"]:
                return str(words(spell["work_role"]))
        title = words(self.professionals.get(worker, {}).get("prof_professional_job_title")) or ""
        return next((role for part, role in self.standards.role_titles.items() if part in title), "other")

    def fte(self, worker: str) -> Fraction | None:
        """Give the FTE, at most 1; None where neither the spells nor the professional's row say it."""
        own = self.professionals.get(worker, {}).get("prof_full_time_equivalency")
        spells = self.spells_on_last_day(worker)
        each = [own if spell["work_fte"] is None else spell["work_fte"] for spell in spells] if spells else [own]
        known = [fte for fte in each if fte is not None]
        return min(sum(known, Fraction(0)), Fraction(1)) if known else None

    def team(self, worker: str) -> str:
        """Give the worker's team: of the spell, else where the worker holds most children."""
        for spell in self.spells_on_last_day(worker)[-1:]:
            return self.place(spell["work_team_id"])["team"]
        held: dict[str, set[str]] = {}
        for row in self.open_cases:
            if row["invo_professional_id"] == worker:
                team = self.place(row["invo_professional_team"])["team"]
                held.setdefault(team, set()).add(row["invo_person_id"])
        return min(held, key=lambda team: (-len(held[team]), team == UNKNOWN, team), default=UNKNOWN)

    def asye_day(self, worker: str) -> int | None:
        """Give which day of the ASYE year the last day is, 0 to 364; None if none."""
        begun = [row["work_asye_start_date"] for row in self.spells(worker) if row["work_asye_start_date"]]
        days = [(self.last_day - day).days for day in begun if day <= self.last_day]
        return min(days) if days and min(days) < ASYE_DAYS else None


def is_open(start: Time, end: Time | None, at: datetime) -> bool:
    """`start < t and (finish is null or finish >= t)`."""
    return start.earliest < at and (end is None or end.earliest >= at)


def covers(spell: Row, day: date) -> bool:
    """First and last day in post included."""
    return spell["work_start_date"] <= day and (spell["work_end_date"] is None or day <= spell["work_end_date"])

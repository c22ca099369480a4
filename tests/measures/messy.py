"""Messy little authorities by seed: a few children and workers, and every time that lies on an edge.

All values are text, as in a SQLite file whose columns have no types. The dirt that a row gets afterwards is in
`dirt.py`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, time
from random import Random
from typing import TypeVar

from reports.periods import LONDON, Period
from reports.settings import Standards
from tests.measures import dirt
from tests.measures.domains import DOMAINS
from tests.measures.moments import DAY, HOUR, SECOND, Moments

T = TypeVar("T")
Rows = list[dict[str, str | None]]
PERIODS = ("2026-10", "2026-10", "2026-03", "2026-04", "2026-12", "2026-10-19", "2026-03-23", "2026-12-21", "2026-Q3")
STANDARDS = (
    Standards(),
    Standards(
        caseload_ceilings={"social worker": 2.5, "senior practitioner": 2, "personal adviser": 2.5, "team manager": 1},
        long_absence_days=4,
        repeat_missing_episodes=2,
        supervision_interval_days=9,
    ),
)
CHILDREN = ["c1", "c2", "c3", "c4", "c5", "C6", "7", "007"]
WORKERS = ["w1", "w2", "w3", "w4", "w5"]
TEAMS = ["t1", "t2", "t3"]
ALLOCATED = ["CW", "cw ", "Allocated Case Worker", " ALLOCATED case worker"]
ROLES = ["social worker", "Social Worker ", "senior practitioner", "personal adviser", "team manager", "support worker"]
TITLES = ["Social Worker (ASYE)", "SENIOR PRACTITIONER", "Personal Advisor", "Team Manager, social work", "Clerk"]
FTES = ["1", "1", "0.6", "0.5", "0.4", "0.8", "0.1", "0.7", "1.2", "0", "-0.5"]
GRADES = ["outstanding", "good", "Good ", "requires improvement", "inadequate"]
OUTCOMES = ["declined by child", "Declined by Carer", "not possible", "not required"]


class Authority:
    """One messy authority, made of islands that share nothing but the period, the pull and the standards.

    More islands make more cases of one run of the project, fewer make the figures of the whole more telling.
    """

    def __init__(self, seed: int, islands: int = 1) -> None:
        random = Random(seed)
        self.period = Period.parse(random.choice(PERIODS))
        self.standards = random.choice(STANDARDS)
        after_end = (HOUR * 0, HOUR * 6, DAY * 3 + HOUR * 6, DAY * 5, DAY * 30, DAY * -2, DAY * -3 + HOUR * 10)
        pulled = datetime.combine(self.period.end, time()) + random.choice(after_end)
        self.as_at = pulled.replace(tzinfo=LONDON)
        self.tables: dict[str, Rows] = {}
        for n in range(islands):
            island = Island(random, Moments(random, self.period, pulled), prefix=f"{n}-" if n else "")
            for name, rows in island.tables.items():
                self.tables.setdefault(name, []).extend(rows)
        for rows in self.tables.values():
            random.shuffle(rows)
        dirt.take_tables_away(self.tables, random)


class Island:
    """A few children and workers, their teams and all that is recorded of them."""

    def __init__(self, random: Random, moments: Moments, prefix: str) -> None:
        self.random, self.moments, self.prefix = random, moments, prefix
        self.children = [prefix + child for child in CHILDREN[: random.randint(3, 8)]]
        self.workers = [prefix + worker for worker in WORKERS[: random.randint(2, 5)]]
        self.teams = [prefix + team for team in TEAMS]
        self.usual_start = moments.long_ago()
        self.came_back: dict[str, datetime] = {}
        self.tables: dict[str, Rows] = {
            "ssd_person": [{"pers_person_id": child} for child in self.children],
            "ssd_professionals": self.professionals(),
            "ssd_department": self.departments(),
            "ssd_care_leavers": [],
            "ssd_involvements": self.rows(12, self.involvement),
            "ssd_cin_episodes": self.rows(10, self.cin_episode),
            "ssd_cla_episodes": self.rows(5, self.cla_episode),
            "ssd_missing": self.rows(10, self.absence_of_a_child),
            "local_worker": self.rows(7, self.spell),
            "local_worker_absence": self.rows(3, self.absence_of_a_worker),
            "local_supervision": self.rows(12, self.supervision),
            "local_case_oversight": self.rows(5, self.oversight),
            "local_missing_report": [],
            "local_return_interview": [],
            "local_return_interview_episode": [],
            "local_return_interview_theme": self.rows(6, self.theme),
        }
        for domain in DOMAINS:
            self.tables |= domain.mess(self)
        for missing_id in self.came_back:
            self.report(missing_id)
            self.interviews(missing_id)
        dirt.soil(self.tables, random)

    def pick(self, choices: Sequence[T]) -> T:
        return self.random.choice(choices)

    def maybe(self, value: T, chance: float = 0.5) -> T | None:
        return value if self.random.random() < chance else None

    def rows(self, most: int, make: Callable[[str], dict[str, str | None]]) -> Rows:
        return [make(f"{self.prefix}{n}") for n in range(self.random.randint(most // 2, most))]

    # Who and where

    def professionals(self) -> Rows:
        return [
            {
                "prof_professional_id": worker,
                "prof_professional_job_title": self.maybe(self.pick(TITLES), 0.9),
                "prof_full_time_equivalency": self.maybe(self.pick(FTES), 0.8),
            }
            for worker in [*self.workers, *(["-1"] if not self.prefix else [])]
        ]

    def departments(self) -> Rows:
        services = (f"{self.prefix}s1", f"{self.prefix}s2", None)
        return [{"dept_team_id": team, "dept_team_parent_id": self.pick(services)} for team in self.teams]

    def team(self) -> str | None:
        return self.pick([*self.teams, *self.teams, "t9", "t8", None])

    def worker(self) -> str:
        return self.pick([*self.workers, *self.workers, *self.workers, "w9"])

    def child(self) -> str:
        return self.pick([*self.children, *self.children, "c99"])

    # Rows

    def involvement(self, row_id: str) -> dict[str, str | None]:
        start = self.pick((self.moments.any(), self.moments.long_ago(), self.usual_start))
        return {
            "invo_involvements_id": f"i{row_id}",
            "invo_professional_id": self.pick((self.worker(), self.worker(), self.worker(), "-1", None)),
            "invo_professional_role_id": self.pick((*ALLOCATED, *ALLOCATED, "IRO", None)),
            "invo_professional_team": self.team(),
            "invo_person_id": self.child(),
            "invo_involvement_start_date": self.moments.text(start),
            "invo_involvement_end_date": self.maybe(
                self.moments.text(self.pick((self.moments.any(), self.moments.soon_after(start)))), 0.25
            ),
        }

    def cin_episode(self, row_id: str) -> dict[str, str | None]:
        start = self.pick((self.moments.any(), self.moments.long_ago(), self.moments.edge()))
        return {
            "cine_referral_id": f"r{row_id}",
            "cine_person_id": self.child(),
            "cine_referral_date": self.moments.text(start),
            "cine_referral_nfa": self.pick(("N", "n", None, "Y", " y", "maybe")),
            "cine_close_date": self.maybe(
                self.moments.text(self.pick((self.moments.any(), self.moments.soon_after(start)))), 0.4
            ),
            "cine_referral_team": self.team(),
        }

    def cla_episode(self, row_id: str) -> dict[str, str | None]:
        start = self.pick((self.moments.any(), self.moments.long_ago()))
        return {
            "clae_cla_episode_id": f"e{row_id}",
            "clae_person_id": self.child(),
            "clae_cla_episode_start_date": self.moments.text(start),
            "clae_cla_episode_ceased_date": self.maybe(self.moments.text(self.moments.any()), 0.4),
        }

    def absence_of_a_child(self, row_id: str) -> dict[str, str | None]:
        start, missing_id = self.pick((self.moments.any(), self.moments.any(), self.moments.edge())), f"m{row_id}"
        end = self.pick((self.moments.soon_after(start), self.moments.soon_after(start), self.moments.about_the_pull()))
        self.came_back[missing_id] = end
        return {
            "miss_table_id": missing_id,
            "miss_person_id": self.pick((self.child(), self.children[0])),
            "miss_missing_episode_start_date": self.moments.text(start),
            "miss_missing_episode_type": self.pick(("M", "M", "M", "M", "m ", "M", "A", "A", "X", None)),
            "miss_missing_episode_end_date": self.maybe(self.moments.text(end), 0.85),
            "miss_missing_rhi_offered": self.pick((None, "Y", "y", "N", "NA", "?")),
        }

    def spell(self, _: str) -> dict[str, str | None]:
        start = self.pick((self.moments.any(), self.moments.long_ago(), self.usual_start, self.usual_start))
        asye = self.moments.period.last_day - DAY * self.pick((0, 20, 41, 42, 100, 181, 182, 200, 364, 365, -1))
        return {
            "work_professional_id": self.worker(),
            "work_role": self.maybe(self.pick(ROLES), 0.8),
            "work_team_id": self.team(),
            "work_fte": self.maybe(self.pick(FTES), 0.8),
            "work_asye_start_date": self.maybe(asye.isoformat(), 0.6),
            "work_start_date": self.moments.day(start),
            "work_end_date": self.maybe(self.moments.day(), 0.25),
        }

    def absence_of_a_worker(self, _: str) -> dict[str, str | None]:
        start = self.moments.any()
        end = start + DAY * self.pick((0, 2, 3, 4, 12, 13, 14, -1))
        return {
            "abse_professional_id": self.worker(),
            "abse_start_date": self.moments.day(start),
            "abse_end_date": self.maybe(self.moments.day(end), 0.8),
        }

    def supervision(self, row_id: str) -> dict[str, str | None]:
        held = self.moments.session()
        recorded = held + DAY * self.pick((-1, 0, 3, 5, 6, 7, 8, 9, 12)) + HOUR * self.pick((-2, 0, 3))
        return {
            "supv_supervision_id": f"v{row_id}",
            "supv_professional_id": self.maybe(self.worker(), 0.95),
            "supv_held_date": self.maybe(self.moments.text(held), 0.9),
            "supv_type": self.pick(("individual", "Individual ", "individual", "group", "pair", None)),
            "supv_recorded_date": self.maybe(self.moments.text(recorded), 0.8),
            "supv_audit_grade": self.maybe(self.pick([*GRADES, "fine"])),
        }

    def oversight(self, row_id: str) -> dict[str, str | None]:
        return {
            "over_oversight_id": f"o{row_id}",
            "over_person_id": self.child(),
            "over_date": self.moments.text(
                self.pick((self.moments.any(), self.moments.edge(), self.moments.by_the_pull()))
            ),
        }

    def theme(self, _: str) -> dict[str, str | None]:
        return {
            "rhit_interview_id": f"h{self.prefix}{self.random.randint(0, 6)}",
            "rhit_kind": self.pick(("push", "Pull ", "harm", "input", "other", None)),
            "rhit_theme": self.pick(("family conflict", " Family Conflict", "peer influence", None)),
        }

    def report(self, missing_id: str) -> None:
        """Add what the police know of an absence, and when the authority was told."""
        back = self.came_back[missing_id]
        reported = self.pick((back - HOUR, back - 5 * HOUR, self.moments.about_the_pull()))
        report = {
            "mrep_missing_id": missing_id,
            "mrep_police_reported_date": self.maybe(self.moments.text(reported), 0.9),
            "mrep_police_logged_date": self.maybe(self.moments.text(self.moments.soon_after(reported)), 0.9),
            "mrep_authority_notified_date": self.maybe(self.moments.text(self.moments.soon_after(back)), 0.7),
            "mrep_returned_date": self.maybe(self.moments.text(self.pick((back, self.moments.soon_after(back))))),
            "mrep_returned_precision": self.pick((None, None, "time", "Date ", "day")),
        }
        if self.random.random() < 0.7:
            self.tables["local_missing_report"].append(report)

    def interviews(self, missing_id: str) -> None:
        """Add up to two interviews after an absence, about when they must be held, and link them, some to others."""
        back = self.came_back[missing_id]
        waits = (-DAY, -HOUR, 0 * HOUR, HOUR, 48 * HOUR, 72 * HOUR, 72 * HOUR + SECOND, 71 * HOUR, 4 * DAY, 5 * DAY)
        usual = back + self.pick(waits)
        for _ in range(self.pick((0, 1, 1, 1, 2, 2))):
            interview_id = f"h{self.prefix}{len(self.tables['local_return_interview'])}"
            done = self.pick((usual, usual, back + self.pick(waits)))
            interview = {
                "rhi_interview_id": interview_id,
                "rhi_person_id": self.maybe(self.child(), 0.95),
                "rhi_offered_date": self.maybe(self.moments.text(self.pick((self.moments.soon_after(back), done)))),
                "rhi_outcome": self.pick(("completed", "Completed ", *["completed"] * 6, *OUTCOMES, None, "done")),
                "rhi_completed_date": self.maybe(self.moments.text(done), 0.9),
                "rhi_completed_precision": self.pick((None, None, "time", "date", "hour")),
                "rhi_independent_flag": self.pick(("Y", "y", "N", "no", None)),
                "rhi_audit_grade": self.maybe(self.pick([*GRADES, "fine"])),
            }
            self.tables["local_return_interview"].append(interview)
            linked = [missing_id] * (self.random.random() < 0.9)
            linked += [self.pick(list(self.came_back))] * (self.random.random() < 0.2)
            linked += [f"m{self.prefix}99"] * (self.random.random() < 0.05)
            links = [{"rhie_interview_id": interview_id, "rhie_missing_id": absence} for absence in linked]
            self.tables["local_return_interview_episode"] += links

"""Stories: a case-management database told in a few rows, and what the reports make of it.

A story is told first and asked afterwards. Every answer takes the real way: a SQLite file in the contract's
tables, pulled, cleaned, computed. What a row does not say is NULL. Children, workers and teams that a story only
mentions stand in the reference tables by themselves, each team in the service `s1`, each worker a full-time
social worker; but not those that it calls `unknown`.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path

import pandas as pd

from reports.checks import Checked, clean
from reports.measures import MEASURES, compute
from reports.measures.cohorts import Cohorts
from reports.measures.lists import LISTS
from reports.measures.prepared import Prepared
from reports.measures.tally import Count, Share
from reports.periods import Period, parse_instant
from reports.pseudonyms import pseudonyms
from reports.settings import Settings, Standards
from reports.source import Source, pull
from tests.answers import Figures, Lists
from tests.database import Row, with_everybody_mentioned, write


class Story:
    """One story: its period (October 2026 unless it says so), the instant of the pull, the standards, its rows."""

    def __init__(
        self,
        file: Path,
        period: str = "2026-10",
        as_at: str = "2026-11-03T06:00",
        standards: Standards | None = None,
    ) -> None:
        self.file = file
        self.period = Period.parse(period)
        self.as_at: datetime = parse_instant(as_at)
        self.settings = Settings(standards=standards or Standards())
        self.rows: dict[str, list[Row]] = {}
        self.nobody: set[object] = {None, ""}

    # Telling

    def add(self, table: str, *rows: Mapping[str, object], **fields: object) -> None:
        """Add rows to a table, each with the fields that it has."""
        self.rows.setdefault(table, []).extend([dict(row) for row in rows] + ([fields] if fields else []))

    def unknown(self, *ids: str) -> None:
        """Keep these out of the reference tables."""
        self.nobody.update(ids)

    def case(
        self,
        child: str,
        worker: str | None = "w1",
        *,
        team: str | None = "t1",
        start: str | None = "2026-01-05",
        end: str | None = None,
        role: str | None = "CW",
    ) -> None:
        """Allocate the child to the worker."""
        self.add(
            "ssd_involvements",
            invo_involvements_id=self._next("ssd_involvements", "i"),
            invo_professional_id=worker,
            invo_professional_role_id=role,
            invo_professional_team=team,
            invo_person_id=child,
            invo_involvement_start_date=start,
            invo_involvement_end_date=end,
        )

    def referral(
        self,
        child: str,
        start: str = "2026-01-05",
        end: str | None = None,
        *,
        team: str | None = "t1",
        nfa: str | None = None,
    ) -> None:
        """Open a CIN episode."""
        self.add(
            "ssd_cin_episodes",
            cine_referral_id=self._next("ssd_cin_episodes", "r"),
            cine_person_id=child,
            cine_referral_date=start,
            cine_referral_nfa=nfa,
            cine_close_date=end,
            cine_referral_team=team,
        )

    def in_care(self, child: str, start: str = "2026-01-05", end: str | None = None) -> None:
        """Let the child be looked after."""
        self.add(
            "ssd_cla_episodes",
            clae_cla_episode_id=self._next("ssd_cla_episodes", "e"),
            clae_person_id=child,
            clae_cla_episode_start_date=start,
            clae_cla_episode_ceased_date=end,
        )

    def professional(self, worker: str, title: str | None = "Social Worker", fte: object = 1) -> None:
        """Say what ssd_professionals knows of a worker."""
        self.add(
            "ssd_professionals",
            prof_professional_id=worker,
            prof_professional_job_title=title,
            prof_full_time_equivalency=fte,
        )

    def spell(
        self,
        worker: str = "w1",
        *,
        role: str | None = "social worker",
        team: str | None = "t1",
        fte: object = 1,
        start: str = "2020-01-06",
        end: str | None = None,
        asye: str | None = None,
    ) -> None:
        """Employ the worker."""
        self.add(
            "local_worker",
            work_professional_id=worker,
            work_role=role,
            work_team_id=team,
            work_fte=fte,
            work_asye_start_date=asye,
            work_start_date=start,
            work_end_date=end,
        )

    def off_work(self, worker: str, start: str, end: str | None = None) -> None:
        """Let the worker be absent."""
        self.add("local_worker_absence", abse_professional_id=worker, abse_start_date=start, abse_end_date=end)

    def session(
        self,
        worker: str = "w1",
        held: str | None = "2026-10-12 10:00",
        *,
        recorded: str | None = None,
        grade: str | None = None,
        kind: str | None = "individual",
    ) -> None:
        """Supervise the worker."""
        self.add(
            "local_supervision",
            supv_supervision_id=self._next("local_supervision", "s"),
            supv_professional_id=worker,
            supv_held_date=held,
            supv_recorded_date=recorded,
            supv_audit_grade=grade,
            supv_type=kind,
        )

    def oversight(self, child: str, at: str) -> None:
        """Record a manager's oversight of the child."""
        over_id = self._next("local_case_oversight", "o")
        self.add("local_case_oversight", over_oversight_id=over_id, over_person_id=child, over_date=at)

    def missing(
        self,
        episode: str,
        start: str = "2026-10-09 20:00",
        back: str | None = None,
        *,
        child: str | None = None,
        kind: str | None = "M",
        offered: str | None = None,
    ) -> None:
        """Let a child (of its own, if none is named) go missing, and come back."""
        self.add(
            "ssd_missing",
            miss_table_id=episode,
            miss_person_id=child or f"child of {episode}",
            miss_missing_episode_start_date=start,
            miss_missing_episode_type=kind,
            miss_missing_episode_end_date=back,
            miss_missing_rhi_offered=offered,
        )

    def report(self, episode: str, **times: str | None) -> None:
        """Say what the police reported of an episode: reported, logged, returned, precision, authority_notified."""
        names = {"reported": "police_reported", "logged": "police_logged", "notified": "authority_notified"}
        fields = {
            f"mrep_returned_{name}" if name == "precision" else f"mrep_{names.get(name, name)}_date": time
            for name, time in times.items()
        }
        self.add("local_missing_report", mrep_missing_id=episode, **fields)

    def interview(
        self,
        *of: str,
        done: str | None = None,
        interview: str | None = None,
        outcome: str | None = None,
        offered: str | None = None,
        **more: str | None,
    ) -> None:
        """Interview a child about absences; one with a date of completion is completed unless it says so."""
        rhi_id = interview or self._next("local_return_interview", "h")
        self.add(
            "local_return_interview",
            rhi_interview_id=rhi_id,
            rhi_person_id=next((self._child_of(episode) for episode in of), "someone"),
            rhi_offered_date=offered,
            rhi_outcome=outcome or (done and "completed"),
            rhi_completed_date=done,
            **{f"rhi_{name}": value for name, value in more.items()},
        )
        for episode in of:
            self.link(rhi_id, episode)

    def link(self, interview: str | None, episode: str | None) -> None:
        """Say that the interview covered the absence."""
        self.add("local_return_interview_episode", rhie_interview_id=interview, rhie_missing_id=episode)

    def theme(self, interview: str, kind: str | None, theme: str | None) -> None:
        """Say what an interview was about."""
        self.add("local_return_interview_theme", rhit_interview_id=interview, rhit_kind=kind, rhit_theme=theme)

    # Asking

    @cached_property
    def source(self) -> Source:
        """The story as it was pulled."""
        return pull(str(self.write()), self.period, self.as_at, self.settings.standards)

    @cached_property
    def checked(self) -> Checked:
        """The story after the data-quality rules."""
        return clean(self.source, self.settings)

    @property
    def found(self) -> dict[tuple[str, str], int]:
        """How many rows each rule hit, by rule and table."""
        return {(finding.rule, finding.table): finding.rows for finding in self.checked.findings}

    def computed(self, *measures: str) -> pd.DataFrame:
        """Give the figures of the story's period, of these measures or of all."""
        return compute(self.checked.data, self.period, self.settings, measures or MEASURES)

    @cached_property
    def figures(self) -> Figures:
        """The figures of the story's period."""
        return Figures(self.computed)

    @cached_property
    def lists(self) -> Lists:
        """The lists of the story's period."""
        return Lists(LISTS, lambda name: LISTS[name].make(self._cohorts, pseudonyms()))

    def counted(self, measure: str) -> set[str]:
        """Name what a measure counts: the things in its numerator."""
        tally = MEASURES[measure].tally(self._cohorts)
        assert isinstance(tally, Count | Share)
        rows = tally.rows if isinstance(tally, Count) else tally.rows[tally.rows[tally.where].astype(bool)]
        return set(rows[tally.of])

    def of(self, measure: str) -> set[str]:
        """Name what a share is a share of: the things in its denominator."""
        tally = MEASURES[measure].tally(self._cohorts)
        assert isinstance(tally, Share)
        return set(tally.rows[tally.of])

    def write(self) -> Path:
        """Write the story into its file, once: the SSD tables always, a local one if the story has rows of it."""
        if not self.file.exists():
            write(self.file, with_everybody_mentioned(self.rows, self.nobody))
        return self.file

    @cached_property
    def _cohorts(self) -> Cohorts:
        return Cohorts(Prepared(self.checked.data, self.settings.standards), self.period)

    def _child_of(self, episode: str) -> object:
        return next(row["miss_person_id"] for row in self.rows["ssd_missing"] if row["miss_table_id"] == episode)

    def _next(self, table: str, letter: str) -> str:
        return f"{letter}{len(self.rows.get(table, [])) + 1}"

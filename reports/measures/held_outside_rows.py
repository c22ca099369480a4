"""What is held outside the case system, prepared: returned figures, homeless young people, actions of the plan."""

from functools import cached_property, reduce
from typing import Any

import pandas as pd

from reports.checks.held_outside import NUMBER, between_commas
from reports.measures.cohorts import Cohorts
from reports.measures.directory import UNKNOWN_GROUP
from reports.measures.groups import OF_DOMAINS, Grouping, called
from reports.measures.keys import ids, own_keys
from reports.measures.moments import run_out, working_days
from reports.measures.prepared import Prepared
from reports.periods import Kind, Period
from reports.source import matchable

DONE = "done"
PARTS = {Kind.QUARTER: (Kind.MONTH, 3), Kind.YEAR: (Kind.QUARTER, 4)}  # of what a period is made, and of how many


class Returned:
    """Returned figures: which count for a period, of the authority and of its teams."""

    def __init__(self, prepared: Prepared) -> None:
        """Take a snapshot's rows of local_return, of each measure, period and team one."""
        frame = prepared.data.frames["local_return"]
        team = prepared.known_team(frame["retn_team_id"])
        self._whole: dict[Period, pd.DataFrame] = {}
        self._by_team: dict[Period, pd.DataFrame] = {}
        self._rows = pd.DataFrame(
            {
                "measure": frame["retn_measure"],
                "team_id": frame["retn_team_id"],
                "team": team,
                "service": prepared.service_of(team),
                "numerator": frame["retn_numerator"],
                "denominator": frame["retn_denominator"],
                "start": frame["retn_period_start"],
                "end": frame["retn_period_end"],
                "recorded": frame["retn_recorded_date"],
                "recorded_by": frame["retn_recorded_by"],
            }
        )

    def whole(self, period: Period) -> pd.DataFrame:
        """Give the rows whose sum is the authority's figure of each measure that has one.

        They are the one that was returned for the authority; without one, those of the teams; without these, what makes
        up its parts, where each has a figure: a quarter's months, a year's quarters. Columns: measure, team_id (empty:
        the authority), team, service, numerator, denominator, start, end (days), recorded (instant), recorded_by.
        """
        if period not in self._whole:
            own = self._of(period)
            whole = own[own["team_id"].isna()]
            own = pd.concat([whole, own[own["team_id"].notna() & ~own["measure"].isin(whole["measure"])]])
            self._whole[period] = _with_parts(own, [self.whole(part) for part in _parts(period)], ["measure"])
        return self._whole[period]

    def by_team(self, period: Period) -> pd.DataFrame:
        """Give the rows whose sum is each team's figure, as `whole` does of the authority."""
        if period not in self._by_team:
            own = self._of(period)
            parts = [self.by_team(part) for part in _parts(period)]
            self._by_team[period] = _with_parts(own[own["team_id"].notna()], parts, ["measure", "team_id"])
        return self._by_team[period]

    def latest(self, day: pd.Timestamp) -> pd.DataFrame:
        """Give what was last returned of each measure for a period that had ended by a day, of the authority.

        It is the one that was returned for the authority; without one, the sum of the teams'. Columns: measure, start,
        end (days), numerator, denominator, recorded (instant), recorded_by.
        """
        rows = self._rows[self._rows["end"] <= day].sort_values(["end", "start", "recorded"])
        period = ["measure", "start", "end"]
        whole = rows[rows["team_id"].isna()].drop_duplicates(period, keep="last")
        of_teams = rows[rows["team_id"].notna()].groupby(period, as_index=False)
        sums = of_teams.agg(
            numerator=("numerator", "sum"),
            denominator=("denominator", lambda column: column.sum(min_count=1)),
            recorded=("recorded", "max"),
            recorded_by=("recorded_by", "last"),
        )
        every = pd.concat([sums, whole[sums.columns]]).drop_duplicates(period, keep="last")
        return every.sort_values(["end", "start"]).drop_duplicates("measure", keep="last").sort_values("measure")

    def _of(self, period: Period) -> pd.DataFrame:
        start, end = pd.Timestamp(period.start), pd.Timestamp(period.end)
        return self._rows[(self._rows["start"] == start) & (self._rows["end"] == end)]


class HeldOutside:
    """Presentations of homeless young people, and the actions of the improvement plan."""

    def __init__(self, prepared: Prepared) -> None:
        """Take a snapshot."""
        self._frames, self._as_at = prepared.data.frames, prepared.data.as_at
        self._assessment_days = prepared.standards.homeless_assessment_days

    @cached_property
    def presentations(self) -> pd.DataFrame:
        """Presentations as homeless at 16 or 17.

        Columns: presentation, person (`str`), presented (instant), assessed (instant or empty), outcome, nights,
        days_to_placement (empty unless under section 20, decided and placed), due (bool: the working days of an
        assessment have run out), in_time (bool).
        """
        frame = self._frames["local_homeless_presentation"]
        presented, assessed = frame["homl_date"], frame["homl_assessed_date"]
        placed = frame["homl_placed_date"].dt.tz_localize(None).dt.normalize()
        decided = frame["homl_decision_date"].dt.tz_localize(None).dt.normalize()
        return pd.DataFrame(
            {
                "presentation": own_keys(frame["homl_presentation_id"]),
                "person": frame["homl_person_id"],
                "presented": presented,
                "assessed": assessed,
                "outcome": own_keys(frame["homl_outcome"].fillna(UNKNOWN_GROUP)),
                "nights": frame["homl_bb_nights"].fillna(0),
                "days_to_placement": (placed - decided).dt.days.where(frame["homl_outcome"] == "section 20"),
                "due": run_out(presented, self._assessment_days, self._as_at),
                "in_time": working_days(presented, assessed) <= self._assessment_days,
            }
        )

    @cached_property
    def actions(self) -> pd.DataFrame:
        """Actions of the plan, a row for each recommendation that one serves; one that serves none has a row too.

        Columns: action, plan_theme, status, recommendation (a number as text, or empty), due (day).
        """
        frame = self._frames["local_plan_action"]
        numbers = between_commas(frame["acti_recommendations"])
        numbers = numbers[numbers.str.fullmatch(NUMBER)].str.replace("^0+(?=.)", "", regex=True)
        actions = pd.DataFrame(
            {
                "action": own_keys(frame["acti_action_id"]),
                "plan_theme": own_keys(matchable(frame["acti_theme"]).fillna(UNKNOWN_GROUP)),
                "status": own_keys(frame["acti_status"].fillna(UNKNOWN_GROUP)),
                "due": frame["acti_due_date"],
            }
        ).join(numbers.rename("recommendation"))
        return actions.assign(recommendation=own_keys(actions["recommendation"].fillna(UNKNOWN_GROUP)))

    @cached_property
    def theme_names(self) -> "pd.Series[Any]":
        """The name of each theme: of the ways in which it is written, the first."""
        themes = self._frames["local_plan_action"]["acti_theme"].str.strip().dropna().sort_values()
        return themes.set_axis(matchable(themes)).groupby(level=0).first()


class HeldOutsideOf:
    """What of it is about a period."""

    def __init__(self, cohorts: Cohorts) -> None:
        """Take a period."""
        self._held, self._cohorts = cohorts.prepared.part(HeldOutside), cohorts

    @cached_property
    def presentations(self) -> pd.DataFrame:
        """Those of `HeldOutside.presentations` of the period."""
        presentations = self._held.presentations
        return presentations[self._cohorts.in_period(presentations["presented"])]

    @cached_property
    def overdue(self) -> pd.DataFrame:
        """Those of `HeldOutside.actions` that are due before the period's end and not done."""
        actions = self._held.actions
        return actions[(actions["due"] <= self._cohorts.last_day) & (actions["status"] != DONE)]


def _parts(period: Period) -> list[Period]:
    """Give the periods of which a longer one is made; of a month or week there are none."""
    if period.kind not in PARTS:
        return []
    kind, number = PARTS[period.kind]
    first = Period(period.start, kind)
    return [first.shift(later) for later in range(number)]


def _with_parts(own: pd.DataFrame, parts: list[pd.DataFrame], by: list[str]) -> pd.DataFrame:
    """Add to a period's rows those of its parts, of what the period has none of and every part has some of."""
    if not parts:
        return own
    in_every = reduce(pd.Index.intersection, (_told_apart(rows, by) for rows in parts))
    added = in_every.difference(_told_apart(own, by))
    return pd.concat([own, *(rows[_told_apart(rows, by).isin(added)] for rows in parts)])


def _told_apart(rows: pd.DataFrame, by: list[str]) -> "pd.Index[Any]":
    return pd.MultiIndex.from_frame(rows[by]) if len(by) > 1 else pd.Index(rows[by[0]])


def _outcomes(prepared: Prepared) -> Grouping:
    return _capitalised(prepared.part(HeldOutside).presentations["outcome"])


def _statuses(prepared: Prepared) -> Grouping:
    return _capitalised(prepared.part(HeldOutside).actions["status"])


def _capitalised(keys: "pd.Series[Any]") -> Grouping:
    return called(ids(keys), ids(keys).to_series().str.capitalize())


def _themes(prepared: Prepared) -> Grouping:
    held = prepared.part(HeldOutside)
    return called(ids(held.actions["plan_theme"]), held.theme_names)


def _recommendations(prepared: Prepared) -> Grouping:
    numbers = ids(prepared.part(HeldOutside).actions["recommendation"])
    return called(numbers, "Recommendation " + numbers.to_series())


OF_DOMAINS |= {
    "outcome": _outcomes,
    "status": _statuses,
    "plan_theme": _themes,
    "recommendation": _recommendations,
}

"""What the measures of child protection count: enquiries, conferences, plans, their reviews and visits.

Plans are those of this authority: one of another authority (`cppl_cp_plan_ola`) is in no figure. Days are those of
London, so that no clock change makes a plan longer or a review late.
"""

from functools import cached_property
from typing import Any

import pandas as pd

from reports.checks.rows import before
from reports.measures.cohorts import Cohorts
from reports.measures.directory import UNKNOWN_GROUP
from reports.measures.keys import Keys, among, latest, of_each, own_keys, shared_keys
from reports.measures.moments import local_day, months_after, open_at, run_out, working_days
from reports.measures.prepared import Prepared

# Working Together to Safeguard Children (statutory guidance)
CONFERENCE_WITHIN_WORKING_DAYS = 15
FIRST_REVIEW_WITHIN_MONTHS = 3
NEXT_REVIEW_WITHIN_MONTHS = 6

REPEAT_WITHIN_MONTHS = 24  # measures-children.md: repeat_cp_plans_2_years
TWO_YEARS_ARE_MORE_THAN_DAYS = 729  # Department for Education: two years or longer is more than 729 days


class ChildProtection:
    """What a snapshot holds of child protection. Ids are keys (`reports.measures.keys`)."""

    def __init__(self, prepared: Prepared) -> None:
        """Take what is prepared of the snapshot."""
        self.prepared = prepared
        self.frames = prepared.data.frames

    @cached_property
    def enquiries(self) -> pd.DataFrame:
        """Section 47 enquiries: enquiry, team, start, end, without_conference (bool).

        Without a conference is one not ended with no further action that had none by as_at, its time having run out.
        """
        frame, conferences = self.frames["ssd_s47_enquiry"], self.frames["ssd_initial_cp_conference"]
        enquiry, of_conferences = self._enquiry_keys
        held = of_conferences[conferences["icpc_icpc_date"].notna()]
        time_is_up = run_out(frame["s47e_s47_start_date"], CONFERENCE_WITHIN_WORKING_DAYS, self.prepared.data.as_at)
        return pd.DataFrame(
            {
                "enquiry": enquiry,
                "team": self.prepared.known_team(frame["s47e_s47_completed_by_team"]),
                "start": frame["s47e_s47_start_date"],
                "end": frame["s47e_s47_end_date"],
                "without_conference": (frame["s47e_s47_nfa"] != "y") & ~among(enquiry, held) & time_is_up,
            }
        )

    @cached_property
    def conferences(self) -> pd.DataFrame:
        """Initial conferences of a known enquiry, but for transfers in: conference, team, held, in_time (bool).

        One that was held before its enquiry began is not in time (DQ32).
        """
        enquiry, of_conferences = self._enquiry_keys
        frame = self.frames["ssd_initial_cp_conference"].assign(enquiry=of_conferences)
        frame = frame[among(of_conferences, enquiry) & (frame["icpc_icpc_transfer_in"] != "y")]
        starts = latest(enquiry, self.frames["ssd_s47_enquiry"]["s47e_s47_start_date"])
        held, began = frame["icpc_icpc_date"], of_each(frame["enquiry"], pd.Series(starts))
        soon = working_days(began, held) <= CONFERENCE_WITHIN_WORKING_DAYS
        return pd.DataFrame(
            {
                "conference": own_keys(frame["icpc_icpc_id"]),
                "team": self.prepared.known_team(frame["icpc_icpc_team"]),
                "held": held,
                "in_time": soon & ~before(held, began),
            }
        )

    @cached_property
    def plans(self) -> pd.DataFrame:
        """Plans of this authority.

        Columns: plan, person, holder (the person as `prepared.people` has it, empty where it has not), start, end;
        first_day, last_day (naive); first_review_due (London midnight).
        """
        frame = self._own_plans
        start, end = frame["cppl_cp_plan_start_date"], frame["cppl_cp_plan_end_date"]
        return pd.DataFrame(
            {
                "plan": self._plan_keys.number(frame["cppl_cp_plan_id"]),
                "person": self._persons[0],
                "holder": self.prepared.people.number(frame["cppl_person_id"]),
                "start": start,
                "end": end,
                "first_day": local_day(start),
                "last_day": local_day(end),
                "first_review_due": months_after(start, FIRST_REVIEW_WITHIN_MONTHS),
            }
        )

    @cached_property
    def earlier_plans(self) -> pd.DataFrame:
        """Pairs of a plan with each plan of the child that began on an earlier day: plan, recent (bool).

        Recent is the earlier one if it ended in the 24 months up to the day on which the later began.
        """
        plans = self.plans[["plan", "person", "first_day"]]
        others = self.plans[["person", "first_day", "last_day", "end"]]
        both = plans.merge(others, on="person", suffixes=("", "_of_earlier"))
        both = both[both["first_day_of_earlier"] < both["first_day"]]
        ended = both["end"].where(both["last_day"] <= both["first_day"])  # a planned end may have no 24 months after it
        until = months_after(ended, REPEAT_WITHIN_MONTHS).dt.tz_localize(None)
        return pd.DataFrame({"plan": both["plan"], "recent": until >= both["first_day"]})

    @cached_property
    def reviews(self) -> pd.DataFrame:
        """Reviews of these plans since the day each began, the latest last: plan, held, late (bool), next_due.

        Late is the first one more than three months after the start, and any other more than six after the one before.
        """
        frame = self.frames["ssd_cp_reviews"]
        plan = self._plan_keys.number(frame["cppr_cp_plan_id"])
        held = pd.DataFrame({"plan": plan, "held": frame["cppr_cp_review_date"]}).dropna()
        reviews = held.merge(self.plans[["plan", "first_day", "first_review_due"]], on="plan")
        reviews = reviews[local_day(reviews["held"]) >= reviews["first_day"]].sort_values("held")
        next_due = months_after(reviews["held"], NEXT_REVIEW_WITHIN_MONTHS)
        due = next_due.groupby(reviews["plan"], observed=True).shift().fillna(reviews["first_review_due"])
        late = reviews["held"].dt.normalize() > due
        return pd.DataFrame({"plan": reviews["plan"], "held": reviews["held"], "late": late, "next_due": next_due})

    @cached_property
    def visits(self) -> pd.DataFrame:
        """Visits at which the child was seen, the latest last: person, at."""
        frame = self._seen
        return pd.DataFrame({"person": self._persons[1], "at": frame["cppv_cp_visit_date"]}).sort_values("at")

    @cached_property
    def _enquiry_keys(self) -> "list[pd.Series[Any]]":
        """The enquiries, and of which of them the conferences are."""
        conferences = self.frames["ssd_initial_cp_conference"]
        return shared_keys(self.frames["ssd_s47_enquiry"]["s47e_s47_enquiry_id"], conferences["icpc_s47_enquiry_id"])

    @cached_property
    def _own_plans(self) -> pd.DataFrame:
        frame = self.frames["ssd_cp_plans"]
        return frame[frame["cppl_cp_plan_ola"] != "y"]

    @cached_property
    def _seen(self) -> pd.DataFrame:
        frame = self.frames["ssd_cp_visits"]
        return frame[frame["cppv_cp_visit_seen"] == "y"]

    @cached_property
    def _plan_keys(self) -> Keys:
        return Keys.of(self._own_plans["cppl_cp_plan_id"])

    @cached_property
    def _persons(self) -> "list[pd.Series[Any]]":
        return shared_keys(self._own_plans["cppl_person_id"], self._seen["cppv_person_id"])


class ChildProtectionOf:
    """Child protection in a period."""

    def __init__(self, cohorts: Cohorts) -> None:
        """Take the period."""
        self.cohorts = cohorts
        self.whole = cohorts.prepared.part(ChildProtection)

    @cached_property
    def plans_open(self) -> pd.DataFrame:
        """Those of the plans that are open at the end: with days, from the first to the period's last day."""
        plans = self.whole.plans
        plans = plans[open_at(plans["start"], plans["end"], self.cohorts.end)]
        return _with_length(plans, (self.cohorts.last_day - plans["first_day"]).dt.days)

    @cached_property
    def plans_started(self) -> pd.DataFrame:
        """Those that started in the period: with repeat, repeat_2_years (bool)."""
        plans, earlier = self.whole.plans, self.whole.earlier_plans
        plans = plans[self.cohorts.in_period(plans["start"])]
        return plans.assign(
            repeat=among(plans["plan"], earlier["plan"]),
            repeat_2_years=among(plans["plan"], earlier.loc[earlier["recent"], "plan"]),
        )

    @cached_property
    def plans_ended(self) -> pd.DataFrame:
        """Those that ended in the period: with days, from the first to the last."""
        plans = self.whole.plans
        plans = plans[self.cohorts.in_period(plans["end"])]
        return _with_length(plans, (plans["last_day"] - plans["first_day"]).dt.days)

    @cached_property
    def plans_to_review(self) -> pd.DataFrame:
        """Those of `plans_open` that have been open for three months: with last_review, due (the next), in_time.

        Reviews count that were held before the end. One is overdue when the day on which it was due has passed.
        """
        plans, end = self.plans_open, self.cohorts.end
        plans = plans[plans["first_review_due"] <= end]
        held = self.whole.reviews[: self.whole.reviews["held"].searchsorted(end)]
        last_review = of_each(plans["plan"], pd.Series(latest(held["plan"], held["held"])))
        next_due = of_each(plans["plan"], pd.Series(latest(held["plan"], held["next_due"])))
        due = next_due.fillna(plans["first_review_due"])
        overdue = due < end
        late = among(plans["plan"], held.loc[held["late"], "plan"])
        return plans.assign(last_review=last_review, due=due, overdue=overdue, in_time=~late & ~overdue)

    @cached_property
    def plans_to_visit(self) -> pd.DataFrame:
        """Those of `plans_open` that have been open for as long as may pass between visits.

        With last_seen (before the end), seen (in those days) and the team, service and worker of the child: those of
        the allocated involvement that is open at the end, of several the one that started last.
        """
        since = self.cohorts.days_before_end(self.cohorts.standards.cp_visit_days)
        plans = self.plans_open[self.plans_open["start"] <= since]
        visits = self.whole.visits[: self.whole.visits["at"].searchsorted(self.cohorts.end)]
        last_seen = of_each(plans["person"], pd.Series(latest(visits["person"], visits["at"])))
        return self.with_worker(plans.assign(last_seen=last_seen, seen=last_seen >= since))

    def with_worker(self, plans: pd.DataFrame) -> pd.DataFrame:
        """Add the team, service and worker of each child: see `plans_to_visit`; the index is a new one."""
        prepared = self.cohorts.prepared
        involvements = prepared.allocated
        held = involvements[among(involvements["person"], plans["holder"])]
        held = held[open_at(held["start"], held["end"], self.cohorts.end)]
        last = prepared.latest_last(held).drop_duplicates("person", keep="last")
        holding = last[["person", "team", "worker"]].rename(columns={"person": "holder"})
        found = plans.merge(holding, on="holder", how="left")
        team = found["team"].fillna(UNKNOWN_GROUP)
        return found.assign(team=team, service=prepared.service_of(team))


def _with_length(plans: pd.DataFrame, days: "pd.Series[Any]") -> pd.DataFrame:
    return plans.assign(days=days, over_2_years=days > TWO_YEARS_ARE_MORE_THAN_DAYS)

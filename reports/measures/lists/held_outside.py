"""Young people who wait, the actions of the improvement plan, and who returned the figures that people return."""

import pandas as pd

from reports.measures.cohorts import Cohorts
from reports.measures.held_outside_rows import HeldOutside, HeldOutsideOf, Returned
from reports.measures.keys import plain
from reports.measures.lists.listing import of_children, of_nobody, of_workers
from reports.measures.lists.naming import named
from reports.measures.moments import local_day, working_days
from reports.pseudonyms import Pseudonym
from reports.source import among

OPEN = ("", "open")  # outcomes: none recorded, or none yet


def homeless_waiting(cohorts: Cohorts, pseudonym: Pseudonym) -> pd.DataFrame:
    """Give presentations before the period's end that are open, and those of the period that nobody assessed.

    They are as they stand when the data are pulled, the longest wait first. Columns: child, presented (day),
    working_days (from then to the day of the pull), assessed (day or empty), outcome (empty: none recorded).
    """
    rows = plain(cohorts.prepared.part(HeldOutside).presentations)
    not_assessed = rows["assessed"].isna() & (rows["presented"] >= cohorts.start)
    rows = rows[(rows["presented"] < cohorts.end) & (rows["outcome"].isin(OPEN) | not_assessed)]
    presented = local_day(rows["presented"])
    pulled = pd.Series(pd.Timestamp(cohorts.prepared.data.as_at.date()), index=rows.index)
    rows = rows.assign(
        child=pseudonym(rows["person"]),
        presented=presented,
        working_days=working_days(presented, pulled).astype("int64"),
        assessed=local_day(rows["assessed"]),
    )
    ordered = rows.sort_values(["working_days", "presented", "child", "outcome"], ascending=[False, True, True, True])
    return ordered[["child", "presented", "working_days", "assessed", "outcome"]].reset_index(drop=True)


def plan_actions(cohorts: Cohorts) -> pd.DataFrame:
    """Give every action of the plan by theme and due day, as it is when the data are pulled.

    Columns: action_id, theme, requirement, recommendations (as they are written), lead, due (day or empty), status,
    progress, smart_target, updated (day or empty).
    """
    frame = cohorts.prepared.data.frames["local_plan_action"]
    texts = ("theme", "requirement", "recommendations", "lead", "status", "progress", "smart_target")
    rows = pd.DataFrame(
        {
            "action_id": frame["acti_action_id"],
            **{name: frame[f"acti_{name}"].str.strip() for name in texts},
            "due": frame["acti_due_date"],
            "updated": local_day(frame["acti_updated_date"]),
        }
    )
    columns = ["action_id", *texts[:4], "due", *texts[4:], "updated"]
    return rows.sort_values(["theme", "due", "action_id"])[columns].reset_index(drop=True)


def plan_actions_overdue(cohorts: Cohorts) -> pd.DataFrame:
    """Give the overdue actions, the most overdue first: as `plan_actions`, and days_over (to the period's end)."""
    rows = plan_actions(cohorts)
    rows = rows[among(rows["action_id"], plain(cohorts.part(HeldOutsideOf).overdue)["action"])]
    rows = rows.assign(days_over=(cohorts.last_day - rows["due"]).dt.days + 1)
    return rows.sort_values(["days_over", "action_id"], ascending=[False, True]).reset_index(drop=True)


def returned(cohorts: Cohorts) -> pd.DataFrame:
    """Give the returned figures that make up those of the period, of the authority and of teams, each once.

    Columns: measure, period_start, period_end (the day after the last; of a part of the period, where this was made of
    its parts), team_id (empty: the authority), team, numerator, denominator, returned_by, returned_at (instant).
    """
    prepared = cohorts.prepared
    both = prepared.part(Returned)
    rows = plain(pd.concat([both.whole(cohorts.period), both.by_team(cohorts.period)]))
    rows = rows[~rows.index.duplicated()]
    rows = rows.assign(
        team=named(rows["team"], prepared.teams["team_name"]).mask(rows["team_id"].isna(), "Authority"),
        team_id=rows["team_id"].fillna(""),
    ).rename(
        columns={"start": "period_start", "end": "period_end", "recorded": "returned_at", "recorded_by": "returned_by"}
    )
    columns = ["measure", "period_start", "period_end", "team_id", "team", "numerator", "denominator"]
    ordered = rows.sort_values(["measure", "team_id", "period_start"])
    return ordered[[*columns, "returned_by", "returned_at"]].reset_index(drop=True)


def last_returned(cohorts: Cohorts) -> pd.DataFrame:
    """Give the last figure of the authority that was returned of each measure by the period's end, with its period.

    Columns: measure, period_start, period_end (the day after the last), value, returned_by, returned_at (instant).
    """
    rows = cohorts.prepared.part(Returned).latest(pd.Timestamp(cohorts.period.end))
    rows = rows.rename(
        columns={"start": "period_start", "end": "period_end", "recorded": "returned_at", "recorded_by": "returned_by"}
    )
    share = 100 * rows["numerator"] / rows["denominator"]
    rows = rows.assign(value=share.where(rows["denominator"].notna(), rows["numerator"]))
    columns = ["measure", "period_start", "period_end", "value", "returned_by", "returned_at"]
    return rows[columns].reset_index(drop=True)


LISTS = {
    "homeless_waiting": of_children(homeless_waiting, "local_homeless_presentation"),
    "plan_actions": of_nobody(plan_actions, "local_plan_action"),
    "plan_actions_overdue": of_nobody(plan_actions_overdue, "local_plan_action"),
    "last_returned": of_nobody(last_returned, "local_return"),
    "returned": of_workers(returned, "local_return", "ssd_department"),
}

"""Hot spots: every worker with their cases and ceiling, teams against theirs, and children who wait for a worker."""

from typing import Any

import pandas as pd

from reports.measures.cohorts import Cohorts
from reports.measures.keys import among, plain, sizes
from reports.measures.lists.listing import WHO_HOLDS, of_children, of_workers
from reports.measures.lists.naming import with_teams, worker_names
from reports.pseudonyms import Pseudonym
from reports.source import lookup

MONTHS_LOOKED_BACK = 12


def workers(cohorts: Cohorts) -> pd.DataFrame:
    """Give every worker with an open case, those furthest over their ceiling first.

    Columns: worker_id, worker, role, team_id, team, service_id, service, cases, fte, ceiling (empty where the
    role has none), over (cases - ceiling), asye (bool), months_over (periods over in a row, this one included).
    """
    judged = plain(cohorts.with_ceiling).set_index("worker")
    rows = with_teams(cohorts.holders, cohorts.prepared)
    rows = rows.assign(
        worker_id=rows["worker"],
        worker=worker_names(rows["worker"], cohorts.prepared),
        ceiling=lookup(rows["worker"], judged["ceiling"]),
        asye=rows["asye_day"].notna(),
        months_over=lookup(rows["worker"], _periods_over(cohorts)).fillna(0).astype("int64"),
    )
    rows = rows.assign(over=(rows["cases"] - rows["ceiling"]).round(9))
    columns = ["worker_id", "worker", "role", "team_id", "team", "service_id", "service", "cases", "fte"]
    ordered = rows.sort_values(["over", "cases", "worker_id"], ascending=[False, False, True])
    return ordered[[*columns, "ceiling", "over", "asye", "months_over"]].reset_index(drop=True)


def teams(cohorts: Cohorts) -> pd.DataFrame:
    """Give every team with workers who have a ceiling and an FTE above 0, the one furthest above it first.

    Workers whose team nobody knows come last, as one.

    Columns: team_id, team, service_id, service, workers, cases, fte, average (cases per FTE), ceiling (per FTE,
    of those workers together), highest, over_workers.
    """
    judged = plain(cohorts.with_ceiling[cohorts.with_ceiling["fte"] > 0])
    by_team = judged.groupby(["team", "service"], as_index=False).agg(
        workers=("worker", "size"),
        cases=("cases", "sum"),
        fte=("fte", "sum"),
        allowed=("ceiling", "sum"),
        highest=("cases", "max"),
        over_workers=("over", "sum"),
    )
    by_team = by_team.assign(
        fte=by_team["fte"].round(9),
        average=by_team["cases"] / by_team["fte"],
        ceiling=by_team["allowed"] / by_team["fte"],
    )
    rows = with_teams(by_team, cohorts.prepared)
    over = rows["average"] - rows["ceiling"]
    worst = over.where(rows["team_id"].ne(""), over.min() - 1).rank(ascending=False, method="first")
    columns = ["team_id", "team", "service_id", "service", "workers", "cases", "fte", "average", "ceiling"]
    return rows.loc[worst.sort_values().index, [*columns, "highest", "over_workers"]].reset_index(drop=True)


def unallocated(cohorts: Cohorts, pseudonym: Pseudonym) -> pd.DataFrame:
    """Give children with a CIN episode and no allocated worker, the longest wait first.

    Columns: child, team_id, team, service_id, service, referred (day), days_waiting (to the last day).
    """
    rows = cohorts.unallocated.sort_values("start").drop_duplicates(["person", "team"])
    rows = with_teams(rows, cohorts.prepared)
    referred = rows["start"].dt.tz_localize(None).dt.normalize()
    rows = rows.assign(
        child=pseudonym(rows["person"]), referred=referred, days_waiting=(cohorts.last_day - referred).dt.days
    )
    ordered = rows.sort_values(["days_waiting", "child"], ascending=[False, True])
    return ordered[["child", "team_id", "team", "service_id", "service", "referred", "days_waiting"]].reset_index(
        drop=True
    )


def _periods_over(cohorts: Cohorts) -> "pd.Series[Any]":
    """Count for each worker the periods over the ceiling in a row, up to this one."""
    in_a_row, earlier = cohorts.over_ceiling, cohorts.period
    counts = sizes(in_a_row)
    for _ in range(MONTHS_LOOKED_BACK):
        if in_a_row.empty:
            break
        earlier = earlier.previous()
        in_a_row = in_a_row[among(in_a_row, Cohorts(cohorts.prepared, earlier).over_ceiling)]
        counts += sizes(in_a_row)
    return pd.Series(counts, index=cohorts.prepared.workers.ids)


LISTS = {
    "workers": of_workers(workers, *WHO_HOLDS),
    "teams": of_workers(teams, *WHO_HOLDS),
    "unallocated": of_children(
        unallocated, "ssd_involvements", "ssd_professionals", "ssd_department", "ssd_cin_episodes"
    ),
}

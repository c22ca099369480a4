"""Names and codes for lists: a reader sees a team's and a worker's name, and a child's code."""

from typing import Any

import pandas as pd

from reports import figures
from reports.measures.directory import UNKNOWN_GROUP
from reports.measures.keys import plain
from reports.measures.prepared import Prepared
from reports.source import lookup


def with_teams(rows: pd.DataFrame, prepared: Prepared) -> pd.DataFrame:
    """Add team_id, service_id and the names team and service to rows that have the ids in team and service."""
    rows = plain(rows)
    services = prepared.teams.drop_duplicates("service").set_index("service")["service_name"]
    return rows.assign(
        team_id=rows["team"],
        service_id=rows["service"],
        team=named(rows["team"], prepared.teams["team_name"]),
        service=named(rows["service"], services),
    )


def worker_names(ids: "pd.Series[Any]", prepared: Prepared) -> "pd.Series[Any]":
    """Give the names of workers; one without a name is shown by id."""
    return named(ids, prepared.professionals["name"].dropna())


def named(ids: "pd.Series[Any]", names: "pd.Series[Any]") -> "pd.Series[Any]":
    """Give the name of each id, the id itself where there is none, `Unknown` where there is no id."""
    ids = ids.fillna(UNKNOWN_GROUP).astype("str")
    return lookup(ids, names).fillna(ids).mask(ids == UNKNOWN_GROUP, figures.UNKNOWN).astype("str")


def workers_of(people: "pd.Series[Any]", held: pd.DataFrame) -> "pd.Series[Any]":
    """Give the worker id of each child's last involvement in `held`, empty where there is none."""
    latest = plain(held.drop_duplicates("person", keep="last")).set_index("person")["worker"]
    return lookup(people, latest).fillna(UNKNOWN_GROUP).astype("str")

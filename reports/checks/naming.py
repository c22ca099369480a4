"""The names of services and teams that readers see, where the authority chose others than its source holds."""

from typing import Any

import pandas as pd

from reports.settings import Names
from reports.source import lookup


def shown(departments: pd.DataFrame, names: Names) -> pd.DataFrame:
    """Give `ssd_department` with the chosen names: of an id, else of the name as it stands, else that name itself."""
    return departments.assign(
        dept_team_name=_chosen(departments["dept_team_id"], departments["dept_team_name"], names.teams),
        dept_team_parent_name=_chosen(
            departments["dept_team_parent_id"], departments["dept_team_parent_name"], names.services
        ),
    )


def _chosen(ids: "pd.Series[Any]", as_they_stand: "pd.Series[Any]", names: dict[str, str]) -> "pd.Series[Any]":
    chosen = pd.Series(names, dtype="str")
    by_id, by_name = (lookup(each.str.strip().str.casefold(), chosen) for each in (ids, as_they_stand))
    return by_id.fillna(by_name).fillna(as_they_stand)

"""Groups: by what measures break down, and how the groups are called."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from reports import figures
from reports.measures.directory import UNKNOWN_GROUP
from reports.measures.keys import Array
from reports.measures.prepared import Prepared
from reports.measures.returns import HOME, LOOKED_AFTER

_NAMES = {LOOKED_AFTER: "Looked after", HOME: "At home"}


class Grouping(NamedTuple):
    """The groups of a breakdown, in order: ids and names (arrays of objects), and the places of those always shown."""

    ids: Array
    names: Array
    always: tuple[int, ...] = ()


OF_DOMAINS: dict[str, Callable[[Prepared], Grouping]] = {}  # breakdowns that a domain has of its own


def groupings(prepared: Prepared) -> dict[str, Grouping]:
    """Give the groups of every breakdown; a code of a column of keys is a place among them."""
    services = prepared.teams.drop_duplicates("service").set_index("service")["service_name"]
    authority = pd.Index([figures.AUTHORITY], dtype="str")
    statuses = prepared.care_statuses.ids
    always = tuple(statuses.tolist().index(status) for status in (LOOKED_AFTER, HOME))
    return {
        figures.AUTHORITY: called(authority, pd.Series({figures.AUTHORITY: "Authority"}))._replace(always=(0,)),
        "care_status": called(statuses, pd.Series(_NAMES))._replace(always=always),
        "service": called(prepared.service_keys.ids, services),
        "team": called(prepared.team_keys.ids, prepared.teams["team_name"]),
        "worker": called(prepared.workers.ids, prepared.professionals["name"]),
        "role": called(prepared.roles.ids),
        "theme": called(prepared.theme_keys.ids),
        **{name: grouped(prepared) for name, grouped in OF_DOMAINS.items()},
    }


def called(ids: "pd.Index[Any]", names: "pd.Series[Any] | None" = None) -> Grouping:
    """Call groups by their names: by its id where one has none; without an id it is unknown."""
    shown = ids.to_series() if names is None else names.reindex(ids).fillna(ids.to_series())
    shown = shown.mask(np.asarray(ids == UNKNOWN_GROUP), figures.UNKNOWN)
    return Grouping(ids.to_numpy(dtype="object"), shown.to_numpy(dtype="object"))

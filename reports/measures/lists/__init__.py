"""Row-level lists behind the operational reports: workers by name, children by code, never by id.

They are made of the same cohorts as the measures, so that a list is as long as its figure says. Documents of
the tiers `member` and `public` are never handed one.
"""

from collections.abc import Collection

import pandas as pd

from reports.checks import Data
from reports.measures.cohorts import Cohorts
from reports.measures.lists import care, caseload, child_protection, front_door, held_outside, missing, supervision
from reports.measures.lists.listing import Listing
from reports.measures.prepared import Prepared
from reports.periods import Period
from reports.pseudonyms import Pseudonym
from reports.settings import Settings

__all__ = ["LISTS", "Listing", "build"]

LISTS: dict[str, Listing] = {
    **caseload.LISTS,
    **supervision.LISTS,
    **missing.LISTS,
    **front_door.LISTS,
    **child_protection.LISTS,
    **care.LISTS,
    **held_outside.LISTS,
}


def build(
    data: Data,
    period: Period,
    settings: Settings,
    pseudonym: Pseudonym,
    prepared: Prepared | None = None,
    only: Collection[str] = LISTS.keys(),
) -> dict[str, pd.DataFrame]:
    """Give every list whose tables were read, by its name; one whose local tables are not collected is empty.

    Their columns: see the function that makes each. `only` names the lists that are wanted.
    """
    cohorts = Cohorts(prepared or Prepared(data, settings.standards), period)
    wanted = {name: each for name, each in LISTS.items() if name in only and data.asked.issuperset(each.reads)}
    return {name: each.make(cohorts, pseudonym) for name, each in wanted.items()}

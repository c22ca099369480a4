"""What a list is: how it is made, and from which tables."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from reports.measures.cohorts import Cohorts
from reports.pseudonyms import Pseudonym

WHO_HOLDS = (
    "ssd_involvements",
    "ssd_professionals",
    "ssd_department",
    "local_worker",
)  # workers, their teams and roles


@dataclass(frozen=True)
class Listing:
    """One list. `reads` names the tables whose rows can change it; `people` says whether it is about any."""

    make: Callable[[Cohorts, Pseudonym], pd.DataFrame]
    reads: tuple[str, ...]
    people: bool = True


def of_workers(make: Callable[[Cohorts], pd.DataFrame], *reads: str) -> Listing:
    """Give a list that names no child."""
    return Listing(lambda cohorts, _: make(cohorts), reads)


def of_children(make: Callable[[Cohorts, Pseudonym], pd.DataFrame], *reads: str) -> Listing:
    """Give a list in which children stand under their codes."""
    return Listing(make, reads)


def of_nobody(make: Callable[[Cohorts], pd.DataFrame], *reads: str) -> Listing:
    """Give a list that is about no child and no worker: any reader may have it."""
    return Listing(lambda cohorts, _: make(cohorts), reads, people=False)

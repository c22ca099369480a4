"""What has happened to the children: of this the tables of practice are made."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from reports.demo.caseload import Caseload
from reports.demo.cases import person_ids
from reports.demo.columns import DAYS_IN_A_YEAR, Array, Clock, texts


@dataclass(frozen=True)
class History:
    """Children's ways through the services so far. Persons, stays and teams are referred to by number.

    `referrals`, `care`: as `cases` gives them. `lives`: born, died by person, NaN for one who is not known yet.
    `teams`: as `teams.Organisation` has them. `scale`: the authority's size, the county being 1.
    """

    cases: Caseload
    referrals: pd.DataFrame
    care: pd.DataFrame
    lives: pd.DataFrame
    teams: pd.DataFrame
    scale: float
    first_day: float
    clock: Clock

    @cached_property
    def known(self) -> Array:
        """The persons who are in `ssd_person`."""
        return self.lives.index[self.lives["born"].notna()].to_numpy()

    def person_ids(self, persons: Array) -> "pd.Series[Any]":
        """Give the person ids of persons by number."""
        return texts(self._ids, persons)

    def age(self, persons: Array, days: Array) -> Array:
        """Give how old persons are on days, in years."""
        age: Array = (days - self.lives["born"].to_numpy()[persons]) / DAYS_IN_A_YEAR
        return age

    def alive(self, persons: Array, days: Array) -> Array:
        """Tell of each person and day whether the person is born by then and has not died."""
        born, died = self.lives["born"].to_numpy()[persons], self.lives["died"].to_numpy()[persons]
        return (days > born) & ~(days >= died)

    def kinds(self, teams: Array) -> Array:
        """Give the kind of service of teams by number."""
        kinds: Array = self.teams["kind"].to_numpy()[teams]
        return kinds

    @cached_property
    def _ids(self) -> "pd.Series[Any]":
        return person_ids(np.arange(len(self.lives)))

"""The children and young people: their ages fit what happens to them."""

import numpy as np
import pandas as pd

from reports.demo.caseload import Caseload
from reports.demo.cases import person_ids
from reports.demo.columns import DAYS_IN_A_YEAR, Array, Clock, texts
from reports.demo.story import CARE_LEAVERS

ADULT = 18.0
YOUNGEST_MISSING = 11.5  # years, when first missing
SEX, ETHNICITY = ("F", "M", "U"), ("WBRI", "WOTH", "MWBC", "MOTH", "AIND", "APKN", "BAFR", "OOTH", "NOBT")
SEX_SHARES = (0.47, 0.525, 0.005)
ETHNICITY_SHARES = (0.72, 0.06, 0.03, 0.04, 0.04, 0.03, 0.03, 0.03, 0.02)
DIED = 0.0004


def known(cases: Caseload, nfa: pd.DataFrame, missing: pd.DataFrame) -> pd.DataFrame:
    """Give what is known of each person by number: first and last day of a case, first missing, first as adult.

    Days are NaN where there is none; whoever has no `first` is not known yet.
    """
    persons = int(max(cases.persons, nfa["person"].max() + 1)) if len(nfa) else cases.persons
    episodes = pd.concat([cases.episodes[["person", "referred", "closed"]], nfa[["person", "referred", "closed"]]])
    episodes = episodes[episodes["referred"] < 0]
    leaving = cases.stays[cases.stays["kind"] == CARE_LEAVERS]
    return pd.DataFrame(
        {
            "first": episodes.groupby("person")["referred"].min(),
            "last": episodes.groupby("person")["closed"].max().clip(upper=0),
            "missing": missing.groupby("person")["start"].min(),
            "missing_last": missing.groupby("person")["start"].max(),
            "adult": leaving.groupby("person")["start"].min(),
        },
        index=np.arange(persons),
    )


def build(people: pd.DataFrame, clock: Clock, rng: np.random.Generator) -> pd.DataFrame:
    """Make `ssd_person` of those who are known."""
    some = people[people["first"].notna()]
    count = len(some)
    birth = _birth(some, rng)
    died = (rng.random(count) < DIED) & (some["last"] < 0).to_numpy() & some["adult"].isna().to_numpy()
    return pd.DataFrame(
        {
            "pers_person_id": person_ids(some.index.to_numpy()),
            "pers_dob": clock.dates(birth),
            "pers_sex": texts(SEX, rng.choice(len(SEX), count, p=SEX_SHARES)),
            "pers_ethnicity": texts(ETHNICITY, rng.choice(len(ETHNICITY), count, p=ETHNICITY_SHARES)),
            "pers_death_date": clock.dates(np.where(died, some["last"], np.nan)),
        }
    )


def lives(people: pd.DataFrame, table: pd.DataFrame, clock: Clock) -> pd.DataFrame:
    """Give the days of birth and death by person number, as `ssd_person` has them: born, died."""
    known = people.index[people["first"].notna()]
    days = {
        name: (table[column].to_numpy() - np.datetime64(clock.until, "us")) / np.timedelta64(1, "D")
        for name, column in (("born", "pers_dob"), ("died", "pers_death_date"))
    }
    return pd.DataFrame(days, index=known).reindex(people.index)


def _birth(people: pd.DataFrame, rng: np.random.Generator) -> Array:
    """Give days of birth: no child is over 18 but those who leave care, who are 18 then."""
    first, last = people["first"].to_numpy(), people["last"].to_numpy()
    room = np.maximum(ADULT - (last - first) / DAYS_IN_A_YEAR, 0.1)
    birth = first - rng.random(len(people)) * room * DAYS_IN_A_YEAR
    missing, missing_last = people["missing"].to_numpy(), people["missing_last"].to_numpy()
    oldest = ADULT - (np.fmax(last, missing_last) - missing) / DAYS_IN_A_YEAR
    age = YOUNGEST_MISSING + rng.random(len(people)) * np.maximum(oldest - YOUNGEST_MISSING, 0)
    birth = np.where(np.isnan(missing), birth, np.minimum(missing - age * DAYS_IN_A_YEAR, first))
    adult = people["adult"].to_numpy()
    return np.where(np.isnan(adult), birth, adult - ADULT * DAYS_IN_A_YEAR)

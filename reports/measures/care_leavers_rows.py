"""Care leavers: as the source has them now, and those of an age at a period's end."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from reports.measures.care_rows import months_before_end, whole_years
from reports.measures.cohorts import Cohorts
from reports.measures.keys import own_keys
from reports.measures.moments import local_day
from reports.measures.prepared import Prepared
from reports.source import lookup, matchable

AGES = (17, 21)
NOT_COUNTED = ("died", "rhom")  # died, or went home to live with a parent for six months or more
IN_WORK_OR_LEARNING = ("f", "p")  # activity codes begin so: full-time or part-time
SUITABLE = ("1", "y", "suitable")
REVIEW_MONTHS = 6


@dataclass(frozen=True)
class CareLeavers:
    """The care leavers of a snapshot."""

    prepared: Prepared

    @cached_property
    def counted(self) -> pd.DataFrame:
        """Care leavers who have not died nor gone home: what is known of each now.

        Columns: person, worker (`str`), team, service, born (day), in_touch, suitable, active (bool), reviewed
        (instant or empty).
        """
        frames = self.prepared.data.frames
        frame = frames["ssd_care_leavers"]
        births = frames["ssd_person"].set_index("pers_person_id")["pers_dob"]
        in_touch = matchable(frame["clea_care_leaver_in_touch"])
        activity = matchable(frame["clea_care_leaver_activity"]).fillna("")
        team = self.prepared.known_team(frame["clea_care_leaver_allocated_team"])
        leavers = pd.DataFrame(
            {
                "person": own_keys(frame["clea_person_id"]),
                "worker": frame["clea_care_leaver_worker_id"],
                "team": team,
                "service": self.prepared.service_of(team),
                "born": local_day(lookup(frame["clea_person_id"], births).astype(births.dtype)),
                "in_touch": in_touch == "yes",
                "suitable": matchable(frame["clea_care_leaver_accom_suitable"]).isin(SUITABLE),
                "active": activity.str.startswith(IN_WORK_OR_LEARNING),
                "reviewed": frame["clea_pathway_plan_review_date"],
            }
        )
        return leavers[~in_touch.isin(NOT_COUNTED)]


@dataclass(frozen=True)
class CareLeaversOf:
    """The cohorts of care leavers of one period."""

    cohorts: Cohorts

    @cached_property
    def of_age(self) -> pd.DataFrame:
        """Those aged 17 to 21 on the last day: with age, in_time (bool: plan reviewed in the six months to the end)."""
        leavers = self.cohorts.prepared.part(CareLeavers).counted
        aged = leavers.assign(age=whole_years(leavers["born"], self.cohorts.last_day))
        aged = aged[aged["age"].between(*AGES)]
        since = months_before_end(self.cohorts, REVIEW_MONTHS)
        return aged.assign(in_time=(aged["reviewed"] >= since) & (aged["reviewed"] < self.cohorts.end))

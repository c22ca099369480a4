"""The front door's rows: contacts, referrals and assessments, each with what came of it and when.

Days are London days, as naive midnights. Ids are keys (`reports.measures.keys`).
"""

from functools import cached_property
from typing import Any, Literal

import pandas as pd

from reports.measures.cohorts import Cohorts
from reports.measures.directory import UNKNOWN_GROUP
from reports.measures.groups import OF_DOMAINS, called
from reports.measures.keys import Keys, among, codes, own_keys, shared_keys
from reports.measures.moments import local_day, months_after, open_at, run_out, working_days
from reports.measures.prepared import Prepared
from reports.periods import LONDON
from reports.source import lookup, once

# Working Together to Safeguard Children, statutory guidance: a decision within one working day, an assessment within
# 45 of the referral.
DECIDE_WITHIN_WORKING_DAYS = 1
ASSESS_WITHIN_WORKING_DAYS = 45
RE_REFERRAL_MONTHS = 12  # Department for Education, children in need: table C1
CONTACT_BEFORE_REFERRAL = pd.Timedelta(days=30)
LONG_AGO = pd.Timestamp("1900-01-01", tz=LONDON)  # the year 1, a placeholder, has no twelve months before it

# Children in need census, Department for Education: what its codes of a referral's source mean.
SOURCE_NAMES: "pd.Series[Any]" = pd.Series(
    {
        "1A": "Family member, relative or carer",
        "1B": "Acquaintance, neighbour or child minder",
        "1C": "The child or young person",
        "1D": "Other individual",
        "2A": "School",
        "2B": "Education service",
        "3A": "GP",
        "3B": "Health visitor",
        "3C": "School nurse",
        "3D": "Other primary health service",
        "3E": "Accident and emergency",
        "3F": "Other health service",
        "4": "Housing",
        "5A": "Council: social care",
        "5B": "Council: another service",
        "5C": "Another council",
        "6": "Police",
        "7": "Other legal agency",
        "8": "Other",
        "9": "Anonymous",
        "10": "Not known",
    },
    dtype="str",
)


class FrontDoor:
    """What the front door's measures and lists are made of, of one snapshot."""

    def __init__(self, prepared: Prepared) -> None:
        """Take the snapshot's teams, allocated involvements, standards and frames."""
        self.prepared = prepared
        self.frames = prepared.data.frames

    @cached_property
    def sources(self) -> Keys:
        """Every source of a contact, and the unknown one."""
        return Keys.of(pd.Series([UNKNOWN_GROUP], dtype="str"), self._source_codes)

    @cached_property
    def contacts(self) -> pd.DataFrame:
        """Contacts: contact, person, source, start, day; due, decided, in_time (bool).

        Due is one whose next working day had ended when the data were pulled.
        """
        frame, decisions = self.frames["ssd_contacts"], self.frames["local_contact_decision"]
        ids, start = frame["cont_contact_id"], frame["cont_contact_date"]
        decided = lookup(ids, decisions.set_index("cdec_contact_id")["cdec_decided_date"]).astype(start.dtype)
        return pd.DataFrame(
            {
                "contact": own_keys(ids),
                "person": self._children["ssd_contacts"],
                "source": self.sources.number(self._source_codes, unknown=UNKNOWN_GROUP),
                "start": start,
                "day": local_day(start),
                "due": run_out(start, DECIDE_WITHIN_WORKING_DAYS, self.prepared.data.as_at),
                "decided": decided.notna(),
                "in_time": working_days(start, decided) <= DECIDE_WITHIN_WORKING_DAYS,
            }
        )

    @cached_property
    def referrals(self) -> pd.DataFrame:
        """Referrals, with further action or without.

        Columns: referral, person, team, service, start, day, end; no_further_action, re_referral (bool);
        days_to_allocation (working days to the first allocated involvement that starts on the referral's day or later,
        empty: none); seen (bool), seen_in_time, visit_due (bool: the time for the first visit had run out when the data
        were pulled); allocated_now (bool, when the data were pulled).
        """
        frame = self.frames["ssd_cin_episodes"]
        start, team = frame["cine_referral_date"], self.prepared.known_team(frame["cine_referral_team"])
        referrals = pd.DataFrame(
            {
                "referral": self._referral_keys.number(frame["cine_referral_id"]),
                "person": self._children["ssd_cin_episodes"],
                "team": team,
                "service": self.prepared.service_of(team),
                "start": start,
                "day": local_day(start),
                "end": frame["cine_close_date"],
                "no_further_action": frame["cine_referral_nfa"] == "y",
            }
        )
        day, limit = referrals["day"], self.prepared.standards.first_visit_working_days
        before = nearest_day(referrals, referrals, "person", "backward", same_day=False)
        seen = nearest_day(referrals, self._seen, "person", "forward")
        held = self._allocated[self._allocated["now"]]
        return referrals.assign(
            re_referral=before >= local_day(months_after(start.where(start >= LONG_AGO), -RE_REFERRAL_MONTHS)),
            days_to_allocation=working_days(day, self._first_allocated(referrals)),
            seen=seen.notna(),
            seen_in_time=working_days(day, seen) <= limit,
            visit_due=run_out(start, limit, self.prepared.data.as_at),
            allocated_now=among(referrals["person"], held["person"]) | among(referrals["referral"], held["referral"]),
        )

    @cached_property
    def assessments(self) -> pd.DataFrame:
        """Assessments, with the referral that each is of.

        Columns: assessment, person, team, service, start, authorised (instants); referred (day, empty: its referral is
        not known), in_time (bool), days_from_contact (from the child's latest contact in the 30 days up to and
        including the referral's, else from the referral, to authorisation).
        """
        frame = self.frames["ssd_cin_assessments"]
        team, authorised = self.prepared.known_team(frame["cina_assessment_team"]), frame["cina_assessment_auth_date"]
        referral_days = self.referrals.set_index(self.frames["ssd_cin_episodes"]["cine_referral_id"])["day"]
        assessments = pd.DataFrame(
            {
                "assessment": own_keys(frame["cina_assessment_id"]),
                "person": self._children["ssd_cin_assessments"],
                "team": team,
                "service": self.prepared.service_of(team),
                "start": frame["cina_assessment_start_date"],
                "authorised": authorised,
                "referred": lookup(frame["cina_referral_id"], referral_days).astype(referral_days.dtype),
            }
        )
        referred = assessments["referred"]
        contact = nearest_day(assessments.assign(day=referred), self.contacts, "person", "backward")
        began = contact.where(referred - contact <= CONTACT_BEFORE_REFERRAL, referred)
        return assessments.assign(
            in_time=working_days(referred, authorised) <= ASSESS_WITHIN_WORKING_DAYS,
            days_from_contact=(local_day(authorised) - began).dt.days,
        )

    @cached_property
    def _source_codes(self) -> "pd.Series[Any]":
        """The sources of contacts, trimmed and in capitals, as the children in need census writes its codes."""
        return once(self.frames["ssd_contacts"]["cont_contact_source_code"], lambda each: each.str.strip().str.upper())

    @cached_property
    def _referral_keys(self) -> Keys:
        return Keys.of(self.frames["ssd_cin_episodes"]["cine_referral_id"])

    @cached_property
    def _children(self) -> "dict[str, pd.Series[Any]]":
        """The children of each table, numbered in one go; of involvements, those that are allocated."""
        columns = {
            "ssd_contacts": self.frames["ssd_contacts"]["cont_person_id"],
            "ssd_cin_episodes": self.frames["ssd_cin_episodes"]["cine_person_id"],
            "ssd_cin_visits": self.frames["ssd_cin_visits"]["cinv_person_id"],
            "ssd_cin_assessments": self.frames["ssd_cin_assessments"]["cina_person_id"],
            "ssd_involvements": self._of_allocated("invo_person_id"),
        }
        return dict(zip(columns, shared_keys(*columns.values(), ordered=False), strict=True))

    def _of_allocated(self, field: str) -> "pd.Series[Any]":
        return self.frames["ssd_involvements"][field].reindex(self.prepared.allocated.index)

    @cached_property
    def _allocated(self) -> pd.DataFrame:
        """Allocated involvements: person, referral (where known), day (of the start), now (bool: open at as_at)."""
        allocated, as_at = self.prepared.allocated, pd.Timestamp(self.prepared.data.as_at)
        return pd.DataFrame(
            {
                "person": self._children["ssd_involvements"],
                "referral": self._referral_keys.number(self._of_allocated("invo_referral_id")),
                "day": local_day(allocated["start"]),
                "now": open_at(allocated["start"], allocated["end"], as_at),
            }
        )

    @cached_property
    def _seen(self) -> pd.DataFrame:
        """Visits at which the child was seen: person, day."""
        frame = self.frames["ssd_cin_visits"]
        visits = pd.DataFrame(
            {"person": self._children["ssd_cin_visits"], "day": local_day(frame["cinv_cin_visit_date"])}
        )
        return visits[frame["cinv_cin_visit_seen"] == "y"]

    def _first_allocated(self, referrals: pd.DataFrame) -> "pd.Series[Any]":
        """Give the day on which the first allocated involvement started for each referral, or for its child."""
        by_child, by_referral = (
            nearest_day(referrals, self._allocated, of, "forward") for of in ("person", "referral")
        )
        return by_child.where(~(by_referral < by_child), by_referral).fillna(by_referral)


class FrontDoorOf:
    """The front door's cohorts of one period."""

    def __init__(self, cohorts: Cohorts) -> None:
        """Take the period, and what is prepared of its snapshot."""
        self.cohorts = cohorts
        self.door = cohorts.prepared.part(FrontDoor)

    @cached_property
    def contacts(self) -> pd.DataFrame:
        """Contacts made in the period."""
        contacts = self.door.contacts
        return contacts[self.cohorts.in_period(contacts["start"])]

    @cached_property
    def contacts_due(self) -> pd.DataFrame:
        """Contacts of the period whose next working day had ended when the data were pulled."""
        return self.contacts[self.contacts["due"]]

    @property
    def undecided(self) -> pd.DataFrame:
        """Those of `contacts_due` without a decision."""
        return self.contacts_due[~self.contacts_due["decided"]]

    @cached_property
    def referrals(self) -> pd.DataFrame:
        """Referrals made in the period."""
        referrals = self.door.referrals
        return referrals[self.cohorts.in_period(referrals["start"])]

    @cached_property
    def accepted(self) -> pd.DataFrame:
        """Referrals made in the period that led to further action."""
        return self.referrals[~self.referrals["no_further_action"]]

    @cached_property
    def completed(self) -> pd.DataFrame:
        """Assessments authorised in the period."""
        assessments = self.door.assessments
        return assessments[self.cohorts.in_period(assessments["authorised"])]

    @property
    def completed_with_referral(self) -> pd.DataFrame:
        """Those of `completed` whose referral is known."""
        return self.completed[self.completed["referred"].notna()]

    @cached_property
    def under_way(self) -> pd.DataFrame:
        """Assessments started and not authorised at the end: with working_days (to the last day; empty: not known)."""
        assessments = self.door.assessments
        open_now = assessments[open_at(assessments["start"], assessments["authorised"], self.cohorts.end)]
        last_day = pd.Series(self.cohorts.last_day, index=open_now.index)
        return open_now.assign(working_days=working_days(open_now["referred"], last_day))

    @property
    def overdue(self) -> pd.DataFrame:
        """Those of `under_way` that are more than 45 working days from their referral at the last day."""
        return self.under_way[self.under_way["working_days"] > ASSESS_WITHIN_WORKING_DAYS]


def nearest_day(
    rows: pd.DataFrame,
    others: pd.DataFrame,
    of: str,
    direction: Literal["forward", "backward"],
    *,
    same_day: bool = True,
) -> "pd.Series[Any]":
    """Give for each row the next (forward) or the last (backward) day on which another of the same key happened.

    Both have `day` and the key `of`; it is empty where there is none.
    """
    left, right = (
        pd.DataFrame({"key": codes(frame[of]), "day": frame["day"]})
        .loc[frame["day"].notna() & frame[of].notna()]
        .sort_values("day")
        for frame in (rows, others)
    )
    right = right.assign(found=right["day"])
    nearest = pd.merge_asof(left, right, on="day", by="key", direction=direction, allow_exact_matches=same_day)
    return pd.Series(nearest["found"].array, index=left.index).reindex(rows.index)


OF_DOMAINS["source"] = lambda prepared: called(prepared.part(FrontDoor).sources.ids, SOURCE_NAMES)

"""Known dirt in the tables of practice, from contacts to care leavers: DQ01 to DQ07, DQ16, DQ19, DQ22, DQ26 to DQ39.

As in `dirt`, no row has two faults.
"""

import numpy as np
import pandas as pd

from reports.demo.columns import Clock
from reports.demo.dirt import A_YEAR, HOSTILE, NO_PERSON, NO_TEAM, NOT_DATES
from reports.demo.in_care import DECISIONS, FIRST_TEMPORARY, TYPES
from reports.demo.soil import Soil, table_of

FEWEST_ROWS = 250  # a smaller table stays clean: one fault of each kind would be more than a gate lets through
NO_REFERRAL, NO_ENQUIRY, NO_PLAN = "R9999999", "Q999999", "CP999999"


def soil(frames: dict[str, pd.DataFrame], clock: Clock, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Soil the frames, and give them."""
    hand = Soil(frames, clock, rng, FEWEST_ROWS)
    for fault in (
        _wrong_order,
        _in_the_future,
        _without,
        _unknown_references,
        _wrong_values,
        _front_door,
        _child_protection,
        _care,
        _care_leavers,
        _hostile_texts,
        _twice,
    ):
        fault(hand)
    return hand.finish()


def _twice(hand: Soil) -> None:
    """DQ01, the same row again; DQ02, the same key with another content."""
    for table in (
        "ssd_contacts",
        "local_contact_decision",
        "ssd_cin_visits",
        "ssd_cin_assessments",
        "ssd_s47_enquiry",
        "ssd_initial_cp_conference",
        "ssd_cp_plans",
        "ssd_cp_reviews",
        "ssd_cp_visits",
        "ssd_legal_status",
        "ssd_cla_placement",
        "ssd_cla_reviews",
        "ssd_cla_visits",
        "ssd_cla_health",
        "ssd_sdq_scores",
    ):
        hand.copies(table, hand.some(table))
    hand.copies("ssd_contacts", hand.some("ssd_contacts"), cont_contact_source_code=["10"])
    for column in (
        "cdec_decided_date",
        "cina_assessment_auth_date",
        "s47e_s47_end_date",
        "cppl_cp_plan_end_date",
        "lega_legal_status_end_date",
        "clap_cla_placement_end_date",
        "clar_cla_review_date",
    ):
        rows = hand.some(table_of(column), hand[column].notna())
        hand.copies(table_of(column), rows, **{column: [None]})


def _wrong_order(hand: Soil) -> None:
    """DQ03: end before start."""
    for start, end, days in (
        ("cina_assessment_start_date", "cina_assessment_auth_date", 4),
        ("s47e_s47_start_date", "s47e_s47_end_date", 6),
        ("cppl_cp_plan_start_date", "cppl_cp_plan_end_date", 20),
        ("lega_legal_status_start_date", "lega_legal_status_end_date", 25),
        ("clap_cla_placement_start_date", "clap_cla_placement_end_date", 15),
    ):
        table = table_of(start)
        rows = hand.some(table, hand[end].notna(), recent=False)
        hand.put(end, rows, hand[start].iloc[rows] - pd.Timedelta(days=days))


def _in_the_future(hand: Soil) -> None:
    """DQ04: the wrong year."""
    for column in (
        "cont_contact_date",
        "cinv_cin_visit_date",
        "icpc_icpc_date",
        "cppr_cp_review_date",
        "cppv_cp_visit_date",
        "clav_cla_visit_date",
        "csdq_sdq_completed_date",
    ):
        hand.shift(column, hand.some(table_of(column)), A_YEAR)
    for column in ("cdec_decided_date", "clar_cla_review_date"):
        rows = hand.some(table_of(column), hand[column] >= hand.day(-A_YEAR))
        hand.shift(column, rows, A_YEAR)
    for start, end in (
        ("cina_assessment_start_date", "cina_assessment_auth_date"),
        ("cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
        ("clap_cla_placement_start_date", "clap_cla_placement_end_date"),
    ):
        hand.shift(start, hand.some(table_of(start), hand[end].isna()), A_YEAR)


def _without(hand: Soil) -> None:
    """DQ05: no key, person or start; or a date that is none, which is DQ22 where it may be empty."""
    for column in (
        "cont_person_id",
        "cont_contact_date",
        "cdec_contact_id",
        "cina_person_id",
        "cinv_cin_visit_date",
        "s47e_s47_start_date",
        "icpc_person_id",
        "cppl_cp_plan_start_date",
        "cppv_person_id",
        "lega_legal_status_start_date",
        "clap_person_id",
        "clav_cla_visit_date",
        "clah_person_id",
        "csdq_person_id",
    ):
        hand.put(column, hand.some(table_of(column)), [None])
    for column in (
        "cont_contact_date",
        "cina_assessment_auth_date",
        "icpc_icpc_date",
        "cppv_cp_visit_date",
        "clah_health_check_date",
    ):
        hand.not_a_date(column, hand.some(table_of(column), hand[column].notna()), NOT_DATES)


def _unknown_references(hand: Soil) -> None:
    """DQ06, persons nobody knows; DQ07, teams nobody knows."""
    for column in (
        "cont_person_id",
        "cina_person_id",
        "cinv_person_id",
        "s47e_person_id",
        "icpc_person_id",
        "cppl_person_id",
        "cppv_person_id",
        "lega_person_id",
        "clav_person_id",
        "clah_person_id",
        "csdq_person_id",
    ):
        hand.put(column, hand.some(table_of(column)), [NO_PERSON])
    for column in ("cina_assessment_team", "s47e_s47_completed_by_team", "icpc_icpc_team"):
        hand.put(column, hand.some(table_of(column)), [None, NO_TEAM])


def _wrong_values(hand: Soil) -> None:
    """DQ16: outside its list."""
    for column, value in (
        ("cinv_cin_visit_seen", "LATER"),
        ("s47e_s47_nfa", "U"),
        ("icpc_icpc_transfer_in", "?"),
        ("cppl_cp_plan_ola", "X"),
        ("cppv_cp_visit_seen", "NOT HOME"),
        ("clar_cla_review_cancelled", "POSTPONED"),
    ):
        hand.put(column, hand.some(table_of(column), hand[column].notna()), [value])


def _front_door(hand: Soil) -> None:
    """DQ26 and DQ27, decisions; DQ28 to DQ30, assessments."""
    rows = hand.some("local_contact_decision")
    hand.put("cdec_contact_id", rows, [f"C9{number:06d}" for number in range(len(rows))])
    rows = hand.some("local_contact_decision", hand["cdec_decided_date"].notna())
    hand.shift("cdec_decided_date", rows, -40)

    hand.put("cina_referral_id", hand.some("ssd_cin_assessments"), [None, NO_REFERRAL])
    rows = hand.some("ssd_cin_assessments", hand["cina_assessment_auth_date"].notna())
    hand.put("cina_assessment_auth_date", rows, hand["cina_assessment_start_date"].iloc[rows] - pd.Timedelta(days=14))
    hand.shift("cina_assessment_start_date", rows, -28)
    rows = hand.some("ssd_cin_assessments")
    hand.put("cina_person_id", rows, hand["pers_person_id"].iloc[: len(rows)])


def _child_protection(hand: Soil) -> None:
    """DQ31 and DQ32, conferences; DQ33, reviews; DQ34, plans that overlap."""
    after_an_enquiry = hand["icpc_s47_enquiry_id"].notna()
    rows = hand.some("ssd_initial_cp_conference", after_an_enquiry)
    hand.put("icpc_s47_enquiry_id", rows, [NO_ENQUIRY])
    hand.put("icpc_s47_enquiry_id", hand.some("ssd_initial_cp_conference", after_an_enquiry), [None])
    hand.shift("icpc_icpc_date", hand.some("ssd_initial_cp_conference", after_an_enquiry), -90)

    hand.put("cppr_cp_plan_id", hand.some("ssd_cp_reviews"), [NO_PLAN])
    hand.put("cppr_cp_plan_id", hand.some("ssd_cp_reviews"), [None])
    start, own = hand["cppl_cp_plan_start_date"], hand["cppl_cp_plan_ola"] == "N"
    rows = hand.some("ssd_cp_plans", own & (start < hand.day(-20)) & hand["cppl_cp_plan_end_date"].isna())
    again = start.iloc[rows] + pd.Timedelta(days=10)
    keys = pd.Series([f"CP9{number:05d}" for number in range(len(rows))])
    hand.copies("ssd_cp_plans", rows, cppl_cp_plan_id=keys, cppl_cp_plan_start_date=again)


def _care(hand: Soil) -> None:
    """DQ35 and DQ36, placements; DQ37, scores; DQ39, permanence."""
    start, end = hand["clap_cla_placement_start_date"], hand["clap_cla_placement_end_date"]
    lasting = hand["clap_cla_placement_type"].isin(TYPES[:FIRST_TEMPORARY])
    rows = hand.some("ssd_cla_placement", lasting & end.isna() & (start < hand.day(-20)))
    again = start.iloc[rows] + pd.Timedelta(days=6)
    keys = pd.Series([f"PL9{number:05d}" for number in range(len(rows))])
    hand.copies("ssd_cla_placement", rows, clap_cla_placement_id=keys, clap_cla_placement_start_date=again)
    rows = hand.some("ssd_cla_placement", end.notna(), recent=False)
    hand.shift("clap_cla_placement_start_date", rows, -A_YEAR * 10)
    hand.shift("clap_cla_placement_end_date", rows, -A_YEAR * 10)

    hand.put("csdq_sdq_score", hand.some("ssd_sdq_scores"), ["41"])
    hand.put("csdq_sdq_score", hand.some("ssd_sdq_scores"), ["-1"])
    rows = hand.some("ssd_permanence")
    for column in DECISIONS:
        hand.put(column, rows, [None])


def _care_leavers(hand: Soil) -> None:
    """DQ38: codes that no code set has."""
    hand.put("clea_care_leaver_activity", hand.some("ssd_care_leavers"), ["EET"])
    hand.put("clea_care_leaver_in_touch", hand.some("ssd_care_leavers"), ["SOMETIMES"])


def _hostile_texts(hand: Soil) -> None:
    """DQ19: texts that a page must show as text."""
    for column in ("cont_contact_source_code", "cdec_decision", "clah_health_check_status"):
        hand.put(column, hand.some(table_of(column), hand[column].notna()), HOSTILE)

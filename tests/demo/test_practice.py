"""What is done for the children hangs together: each step follows the one before, for the same child."""

import numpy as np
import pandas as pd

from reports import demo
from reports.source.contract.held_outside import ACTION_STATUSES

UNTIL = pd.Timestamp(2026, 11, 1)
Frames = dict[str, pd.DataFrame]


def within(
    events: pd.DataFrame, when: tuple[str, str], spells: pd.DataFrame, spell: tuple[str, str, str]
) -> "pd.Series[bool]":
    """Tell of each event (person, time) whether it is on a day of one of the child's spells (person, start, end)."""
    person, start, end = spell
    both = events.reset_index(names="event").merge(spells, left_on=when[0], right_on=person)
    day = both[when[1]].dt.normalize()
    inside = (day >= both[start].dt.normalize()) & ~(day > both[end].dt.normalize())
    return events.index.to_series().isin(both.loc[inside, "event"])


def overlaps(spells: pd.DataFrame, person: str, start: str, end: str) -> int:
    """Count the spells that begin before an earlier one of the same child has ended."""
    in_order = spells.sort_values([person, start])
    ended = in_order[end].fillna(UNTIL).groupby(in_order[person]).shift()
    return int((in_order[start] < ended).sum())


def test_a_third_of_the_contacts_lead_to_a_referral_on_the_day_of_the_decision(small: Frames) -> None:
    contacts = small["ssd_contacts"].merge(
        small["local_contact_decision"], left_on="cont_contact_id", right_on="cdec_contact_id"
    )
    assert len(contacts) == len(small["ssd_contacts"])
    assert not (contacts["cdec_decided_date"] < contacts["cont_contact_date"]).any()
    led = contacts[contacts["cdec_decision"] == "referral"]
    assert 0.3 <= len(led) / len(contacts) <= 0.4
    referred = small["ssd_cin_episodes"][["cine_person_id", "cine_referral_date"]].astype("str").agg("".join, axis=1)
    decided = led["cont_person_id"] + led["cdec_decided_date"].dt.normalize().astype("str")
    assert decided.isin(referred).all()
    assert contacts["cdec_decided_date"].isna().sum() > 0


def test_most_referrals_come_from_a_contact_of_one_of_the_days_before(small: Frames) -> None:
    referrals = small["ssd_cin_episodes"]
    recent = referrals[referrals["cine_referral_date"] >= UNTIL - pd.DateOffset(months=12)]
    both = recent.merge(small["ssd_contacts"], left_on="cine_person_id", right_on="cont_person_id")
    before = both["cine_referral_date"] - both["cont_contact_date"].dt.normalize()
    led = both[before.between(pd.Timedelta(0), pd.Timedelta(days=10))]
    assert 0.8 <= recent["cine_referral_id"].isin(led["cine_referral_id"]).mean() <= 0.97


def test_sources_are_codes_of_the_census_and_the_police_and_schools_are_the_most(small: Frames) -> None:
    sources = small["ssd_contacts"]["cont_contact_source_code"]
    assert sources.str.fullmatch(r"10|[1-9][A-F]?").all()
    assert set(sources.value_counts().index[:2]) == {"6", "2A"}


def test_assessments_and_visits_are_of_children_who_were_referred(small: Frames) -> None:
    referrals, assessments = small["ssd_cin_episodes"], small["ssd_cin_assessments"]
    of = assessments.merge(referrals, left_on="cina_referral_id", right_on="cine_referral_id")
    assert (of["cina_person_id"] == of["cine_person_id"]).all()
    assert (of["cine_referral_nfa"] == "N").all()
    assert (of["cina_assessment_start_date"] >= of["cine_referral_date"]).all()
    spell = ("cine_person_id", "cine_referral_date", "cine_close_date")
    assert within(small["ssd_cin_visits"], ("cinv_person_id", "cinv_cin_visit_date"), referrals, spell).all()


def test_conferences_follow_enquiries_and_most_begin_a_plan_that_day(small: Frames) -> None:
    conferences = small["ssd_initial_cp_conference"]
    of = conferences.merge(small["ssd_s47_enquiry"], left_on="icpc_s47_enquiry_id", right_on="s47e_s47_enquiry_id")
    initial = conferences["icpc_icpc_transfer_in"] == "N"
    assert len(of) == initial.sum()
    assert (of["icpc_person_id"] == of["s47e_person_id"]).all()
    assert (of["icpc_icpc_date"] > of["s47e_s47_start_date"]).all()
    planned = conferences.merge(
        small["ssd_cp_plans"],
        left_on=["icpc_person_id", "icpc_icpc_date"],
        right_on=["cppl_person_id", "cppl_cp_plan_start_date"],
    )
    assert 0.75 <= len(planned) / len(conferences) <= 0.97


def test_plans_of_a_child_do_not_overlap_and_reviews_and_visits_fall_within_them(small: Frames) -> None:
    plans = small["ssd_cp_plans"]
    spell = ("cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date")
    assert overlaps(plans, *spell) == 0
    assert within(small["ssd_cp_visits"], ("cppv_person_id", "cppv_cp_visit_date"), plans, spell).all()
    assert within(small["ssd_cp_reviews"], ("cppr_person_id", "cppr_cp_review_date"), plans, spell).all()


def test_placements_and_legal_statuses_fill_the_time_in_care_without_overlap(small: Frames) -> None:
    care = small["ssd_cla_episodes"]
    spell = ("clae_person_id", "clae_cla_episode_start_date", "clae_cla_episode_ceased_date")
    for table, person, start, end in (
        ("ssd_cla_placement", "clap_person_id", "clap_cla_placement_start_date", "clap_cla_placement_end_date"),
        ("ssd_legal_status", "lega_person_id", "lega_legal_status_start_date", "lega_legal_status_end_date"),
    ):
        rows = small[table]
        assert overlaps(rows, person, start, end) == 0
        assert within(rows, (person, start), care, spell).all()
        assert within(rows.dropna(subset=[end]), (person, end), care, spell).all()
        now, open_now = care.loc[care[spell[2]].isna(), "clae_person_id"], rows.loc[rows[end].isna(), person]
        assert set(now) == set(open_now)
    assert (care["clae_entered_care_date"] <= care["clae_cla_episode_start_date"]).all()


def test_short_breaks_have_their_own_legal_status_and_no_visits_of_children_in_care(small: Frames) -> None:
    statuses = small["ssd_legal_status"]
    breaks = statuses["lega_legal_status"].isin(["V3", "V4"])
    only_breaks = set(statuses.loc[breaks, "lega_person_id"]) - set(statuses.loc[~breaks, "lega_person_id"])
    assert len(only_breaks) > 0
    assert not small["ssd_cla_visits"]["clav_person_id"].isin(only_breaks).any()


def test_scores_are_numbers_of_0_to_40_or_a_reason_of_the_return(small: Frames) -> None:
    scores = small["ssd_sdq_scores"]["csdq_sdq_score"]
    numbers = pd.to_numeric(scores, errors="coerce")
    assert numbers.dropna().between(0, 40).all()
    assert scores[numbers.isna()].str.fullmatch("SDQ[2-5]").all()
    assert 0 < numbers.isna().mean() < 0.2


def test_each_way_into_and_out_of_health_checks_is_there(small: Frames) -> None:
    checks = small["ssd_cla_health"]
    assert set(checks["clah_health_check_status"]) == {"Completed", "Refused", "Planned"}
    assert (checks["clah_health_check_date"].isna() == (checks["clah_health_check_status"] == "Planned")).all()


def test_young_people_who_present_as_homeless_are_16_or_17_and_placed_after_the_decision(small: Frames) -> None:
    rows = small["local_homeless_presentation"]
    born = rows["homl_person_id"].map(small["ssd_person"].set_index("pers_person_id")["pers_dob"])
    assert ((rows["homl_date"] - born).dt.days / 365.25).between(16, 18, inclusive="left").all()
    assert not (rows["homl_assessed_date"] < rows["homl_date"]).any()
    assert not (rows["homl_placed_date"] < rows["homl_decision_date"]).any()


def test_figures_were_returned_but_for_one_month_and_one_quarter(small: Frames) -> None:
    returned = small["local_return"]
    assert returned["retn_measure"].nunique() == 7
    assert not (returned["retn_numerator"] > returned["retn_denominator"]).any()
    periods = returned.groupby("retn_measure")["retn_period_start"].agg(set)
    assert periods["audits_good"] - periods["feedback_positive"] == {pd.Timestamp(2026, 10, 1)}
    assert periods["post_adoption_packages"] - periods["birth_parent_packages"] == {pd.Timestamp(2026, 4, 1)}
    assert len(periods["audits_good"]) == 14
    assert returned["retn_recorded_by"].notna().all()


def test_the_plan_has_some_forty_actions_of_seventeen_recommendations(small: Frames) -> None:
    actions = small["local_plan_action"]
    assert len(actions) == 40
    assert set(actions["acti_status"]) == set(ACTION_STATUSES)
    named = actions["acti_recommendations"].str.split(",").explode().str.strip()
    assert {int(number) for number in named if number} == set(range(1, 18))
    assert 0.3 <= (actions["acti_due_date"] < UNTIL).mean() <= 0.8
    overdue = (actions["acti_due_date"] < UNTIL) & (actions["acti_status"] != "done")
    assert overdue.sum() > 5


def test_an_authority_of_one_child_has_its_plan_and_its_returns() -> None:
    frames = demo.make(1, 4, UNTIL.date(), clean=True)
    assert len(frames["local_plan_action"]) == 40
    assert np.isfinite(frames["local_return"]["retn_numerator"]).all()

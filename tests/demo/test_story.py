"""The story that the reports must make visible, counted here in the plainest way."""

import numpy as np
import pandas as pd

from reports.source.contract import TABLES

END = pd.Timestamp(2026, 11, 1)
SOCIAL_WORKERS, ADVISERS = ("social worker", "senior practitioner"), ("personal adviser",)
Frames = dict[str, pd.DataFrame]


def workers_at(frames: Frames, end: pd.Timestamp) -> pd.DataFrame:
    """Workers in post with the children each holds: role, team, service, fte, cases."""
    spells = frames["local_worker"].dropna(subset=["work_professional_id", "work_start_date", "work_fte"])
    spells = spells[(spells["work_start_date"] < end) & ~(spells["work_end_date"] < end)]
    last = spells.sort_values("work_start_date").groupby("work_professional_id").last()
    held = frames["ssd_involvements"]
    held = held[held["invo_professional_role_id"].isin(["CW", "cw "])]
    held = held[(held["invo_involvement_start_date"] < end) & ~(held["invo_involvement_end_date"] < end)]
    teams = frames["ssd_department"].set_index("dept_team_id")
    return pd.DataFrame(
        {
            "role": last["work_role"],
            "team": last["work_team_id"].map(teams["dept_team_name"]),
            "service": last["work_team_id"].map(teams["dept_team_parent_name"]),
            "fte": last["work_fte"],
            "cases": held.groupby("invo_professional_id")["invo_person_id"].nunique(),
        }
    ).dropna(subset=["cases", "role"])


def per_fte(workers: pd.DataFrame) -> float:
    return workers["cases"].sum() / workers["fte"].sum()


def supervised(frames: Frames, month: pd.Timestamp, workers: pd.DataFrame) -> float:
    sessions = frames["local_supervision"]
    held = sessions["supv_held_date"].between(month, month + pd.offsets.MonthBegin(), inclusive="left")
    names = sessions.loc[held & (sessions["supv_type"] == "individual"), "supv_professional_id"]
    return float(np.mean(workers.index.isin(names)))


def interviews(frames: Frames) -> pd.DataFrame:
    """Missing episodes whose interview is due: in_care, returned, hours from the return to the interview."""
    episodes = frames["ssd_missing"]
    episodes = episodes[episodes["miss_missing_episode_type"] == "M"].drop_duplicates("miss_table_id")
    held = frames["local_return_interview"]
    held = held[held["rhi_outcome"] == "completed"].dropna(subset=["rhi_completed_date"])
    links = frames["local_return_interview_episode"].merge(
        held, left_on="rhie_interview_id", right_on="rhi_interview_id"
    )
    completed = links.groupby("rhie_missing_id")["rhi_completed_date"].min()
    care = frames["ssd_cla_episodes"].merge(episodes, left_on="clae_person_id", right_on="miss_person_id")
    started = care["miss_missing_episode_start_date"]
    in_care = (care["clae_cla_episode_start_date"] < started) & ~(care["clae_cla_episode_ceased_date"] < started)
    returned = episodes["miss_missing_episode_end_date"]
    rows = pd.DataFrame(
        {
            "in_care": episodes["miss_table_id"].isin(care.loc[in_care, "miss_table_id"]),
            "returned": returned,
            "hours": (episodes["miss_table_id"].map(completed) - returned).dt.total_seconds() / 3600,
        }
    )
    return rows[returned < END - pd.Timedelta(hours=72)]


def test_the_county_has_its_teams_workers_and_children(county: Frames) -> None:
    workers = workers_at(county, END)
    assert len(county["ssd_department"]) == 40
    assert county["ssd_department"]["dept_team_parent_id"].nunique() == 6
    assert 330 <= len(workers) <= 365
    assert 5200 <= workers["cases"].sum() <= 5700


def test_first_response_is_over_its_ceiling_for_about_eight_months(county: Frames) -> None:
    now, before = (workers_at(county, end) for end in (END, pd.Timestamp(2026, 1, 1)))
    assert 22 <= per_fte(now[now["service"] == "First Response"]) <= 25
    assert per_fte(before[before["service"] == "First Response"]) < 16


def test_personal_advisers_are_over_theirs_and_other_services_are_not(county: Frames) -> None:
    workers = workers_at(county, END)
    assert 27.5 <= per_fte(workers[workers["role"].isin(ADVISERS)]) <= 31
    for service in ("Child Protection and Supporting Families", "Children in Care", "Children with Disabilities"):
        others = workers[(workers["service"] == service) & workers["role"].isin(SOCIAL_WORKERS)]
        assert 13 <= per_fte(others) <= 16, service


def test_some_single_workers_elsewhere_are_over(county: Frames) -> None:
    workers = workers_at(county, END)
    elsewhere = workers[(workers["service"] != "First Response") & workers["role"].isin(SOCIAL_WORKERS)]
    assert 6 <= (elsewhere["cases"] > 16 * elsewhere["fte"] + 2).sum() <= 30


def test_unallocated_children_are_more_and_mostly_in_first_response(county: Frames) -> None:
    def waiting(end: pd.Timestamp) -> "pd.Series[str]":
        referred = county["ssd_cin_episodes"]
        referred = referred[(referred["cine_referral_nfa"] == "N") & (referred["cine_referral_date"] < end)]
        referred = referred[~(referred["cine_close_date"] < end)]
        held = county["ssd_involvements"]
        held = held[held["invo_professional_role_id"] == "CW"]
        held = held[(held["invo_involvement_start_date"] < end) & ~(held["invo_involvement_end_date"] < end)]
        teams = county["ssd_department"].set_index("dept_team_id")["dept_team_parent_name"]
        return referred.loc[~referred["cine_person_id"].isin(held["invo_person_id"]), "cine_referral_team"].map(teams)

    assert len(waiting(END)) > 1.5 * len(waiting(pd.Timestamp(2025, 11, 1)))
    assert (waiting(END) == "First Response").mean() > 0.7


def test_supervision_improves_but_drops_in_one_team(county: Frames) -> None:
    now, month = workers_at(county, END), pd.Timestamp(2026, 10, 1)
    before, year_ago = workers_at(county, pd.Timestamp(2025, 11, 1)), pd.Timestamp(2025, 10, 1)
    assert 0.80 <= supervised(county, month, now) <= 0.92
    assert 0.62 <= supervised(county, year_ago, before) <= 0.77
    team = "Supporting Families Dunholt"
    assert supervised(county, month, now[now["team"] == team]) <= 0.7
    assert supervised(county, year_ago, before[before["team"] == team]) >= 0.8


def test_children_are_seen_by_a_manager_within_42_days_in_four_of_five_cases(county: Frames) -> None:
    involvements = county["ssd_involvements"]
    open_now = involvements["invo_involvement_end_date"].isna() & (involvements["invo_professional_role_id"] == "CW")
    long_held = involvements["invo_involvement_start_date"] < END - pd.Timedelta(days=42)
    children = involvements.loc[open_now & long_held, "invo_person_id"].dropna()
    oversight = county["local_case_oversight"]
    recent = oversight.loc[oversight["over_date"].between(END - pd.Timedelta(days=42), END), "over_person_id"]
    assert 0.7 <= children.isin(recent).mean() <= 0.86


def test_about_110_missing_episodes_a_month_of_about_60_children_a_third_in_care(county: Frames) -> None:
    missing = county["ssd_missing"].dropna(subset=["miss_missing_episode_start_date"])
    missing = missing[
        (missing["miss_missing_episode_type"] == "M") & (missing["miss_missing_episode_start_date"] < END)
    ]
    months = missing.groupby(missing["miss_missing_episode_start_date"].dt.to_period("M"))
    assert 95 <= months.size().iloc[1:].mean() <= 125
    assert 55 <= months["miss_person_id"].nunique().iloc[1:].mean() <= 72
    assert 0.25 <= interviews(county)["in_care"].mean() <= 0.42


def test_the_last_weeks_are_as_full_as_the_others(county: Frames) -> None:
    started = county["ssd_missing"]["miss_missing_episode_start_date"]
    last = started.between(END - pd.Timedelta(days=28), END, inclusive="left").sum() / 4
    year = started.between(END - pd.Timedelta(days=364), END, inclusive="left").sum() / 52
    assert 0.7 <= last / year <= 1.4


def test_interviews_are_better_at_home_and_since_the_new_provider(county: Frames) -> None:
    returns = interviews(county)
    new = returns["returned"] >= pd.Timestamp(2026, 2, 15)
    old = returns["returned"] < pd.Timestamp(2026, 1, 15)
    completed, in_time = returns["hours"].notna(), returns["hours"] <= 72
    home, care = ~returns["in_care"], returns["in_care"]
    assert 0.88 <= completed[new & home].mean() <= 0.98
    assert 0.70 <= completed[new & care].mean() <= 0.88
    assert 0.78 <= in_time[new & home].mean() <= 0.93
    assert 0.53 <= in_time[new & care].mean() <= 0.75
    assert 0.55 <= completed[old].mean() <= 0.73
    assert 0.40 <= in_time[old].mean() <= 0.60


def test_returns_of_the_last_days_wait_for_their_interview(county: Frames) -> None:
    episodes = county["ssd_missing"]
    back = episodes["miss_missing_episode_end_date"].between(END - pd.Timedelta(hours=12), END, inclusive="left")
    assert episodes.loc[back, "miss_missing_rhi_accepted"].isna().all()
    still_away = episodes["miss_missing_episode_end_date"].isna() & (episodes["miss_missing_episode_type"] == "M")
    assert 2 <= still_away.sum() <= 25


def test_one_police_force_logs_late(county: Frames) -> None:
    reports = county["local_missing_report"]
    minutes = (reports["mrep_police_logged_date"] - reports["mrep_police_reported_date"]).dt.total_seconds() / 60
    assert minutes.median() < 40
    assert minutes.quantile(0.9) > 180


def test_interviews_and_returns_are_many_to_many(county: Frames) -> None:
    links = county["local_return_interview_episode"].drop_duplicates()
    assert (links.groupby("rhie_interview_id").size() > 1).sum() > 50
    assert (links.groupby("rhie_missing_id").size() > 1).sum() > 50


def test_names_are_invented_and_each_worker_has_one_of_their_own(small: Frames) -> None:
    names = small["ssd_professionals"]["prof_professional_name"]
    assert names.is_unique
    assert names.str.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+").all()


def test_children_have_no_names(small: Frames) -> None:
    assert not [
        column for name in TABLES for column in small[name].columns if "forename" in column or "surname" in column
    ]

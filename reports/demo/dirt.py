"""Known dirt in the tables of cases, workers and missing children: DQ01 to DQ20, in a small share of the rows.

No row has two faults, so that each can be seen by itself. Besides, some things look odd and are none: ends
that are planned, answers in capitals or with spaces around them, a worker who is recorded as `unknown`.
"""

import numpy as np
import pandas as pd

from reports.demo.columns import Clock
from reports.demo.soil import Soil, table_of

A_YEAR = 365  # a date with the wrong year
NOBODY, NO_PERSON, NO_TEAM, NO_WORKER = "-1", "P9999999", "T999", "W9999"
NO_INTERVIEW, NO_EPISODE = "RI999999", "M999999"
NOT_DATES = ("00/00/0000", "not known", "31/02/2026")
MARKUP = "<script>alert('demo')</script>"
HOSTILE = (
    f"{MARKUP}<b>bold</b> & <img src=x onerror=alert(1)>",
    "right \u202eot tfel\u202c and \u05e9\u05dc\u05d5\u05dd",
    "bell \x07 escape \x1b[31m tab \t new\r\nline",
    "{{ 7 * 7 }} {% raw %} =1+1 '; DROP TABLE ssd_person; --",
    "a very long text " * 235 + "ends",  # 3,999 characters
)


def soil(frames: dict[str, pd.DataFrame], clock: Clock, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Soil the frames, and give them."""
    hand = Soil(frames, clock, rng)
    for fault in (
        _wrong_order,
        _in_the_future,
        _without,
        _unknown_references,
        _wrong_workers,
        _wrong_values,
        _missing_episodes,
        _interviews,
        _recorded_first,
        _hostile_texts,
        _odd_but_right,
        _twice,
    ):
        fault(hand)
    return hand.finish()


def _twice(hand: Soil) -> None:
    """DQ01, the same row again; DQ02, the same key with another content."""
    for table in (
        "ssd_person",
        "ssd_involvements",
        "ssd_cin_episodes",
        "ssd_cla_episodes",
        "ssd_missing",
        "local_worker",
        "local_worker_absence",
        "local_supervision",
        "local_case_oversight",
        "local_return_interview",
        "local_return_interview_episode",
        "local_return_interview_theme",
    ):
        hand.copies(table, hand.some(table))
    rows = hand.some("ssd_involvements")
    hand.copies("ssd_involvements", rows, invo_professional_role_id=["SECOND WORKER"])
    rows = hand.some("ssd_cin_episodes", hand["cine_close_date"].notna())
    hand.copies("ssd_cin_episodes", rows, cine_close_date=[None], cine_close_reason=[None])
    rows = hand.some("ssd_missing", hand["miss_missing_episode_end_date"].notna())
    hand.copies("ssd_missing", rows, miss_missing_episode_end_date=[None])
    rows = hand.some("local_supervision", hand["supv_held_date"].notna())
    hand.copies("local_supervision", rows, supv_held_date=[None])
    rows = hand.some("local_return_interview", hand["rhi_outcome"].notna())
    hand.copies("local_return_interview", rows, rhi_outcome=[None])


def _wrong_order(hand: Soil) -> None:
    """DQ03: end before start."""
    for start, end, days in (
        ("invo_involvement_start_date", "invo_involvement_end_date", 3),
        ("cine_referral_date", "cine_close_date", 9),
        ("clae_cla_episode_start_date", "clae_cla_episode_ceased_date", 30),
        ("work_start_date", "work_end_date", 7),
        ("abse_start_date", "abse_end_date", 2),
    ):
        table = table_of(start)
        rows = hand.some(table, hand[end].notna(), recent=False)
        hand.put(end, rows, hand[start].iloc[rows] - pd.Timedelta(days=days))
    told = hand["mrep_returned_date"].notna() & (hand["mrep_returned_precision"] == "time")
    rows = hand.some("local_missing_report", told)
    hand.shift("mrep_returned_date", rows, -30)


def _in_the_future(hand: Soil) -> None:
    """DQ04: the wrong year."""
    for start, end in (
        ("invo_involvement_start_date", "invo_involvement_end_date"),
        ("cine_referral_date", "cine_close_date"),
        ("clae_cla_episode_start_date", "clae_cla_episode_ceased_date"),
    ):
        hand.shift(start, hand.some(table_of(start), hand[end].isna()), A_YEAR)
    hand.shift("over_date", hand.some("local_case_oversight"), A_YEAR)
    rows = hand.some("local_supervision", hand["supv_held_date"].notna())
    hand.shift("supv_held_date", rows, A_YEAR)
    hand.shift("supv_recorded_date", rows, A_YEAR)
    hand.shift("supv_recorded_date", hand.some("local_supervision", hand["supv_recorded_date"].notna()), A_YEAR)
    completed = hand["rhi_completed_date"]
    rows = hand.some("local_return_interview", completed >= hand.day(-A_YEAR))
    hand.shift("rhi_completed_date", rows, A_YEAR)
    offered = hand["rhi_offered_date"]
    rows = hand.some("local_return_interview", (offered >= hand.day(-A_YEAR)) & completed.isna())
    hand.shift("rhi_offered_date", rows, A_YEAR)
    logged = hand["mrep_police_logged_date"]
    hand.shift("mrep_police_logged_date", hand.some("local_missing_report", logged >= hand.day(-A_YEAR)), A_YEAR)


def _without(hand: Soil) -> None:
    """DQ05: no key, person, worker or start; or a date that is none."""
    for column in (
        "invo_person_id",
        "cine_person_id",
        "cine_referral_date",
        "clae_person_id",
        "miss_missing_episode_start_date",
        "supv_supervision_id",
        "supv_professional_id",
        "over_person_id",
        "rhi_person_id",
        "work_start_date",
    ):
        hand.put(column, hand.some(table_of(column)), [None])
    hand.not_a_date("invo_involvement_start_date", hand.some("ssd_involvements"), NOT_DATES)
    hand.not_a_date("over_date", hand.some("local_case_oversight"), NOT_DATES)
    closed = hand["cine_close_date"].notna()
    hand.not_a_date("cine_close_date", hand.some("ssd_cin_episodes", closed), NOT_DATES)
    recorded = hand["supv_recorded_date"].notna()
    hand.not_a_date("supv_recorded_date", hand.some("local_supervision", recorded), NOT_DATES)


def _unknown_references(hand: Soil) -> None:
    """DQ06, persons nobody knows; DQ07, teams nobody knows; DQ17, links to nothing; DQ20, another child's."""
    for column in ("invo_person_id", "cine_person_id", "clae_person_id", "miss_person_id"):
        hand.put(column, hand.some(table_of(column)), [NO_PERSON])
    hand.put("invo_professional_team", hand.some("ssd_involvements"), [None, NO_TEAM])
    hand.put("work_team_id", hand.some("local_worker", recent=False), [NO_TEAM, None])
    hand.put("rhie_interview_id", hand.some("local_return_interview_episode"), [NO_INTERVIEW])
    hand.put("rhie_missing_id", hand.some("local_return_interview_episode"), [NO_EPISODE])
    hand.put("rhit_interview_id", hand.some("local_return_interview_theme"), [NO_INTERVIEW])
    rows = hand.some("local_return_interview")
    others = hand["pers_person_id"].iloc[: len(rows)]
    hand.put("rhi_person_id", rows, others)


def _wrong_workers(hand: Soil) -> None:
    """DQ08, FTE; DQ18, nobody's cases; and the row that stands for nobody."""
    hand.put("work_fte", hand.some("local_worker", recent=False), [None])
    hand.put("work_fte", hand.some("local_worker", recent=False), [0.0])
    hand.put("work_fte", hand.some("local_worker", recent=False), [1.2])
    hand.put("prof_full_time_equivalency", hand.some("ssd_professionals"), [None, 0.0, 1.2])
    allocated = hand["invo_professional_role_id"] == "CW"
    hand.put("invo_professional_id", hand.some("ssd_involvements", allocated), [NOBODY, None, NO_WORKER])
    rows = hand.some("ssd_professionals")[:1]
    hand.copies(
        "ssd_professionals",
        rows,
        prof_professional_id=[NOBODY],
        prof_staff_id=[None],
        prof_professional_name=["unknown"],
        prof_professional_job_title=[None],
        prof_full_time_equivalency=[None],
        prof_agency_worker_flag=[None],
    )


def _wrong_values(hand: Soil) -> None:
    """DQ16: outside its list."""
    for column, value in (
        ("cine_referral_nfa", "U"),
        ("miss_missing_rhi_offered", "?"),
        ("miss_missing_rhi_accepted", "MAYBE"),
        ("work_agency_flag", "TEMP"),
        ("abse_reason", "holiday"),
        ("supv_type", "telephone"),
        ("supv_audit_grade", "excellent"),
        ("over_type", "conversation"),
        ("mrep_risk", "extreme"),
        ("rhi_outcome", "seen"),
        ("rhi_independent_flag", "unsure"),
        ("rhi_audit_grade", "A*"),
        ("rhit_kind", "other"),
    ):
        rows = hand.some(table_of(column), hand[column].notna() | (column == "supv_audit_grade"), recent=False)
        hand.put(column, rows, [value])


def _missing_episodes(hand: Soil) -> None:
    """DQ09, episodes that overlap; DQ14, neither missing nor away."""
    start, end = hand["miss_missing_episode_start_date"], hand["miss_missing_episode_end_date"]
    rows = hand.some("ssd_missing", end - start > pd.Timedelta(hours=4))
    keys = pd.Series([f"M9{number:05d}" for number in range(len(rows))])
    later = start.iloc[rows] + pd.Timedelta(hours=1)
    hand.copies("ssd_missing", rows, miss_table_id=keys, miss_missing_episode_start_date=later)
    hand.put("miss_missing_episode_type", hand.some("ssd_missing"), ["X", None, "ABSENT"])


def _interviews(hand: Soil) -> None:
    """DQ10, before the return; DQ11, completed without a date; DQ12, offered after it was held."""
    table, held = "local_return_interview", hand["rhi_outcome"] == "completed"
    timed = held & hand["rhi_offered_date"].notna()
    rows = hand.some(table, timed)
    hand.shift("rhi_completed_date", rows, -30)
    hand.shift("rhi_offered_date", rows, -31)
    rows = hand.some(table, held)
    hand.put("rhi_completed_date", rows, [None])
    hand.put("rhi_completed_precision", rows, [None])
    rows = hand.some(table, timed)
    hand.put("rhi_offered_date", rows, hand["rhi_completed_date"].iloc[rows] + pd.Timedelta(days=2, minutes=30))


def _recorded_first(hand: Soil) -> None:
    """DQ13, logged before reported; DQ15, recorded before held."""
    rows = hand.some("local_missing_report", hand["mrep_police_logged_date"].notna())
    hand.put("mrep_police_logged_date", rows, hand["mrep_police_reported_date"].iloc[rows] - pd.Timedelta(hours=30))
    rows = hand.some("local_supervision", hand["supv_recorded_date"].notna())
    hand.put("supv_recorded_date", rows, hand["supv_held_date"].iloc[rows] - pd.Timedelta(days=3))


def _hostile_texts(hand: Soil) -> None:
    """DQ19: texts that a page must show as text."""
    for column in (
        "prof_professional_name",
        "rhit_theme",
        "rhi_provider",
        "supv_not_held_reason",
        "cine_close_reason",
    ):
        rows = hand.some(table_of(column), hand[column].notna())
        hand.put(column, rows, HOSTILE)
    away_from_the_story = hand["dept_team_name"].str.startswith("Out of Hours")
    rows = hand.some("ssd_department", away_from_the_story)[:1]
    hand.put("dept_team_name", rows, hand["dept_team_name"].iloc[rows] + MARKUP)


def _odd_but_right(hand: Soil) -> None:
    """No faults: ends that are planned, and answers written in other ways."""
    for column, start in (
        ("invo_involvement_end_date", "invo_involvement_start_date"),
        ("cine_close_date", "cine_referral_date"),
        ("abse_end_date", "abse_start_date"),
    ):
        planned = hand[column].isna() & hand[start].notna()
        hand.put(column, hand.some(table_of(column), planned, recent=False), [hand.day(45)])
    hand.put("rhi_outcome", hand.some("local_return_interview", hand["rhi_outcome"] == "completed"), [" Completed "])
    hand.put(
        "invo_professional_role_id",
        hand.some("ssd_involvements", hand["invo_professional_role_id"] == "CW"),
        ["Allocated case worker", "cw "],
    )

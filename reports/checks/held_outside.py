"""Rules about returned figures, homeless young people and the improvement plan."""

from typing import Any

import numpy as np
import pandas as pd

from reports.checks.people import known_team
from reports.checks.rows import before
from reports.checks.sieve import Sieve
from reports.owed import SHARES, ReturnedMeasure
from reports.periods import FIRST_MONTH_OF_THE_YEAR, MONTHS_IN_A_QUARTER, MONTHS_IN_A_YEAR
from reports.source import lookup, matchable

RETURNS, PRESENTATIONS, ACTIONS = "local_return", "local_homeless_presentation", "local_plan_action"
YOUNGEST, OLDEST = 16, 17  # whole years, of those whom the table of presentations is about
NUMBER = "[0-9]+"  # a recommendation's
_MONDAY, _DAYS_IN_A_WEEK = np.datetime64("1970-01-05"), 7


def judge(sieve: Sieve) -> None:
    """Judge them: DQ40 to DQ46."""
    returns(sieve)
    homeless(sieve)
    actions(sieve)


def returns(sieve: Sieve) -> None:
    """DQ41, DQ40, then DQ45 of what is left: one figure of each measure, period and team; DQ07 of its team."""
    frame = sieve.frames[RETURNS]
    sieve.frames[RETURNS] = frame.assign(retn_measure=matchable(frame["retn_measure"]))
    sieve.leave_out("DQ41", RETURNS, ~_known(sieve.frames[RETURNS]))
    sieve.leave_out("DQ40", RETURNS, _impossible(sieve.frames[RETURNS]))
    sieve.leave_out("DQ45", RETURNS, _returned_again(sieve.frames[RETURNS]))
    known_team(sieve, RETURNS, "retn_team_id", needed=False)


def homeless(sieve: Sieve) -> None:
    """DQ42, where what cannot be is emptied, and DQ46."""
    frame = sieve.frames[PRESENTATIONS]
    impossible = {
        "homl_assessed_date": before(frame["homl_assessed_date"], frame["homl_date"]),
        "homl_placed_date": before(frame["homl_placed_date"], frame["homl_decision_date"]),
        "homl_bb_nights": frame["homl_bb_nights"] < 0,
    }
    sieve.find("DQ42", PRESENTATIONS, pd.DataFrame(impossible).any(axis="columns"))
    sieve.frames[PRESENTATIONS] = frame.assign(**{field: frame[field].mask(hit) for field, hit in impossible.items()})

    births = sieve.frames["ssd_person"].set_index("pers_person_id")["pers_dob"]
    born = lookup(frame["homl_person_id"], births).astype(frame["homl_date"].dtype)
    age = _whole_years(born, frame["homl_date"])
    sieve.find("DQ46", PRESENTATIONS, born.notna() & ~age.between(YOUNGEST, OLDEST))


def actions(sieve: Sieve) -> None:
    """DQ43 and DQ44."""
    frame = sieve.frames[ACTIONS]
    never_updated = (frame["acti_status"] == "done") & frame["acti_updated_date"].isna()
    sieve.find("DQ43", ACTIONS, never_updated | frame["acti_due_date"].isna())
    parts = between_commas(frame["acti_recommendations"])
    sieve.find("DQ44", ACTIONS, frame.index.to_series().isin(parts.index[~parts.str.fullmatch(NUMBER)]))


def between_commas(texts: "pd.Series[Any]") -> "pd.Series[Any]":
    """Give what stands between the commas of texts (`str`): trimmed, each under its text's index, none empty."""
    parts = texts.str.split(",").explode().astype("str").str.strip()
    return parts[parts.notna() & parts.ne("")]


def _whole_years(born: "pd.Series[Any]", at: "pd.Series[Any]") -> "pd.Series[Any]":
    """Give the age on the London day of an instant; who was born on 29 February is a year older on 1 March."""
    before_birthday = (at.dt.month * 100 + at.dt.day) < (born.dt.month * 100 + born.dt.day)
    return at.dt.year - born.dt.year - before_birthday


def _known(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Tell which rows are of a measure that is returned, and of a week, month, quarter or year."""
    start, end = (frame[field].to_numpy("datetime64[D]") for field in ("retn_period_start", "retn_period_end"))
    first, last = (days.astype("datetime64[M]") for days in (start, end))
    months = (last - first).astype("int64")
    month = first.astype("int64") % MONTHS_IN_A_YEAR + 1  # 1970 began in January
    of_months = (start == first) & (end == last)
    quarter = (months == MONTHS_IN_A_QUARTER) & (month % MONTHS_IN_A_QUARTER == 1)
    year = (months == MONTHS_IN_A_YEAR) & (month == FIRST_MONTH_OF_THE_YEAR)
    since_monday = (start - _MONDAY).astype("int64") % _DAYS_IN_A_WEEK
    week = (since_monday == 0) & ((end - start).astype("int64") == _DAYS_IN_A_WEEK)
    return frame["retn_measure"].isin(list(ReturnedMeasure)) & (of_months & ((months == 1) | quarter | year) | week)


def _impossible(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Tell which figures lack a part, are below 0 or above their whole. A count has no denominator."""
    part, whole = frame["retn_numerator"], frame["retn_denominator"]
    lacking = part.isna() | (whole.isna() & frame["retn_measure"].isin(SHARES))
    return lacking | (part < 0) | (whole < 0) | (part > whole)


def _returned_again(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Tell which figures were recorded before another of the same measure, period and team."""
    in_order = frame.sort_values(
        ["retn_recorded_date", "retn_recorded_by", "retn_numerator", "retn_denominator"], na_position="first"
    )
    same = ["retn_measure", "retn_period_start", "retn_period_end", "retn_team_id"]
    return in_order.duplicated(same, keep="last").reindex(frame.index)

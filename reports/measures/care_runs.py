"""Times and runs of care: when a child is looked after, and which of these times follow each other unbroken.

All frames have the columns person (a key), start and end (instants; an empty end: it goes on).
"""

from typing import Any

import numpy as np
import pandas as pd

from reports.measures.keys import Array, Keys, codes
from reports.measures.moments import days
from reports.measures.spans import NO_END

LONGEST_GAP = 1  # days between two times that do not break a run
NEVER = pd.Timestamp("9999-12-31 23:59:59.999999", tz="UTC")


def times_looked_after(episodes: pd.DataFrame, short_breaks: pd.DataFrame) -> pd.DataFrame:
    """Give when a care episode was open and no short break was: person, start, end, in order, none of them touching."""
    parts = [episodes.assign(on_break=False), short_breaks.assign(on_break=True)]
    rows = pd.concat([part[["person", "start", "end", "on_break"]] for part in parts])
    rows = rows[~(rows["end"] <= rows["start"])]
    steps = _steps(rows)
    open_episodes = np.cumsum(np.where(steps["on_break"], 0, steps["step"]))
    open_breaks = np.cumsum(np.where(steps["on_break"], steps["step"], 0))
    last = _differs(steps["person"]) | _differs(steps["at"])  # of each child's steps at an instant
    person, at = steps["person"][last], steps["at"][last]
    looked_after = ((open_episodes > 0) & (open_breaks == 0))[last]
    turns = np.diff(looked_after, prepend=False)  # nobody is, when all of a child's rows are closed
    person, at = person[turns], at[turns]
    return pd.DataFrame(
        {
            "person": Keys.shared_by(rows["person"]).column(person[::2]),
            "start": _instants(at[::2], rows["start"]),
            "end": _instants(at[1::2], rows["start"]),
        }
    )


def numbered(times: pd.DataFrame) -> Array:
    """Number the runs of times in order of person and start: a gap of one day or less breaks none."""
    person, start = codes(times["person"]), days(times["start"]).astype("int64")
    ended = np.where(times["end"].isna(), NO_END, days(times["end"]).astype("int64"))
    new = np.append(True, (person[1:] != person[:-1]) | (start[1:] - ended[:-1] > LONGEST_GAP))[: len(times)]
    return np.cumsum(new)


def sharing(runs: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Give every run with each of the rows of its child that share time with it."""
    both = runs.merge(rows, on="person", suffixes=("", "_of_row"))
    return both[~(both["end"] <= both["start_of_row"]) & ~(both["end_of_row"] <= both["start"])]


def _steps(rows: pd.DataFrame) -> dict[str, Array]:
    """Give how the number of a child's open rows changes, in order: person (code), at, step (1, -1), on_break."""
    instants = [
        column.dt.tz_convert("UTC").dt.tz_localize(None) for column in (rows["start"], rows["end"].fillna(NEVER))
    ]
    at = np.concatenate([each.to_numpy("datetime64[us]") for each in instants])
    person = np.tile(codes(rows["person"]), 2)
    order = np.lexsort((at, person))
    step, on_break = np.repeat([1, -1], len(rows)), np.tile(rows["on_break"].to_numpy(dtype=bool), 2)
    return {"person": person[order], "at": at[order], "step": step[order], "on_break": on_break[order]}


def _differs(values: Array) -> Array:
    """Tell which values are others than the next, the last among them."""
    return np.append(values[1:] != values[:-1], True)[: len(values)]


def _instants(at: Array, like: "pd.Series[Any]") -> "pd.Series[Any]":
    naive: pd.Series[Any] = pd.Series(at)
    times = naive.dt.tz_localize("UTC").astype(like.dtype)
    return times.mask(times == NEVER)

"""Gates: what holds every report made from a snapshot, each with its reason in one sentence."""

from collections.abc import Mapping

import pandas as pd

from reports.checks.finding import Held
from reports.checks.sieve import Sieve
from reports.settings import Gates

_FRESH = {
    "ssd_involvements": ("involvement", "invo_involvement_start_date"),
    "ssd_missing": ("missing episode", "miss_missing_episode_start_date"),
    "local_supervision": ("supervision", "supv_held_date"),
}


def held(sieve: Sieve, gates: Gates, rows_last_time: Mapping[str, int] | None) -> tuple[Held, ...]:
    """Give every reason to hold; `rows_last_time` are the rows of each table in the snapshot before."""
    rows_now = {name: len(frame) for name, frame in sieve.source.frames.items() if name in sieve.source.asked}
    reasons = _stale(sieve, gates) + _dirty(sieve, gates)
    if rows_last_time:
        reasons += _fewer(rows_now, rows_last_time, gates)
    return tuple(reasons)


def _stale(sieve: Sieve, gates: Gates) -> list[Held]:
    reasons = []
    for table, (what, field) in _FRESH.items():
        newest = sieve.frames[table][field].max()
        if table not in sieve.source.collected or pd.isna(newest):
            continue
        days = (pd.Timestamp(sieve.as_at) - newest).days
        if days > gates.stale_after_days:
            reason = (
                f"{table}: the newest {what} is of {newest:%Y-%m-%d}, {days} days before the data were pulled; "
                f"at most {gates.stale_after_days} are allowed: see whether the source is still being filled"
            )
            reasons.append(Held("stale", table, reason))
    return reasons


def _dirty(sieve: Sieve, gates: Gates) -> list[Held]:
    reasons = []
    for table, broken in sieve.broken.items():
        rows, checked = len(broken), sieve.checked[table]
        if checked >= gates.least_rows and rows > gates.rows_in_error * checked:
            reason = (
                f"{table}: {rows:,} of {checked:,} rows break a rule of severity error, more than "
                f"{gates.rows_in_error:.0%}: see the findings and mend the source"
            )
            reasons.append(Held("dirty", table, reason))
    return reasons


def _fewer(now: Mapping[str, int], before: Mapping[str, int], gates: Gates) -> list[Held]:
    reasons = []
    for table, rows in before.items():
        if table not in now:  # nothing that is reported on needs it any more
            continue
        left = now[table]
        if rows and not left:
            reason = f"{table}: {rows:,} rows last time and none now: see whether the source was filled"
            reasons.append(Held("emptied", table, reason))
        elif rows >= gates.least_rows and left < rows * (1 - gates.fall_in_rows):
            reason = (
                f"{table}: {rows:,} rows last time and {left:,} now, down by more than "
                f"{gates.fall_in_rows:.0%}: see whether the source was filled"
            )
            reasons.append(Held("shrunken", table, reason))
    return reasons

"""What must hold of any authority: parts and wholes, the order of rows, what lies after as_at, the calendar.

The authority is the demo's, small and with its dirt. The week lies far from clock changes and bank holidays.
"""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from reports import demo
from reports.checks import Checked, clean
from reports.measures import MEASURES, compute
from reports.measures.lists import build
from reports.periods import Period, parse_instant
from reports.pseudonyms import pseudonyms
from reports.settings import Settings, Standards
from reports.source import TABLES, Source, Type
from reports.source.frames import conform

Frames = dict[str, pd.DataFrame]
SETTINGS = Settings(standards=Standards(caseload_ceilings={"social worker": 8, "personal adviser": 8}))
WEEK = Period.parse("2026-06-15")
AS_AT = parse_instant("2026-06-22T06:00")
FOUR_WEEKS = timedelta(weeks=4)

# A child may be in several teams, with several workers, and missing in both care statuses; an action may serve several
# recommendations. All else is in one.
IN_SEVERAL = {
    "open_cases",
    "unallocated_children",
    "cases_started",
    "cases_closed",
    "children_overseen",
    "children_missing",
    "still_missing",
    "plan_actions",
    "plan_actions_overdue",
}
REACH_BACK_TO_BANK_HOLIDAYS = {"assessments_open_overdue"}  # 45 working days from a referral long ago
OF_SOCIAL_WORKERS = {"average_caseload", "median_caseload", "highest_caseload"}


@pytest.fixture(scope="module")
def frames() -> Frames:
    made = demo.make(600, 5, date(2026, 6, 29), seed=2)
    return {
        name: conform(table, made[name][table.columns].itertuples(index=False, name=None))
        for name, table in TABLES.items()
    }


@pytest.fixture(scope="module")
def checked(frames: Frames) -> Checked:
    return judged(frames)


@pytest.fixture(scope="module")
def figures(checked: Checked) -> pd.DataFrame:
    return compute(checked.data, WEEK, SETTINGS)


def judged(frames: Frames, later: timedelta = timedelta()) -> Checked:
    period = Period(WEEK.start + later, WEEK.kind)
    collected = frozenset(name for name, frame in frames.items() if len(frame))
    return clean(Source(period, AS_AT + later, frames, collected), SETTINGS)


def figures_of(checked: Checked) -> list[tuple[str, ...]]:
    """Give figures as rows that can be compared, without their period."""
    rows = compute(checked.data, checked.data.period, SETTINGS).drop(columns=["period_start", "period_end"])
    return comparable(rows)


def comparable(rows: pd.DataFrame) -> list[tuple[str, ...]]:
    numbers = rows.select_dtypes("number").round(9)
    return [tuple(row) for row in rows.assign(**numbers).astype("str").to_numpy()]


def findings_of(checked: Checked, *, but: str = "") -> list[tuple[object, ...]]:
    return [(each.rule, each.table, each.rows, each.keys) for each in checked.findings if each.rule != but]


def each_table(frames: Frames, change: Callable[[str, pd.DataFrame], pd.DataFrame]) -> Frames:
    return {name: change(name, frame) for name, frame in frames.items()}


def test_there_is_something_to_count_and_something_wrong(figures: pd.DataFrame, checked: Checked) -> None:
    whole = figures[(figures["breakdown"] == "authority") & (figures["value"] > 0)]
    assert len(whole) >= len(MEASURES) / 2
    assert len({finding.rule for finding in checked.findings}) >= 10


def test_parts_and_the_whole_agree(figures: pd.DataFrame) -> None:
    """What is in one part only adds up to the whole; of what is in several, no part is more than the whole."""
    by_measure = figures.set_index("measure")
    for measure in MEASURES.values():
        if "authority" not in measure.breakdowns:
            continue
        mine = by_measure.loc[[measure.id]]
        whole = mine[mine["breakdown"] == "authority"].iloc[0]
        for breakdown in set(measure.breakdowns) - {"authority"}:
            parts = mine[mine["breakdown"] == breakdown]
            if breakdown == "role" and measure.id in OF_SOCIAL_WORKERS:
                parts = parts[parts["group_id"].isin(SETTINGS.standards.social_work_roles)]
            for column in ("numerator", "denominator"):
                values, total = parts[column].dropna(), whole[column]
                where = f"{measure.id} by {breakdown}: {column}"
                if measure.id == "highest_caseload":
                    assert values.empty or values.max() == total, where
                elif measure.id in IN_SEVERAL:
                    assert values.empty or values.max() <= total <= values.sum(), where
                else:
                    assert values.empty or values.sum() == pytest.approx(total), where


def test_the_lists_are_as_long_as_their_figures_say(figures: pd.DataFrame, checked: Checked) -> None:
    lists = build(checked.data, WEEK, SETTINGS, pseudonyms())
    whole = figures[figures["breakdown"] == "authority"].set_index("measure")
    count, of = whole["numerator"], whole["denominator"]
    assert (lists["workers"]["over"] > 0).sum() == count["workers_over_ceiling"]
    assert lists["workers"]["ceiling"].notna().sum() == of["workers_over_ceiling"]
    assert lists["unallocated"]["child"].nunique() == count["unallocated_children"]
    assert len(lists["supervision"]) == of["supervised"]
    assert lists["supervision"]["overdue"].sum() == count["supervision_overdue"]
    assert lists["supervision"]["never"].sum() == count["never_supervised"]
    assert (len(lists["asye"]), lists["asye"]["on_schedule"].sum()) == (
        of["asye_on_schedule"],
        count["asye_on_schedule"],
    )
    assert lists["without_oversight"]["child"].nunique() == of["children_overseen"] - count["children_overseen"]
    assert lists["still_missing"]["child"].nunique() == count["still_missing"]
    assert len(lists["repeat_missing"]) == count["repeat_missing_children"]


def test_the_order_of_rows_changes_nothing(frames: Frames, checked: Checked, figures: pd.DataFrame) -> None:
    shuffled = judged(each_table(frames, lambda _, frame: frame.sample(frac=1, random_state=7, ignore_index=True)))
    assert figures_of(shuffled) == comparable(figures.drop(columns=["period_start", "period_end"]))
    assert findings_of(shuffled) == findings_of(checked)
    lists, again = (build(each.data, WEEK, SETTINGS, pseudonyms()) for each in (checked, shuffled))
    for name, rows in lists.items():
        assert comparable(rows) == comparable(again[name]), name


def test_rows_given_twice_change_nothing_but_dq01(frames: Frames, checked: Checked, figures: pd.DataFrame) -> None:
    def doubled(_: str, frame: pd.DataFrame) -> pd.DataFrame:
        return pd.concat([frame, frame.sample(frac=0.5, random_state=7)], ignore_index=True)

    twice = judged(each_table(frames, doubled))
    assert figures_of(twice) == comparable(figures.drop(columns=["period_start", "period_end"]))
    assert findings_of(twice, but="DQ01") == findings_of(checked, but="DQ01")


def test_rows_that_begin_after_as_at_change_nothing_but_dq04(
    frames: Frames, checked: Checked, figures: pd.DataFrame
) -> None:
    def continued(name: str, frame: pd.DataFrame) -> pd.DataFrame:
        table = TABLES[name]
        if table.start is None:
            return frame
        begun = frame.sample(min(20, len(frame)), random_state=7).assign(
            **{table.start: pd.Timestamp("2026-06-23 10:00")}
        )
        if table.end:
            begun[table.end] = pd.NaT
        if table.key:
            begun[table.key] = [f"later {n}" for n in range(len(begun))]
        return pd.concat([frame, begun.drop_duplicates().astype(frame.dtypes)], ignore_index=True)

    more = judged(each_table(frames, continued))
    assert figures_of(more) == comparable(figures.drop(columns=["period_start", "period_end"]))
    left_out = {finding.table: finding.rows for finding in more.findings if finding.rule == "DQ04"}
    assert sum(left_out.values()) > 100
    assert {rule for rule, *_ in findings_of(more)} == {rule for rule, *_ in findings_of(checked)} | {"DQ04"}


def test_everything_four_weeks_later_has_the_same_figures_four_weeks_later(
    frames: Frames, figures: pd.DataFrame
) -> None:
    def shifted(name: str, frame: pd.DataFrame) -> pd.DataFrame:
        dates = TABLES[name].of_type(Type.TIME, Type.DATE)
        real = {field: frame[field].where(frame[field].dt.year > 2100, frame[field] + FOUR_WEEKS) for field in dates}
        return frame.assign(**real)

    later = judged(each_table(frames, shifted), FOUR_WEEKS)
    assert later.data.period.key == "2026-07-13"
    same = figures[~figures["measure"].isin(REACH_BACK_TO_BANK_HOLIDAYS)]
    now = [row for row in figures_of(later) if row[0] not in REACH_BACK_TO_BANK_HOLIDAYS]
    assert now == comparable(same.drop(columns=["period_start", "period_end"]))


def test_measuring_changes_no_frame(checked: Checked) -> None:
    def hashes() -> list[int]:
        return [int(np.sum(pd.util.hash_pandas_object(frame))) for frame in checked.data.frames.values()]

    before = hashes()
    build(checked.data, WEEK, SETTINGS, pseudonyms())
    compute(checked.data, WEEK, SETTINGS)
    assert hashes() == before

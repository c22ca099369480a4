"""Gates: each holds for its reason, at its threshold and not before it."""

import pytest

from reports.checks import Held, clean
from reports.settings import Gates, Settings
from tests.conftest import Tell
from tests.story import Story


def held(story: Story, gates: Gates | None = None, last_time: dict[str, int] | None = None) -> dict[str, Held]:
    """Give what holds, by gate and table."""
    checked = clean(story.source, Settings(gates=gates or Gates()), last_time)
    return {f"{each.gate} {each.table}": each for each in checked.held}


@pytest.fixture(scope="module")
def twenty(tell: Tell) -> Story:
    """20 missing episodes, one of them of no type, and 8 spells."""
    story = tell()
    for n in range(20):
        story.missing(f"m{n}", "2026-10-30 10:00", kind="M" if n else None)
    for n in range(8):
        story.spell(f"w{n}")
    return story


def test_a_source_is_stale_when_the_newest_row_is_more_than_14_days_old(tell: Tell) -> None:
    """Pulled on 3 November at 06:00. Whole days count: 15 begin an hour late by the clock, at 07:00 summer time."""
    fresh, stale = tell(), tell()
    for story, start in ((fresh, "2026-10-19 07:01"), (stale, "2026-10-19 07:00")):
        story.case("anna", start=start)
        story.missing("m1", start)
        story.session("w1", start)
    assert not held(fresh)
    reasons = held(stale)
    assert set(reasons) == {"stale ssd_involvements", "stale ssd_missing", "stale local_supervision"}
    assert reasons["stale ssd_missing"].reason == (
        "ssd_missing: the newest missing episode is of 2026-10-19, 15 days before the data were pulled; "
        "at most 14 are allowed: see whether the source is still being filled"
    )
    assert set(held(stale, Gates(stale_after_days=15))) == set()


def test_rows_after_as_at_do_not_make_a_source_fresh(story: Story) -> None:
    story.case("anna", start="2026-09-01")
    story.case("ben", start="2026-11-04")
    assert set(held(story)) == {"stale ssd_involvements"}


def test_what_is_not_collected_is_not_stale(story: Story) -> None:
    story.case("anna", start="2026-10-30")
    assert not held(story)


def test_a_table_with_rows_last_time_and_none_now_holds(story: Story) -> None:
    reasons = held(story, last_time={"local_worker": 1, "ssd_missing": 0})
    assert list(reasons) == ["emptied local_worker"]
    assert reasons["emptied local_worker"].reason.startswith("local_worker: 1 rows last time and none now")


@pytest.mark.parametrize(
    ("last_time", "holds"),
    [
        ({"ssd_missing": 25}, False),  # down by 20 %, which is allowed
        ({"ssd_missing": 26}, True),
        ({"ssd_missing": 10}, False),  # more rows than before
        ({"local_worker": 19}, False),  # too few rows to judge a share
        ({"local_worker": 20}, True),
        (None, False),  # nothing to compare with
    ],
)
def test_rows_down_by_more_than_a_fifth_hold(twenty: Story, last_time: dict[str, int] | None, holds: bool) -> None:
    assert any(gate.startswith("shrunken") for gate in held(twenty, last_time=last_time)) == holds


@pytest.mark.parametrize(
    ("gates", "holds"),
    [
        (Gates(), False),  # 1 of 20 is 5 %, which is allowed
        (Gates(rows_in_error=0.04), True),
        (Gates(rows_in_error=0.04, least_rows=21), False),  # too few rows to judge a share
    ],
)
def test_more_than_a_twentieth_of_rows_in_error_holds(twenty: Story, gates: Gates, holds: bool) -> None:
    reasons = held(twenty, gates)
    assert ("dirty ssd_missing" in reasons) == holds
    if holds:
        assert "1 of 20 rows break a rule of severity error, more than 4%" in reasons["dirty ssd_missing"].reason


def test_a_row_that_breaks_two_rules_counts_once(story: Story) -> None:
    story.session("w1", "2026-10-30 10:00", kind="pair", recorded="2026-10-01")
    story.session("w2", "2026-10-30 10:00")
    assert (story.found["DQ15", "local_supervision"], story.found["DQ16", "local_supervision"]) == (1, 1)
    reasons = held(story, Gates(rows_in_error=0.4, least_rows=2))
    assert "1 of 2 rows break a rule of severity error" in reasons["dirty local_supervision"].reason


def test_a_warning_holds_nothing(story: Story) -> None:
    story.unknown(*(f"child of m{n}" for n in range(20)))
    for n in range(20):
        story.missing(f"m{n}", "2026-10-30 10:00")
    assert story.found["DQ06", "ssd_missing"] == 20
    assert not held(story)

"""Comparisons: only by the same definition, of the newest census before the period's end."""

from reports.documents import benchmarks
from reports.periods import Period
from reports.settings import Authority

LEICESTERSHIRE = Authority(name="Leicestershire County Council", contact="Performance", la_name="Leicestershire")
WESTMERE = Authority(la_name="Leicestershire")


def values(period: str, authority: Authority) -> dict[str, str]:
    found = benchmarks.benchmarks("average_caseload", Period.parse(period), authority)
    return {one.kind: one.shown for one in found}


def test_england_the_region_and_the_median_of_the_neighbours() -> None:
    # Published for 30 September 2025; of the ten neighbours 13.1, 13.3, 14.8, 15.2, 15.3, 15.5, 15.6, 16.1, 16.2
    # and 16.5 the median is 15.4.
    assert values("2026-08", LEICESTERSHIRE) == {
        "England": "15.2",
        "region": "15.3",
        "median of statistical neighbours": "15.4",
    }


def test_a_census_counts_from_the_month_after_it() -> None:
    assert values("2025-09", LEICESTERSHIRE)["England"] == "15.4"  # of 2024
    assert values("2025-10", LEICESTERSHIRE)["England"] == "15.2"  # of 2025


def test_without_a_council_there_is_england_alone() -> None:
    assert values("2026-10", Authority()) == {"England": "15.2"}
    assert values("2026-10", Authority(la_name="Atlantis")) == {"England": "15.2"}


def test_what_is_defined_otherwise_is_not_compared() -> None:
    assert benchmarks.benchmarks("children_missing", Period.parse("2026-10"), LEICESTERSHIRE) == []
    assert benchmarks.compared("children_missing", Period.parse("2026-10"), LEICESTERSHIRE) == ""


def test_the_words_say_year_and_median_and_whose_neighbours() -> None:
    said = benchmarks.compared("average_caseload", Period.parse("2026-10"), LEICESTERSHIRE)
    assert said.startswith("England 15.2")
    assert "Statistical neighbours of Leicestershire (median) 15.4" in said
    assert said.endswith("(30 September 2025)")


def test_a_council_that_stands_in_for_an_invented_one_is_named() -> None:
    october = Period.parse("2026-10")
    assert "stands in for Westmere" in benchmarks.note("average_caseload", october, WESTMERE)
    assert "stands in" not in benchmarks.note("average_caseload", october, LEICESTERSHIRE)
    assert "Open Government Licence" in benchmarks.note("average_caseload", october, LEICESTERSHIRE)


def test_without_neighbours_none_are_spoken_of() -> None:
    alone = benchmarks.note("average_caseload", Period.parse("2026-10"), Authority())
    assert alone.startswith("Comparison: DfE Children's social work workforce")
    assert "neighbours" not in alone
    assert "stands in" not in alone

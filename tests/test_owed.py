"""returns.yaml: who owes which figure, how often, and for which teams."""

from pathlib import Path

import pytest

from reports.errors import SettingsError
from reports.owed import ReturnedMeasure, Returns
from reports.periods import Period
from reports.resources import CONFIG
from reports.settings import Settings, load


def configured(folder: Path, measures: str) -> Path:
    (folder / "returns.yaml").write_text(f"measures:\n  {measures}\n", encoding="utf-8")
    return folder


def owed(returns: Returns, period: str) -> list[tuple[str, str]]:
    return [(figure.measure, figure.team) for figure in returns.owed(Period.parse(period))]


def test_the_project_names_somebody_for_every_figure() -> None:
    assert set(load(CONFIG).returns.measures) == set(ReturnedMeasure)


def test_what_is_owed_goes_by_the_kind_of_the_period(tmp_path: Path) -> None:
    measures = (
        "audits_good: {name: A, every: month, teams: [t2, t1]}\n  post_adoption_packages: {name: B, every: quarter}"
    )
    returns = load(configured(tmp_path, measures)).returns
    assert owed(returns, "2026-12") == [("audits_good", "t2"), ("audits_good", "t1")]
    assert owed(returns, "2026-Q3") == [("post_adoption_packages", "")]
    assert owed(returns, "2026-27") == owed(returns, "2026-11-16") == []


def test_without_the_file_nobody_owes_anything(tmp_path: Path) -> None:
    assert load(tmp_path).returns == Returns() == Settings().returns
    assert owed(Returns(), "2026-10") == []


def test_who_owes_is_said_with_the_role(tmp_path: Path) -> None:
    settings = load(configured(tmp_path, "audits_good: {name: ' A. Green ', role: Head of Quality, every: month}"))
    assert settings.returns.measures[ReturnedMeasure.AUDITS_GOOD].who == "A. Green, Head of Quality"


def test_a_page_that_names_who_owes_depends_on_it(tmp_path: Path) -> None:
    before = load(tmp_path).hash
    assert load(configured(tmp_path, "audits_good: {name: A. Green, every: month}")).hash != before


@pytest.mark.parametrize(
    ("measures", "said"),
    [
        ("audits_bad: {name: A, every: month}", "measures.audits_bad"),
        ("audits_good: {name: A}", "measures.audits_good.every: Field required"),
        ("audits_good: {name: ' ', every: month}", "measures.audits_good.name"),
        (
            "audits_good: {name: A, every: week}",
            "measures.audits_good.every: expected month, quarter or year, not week",
        ),
        ("audits_good: {name: A, every: month, email: A}", "measures.audits_good.email"),
        ("audits_good: {name: A, every: month, team: t1}", "measures.audits_good.team: there is no such setting"),
        ("audits_good: {name: A, every: month, teams: [t1, t1]}", "measures.audits_good.teams: a team stands twice"),
        (
            "post_adoption_packages: {name: A, every: month, teams: [t1]}",
            "measures.post_adoption_packages.teams: it is returned for the whole authority; leave teams out",
        ),
    ],
)
def test_a_wrong_setting_is_one_line_that_names_it(tmp_path: Path, measures: str, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        load(configured(tmp_path, measures))
    assert str(error.value).startswith(str(tmp_path / "returns.yaml"))
    assert said in str(error.value)
    assert "\n" not in str(error.value)

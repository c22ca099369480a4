"""Who owns a measure, and by which measures a recommendation shows."""

import pytest

from reports.errors import SettingsError
from reports.measures import MEASURES, compute, history
from reports.owners import NOBODY, Owners
from reports.resources import CONFIG
from reports.settings import Settings, load
from tests.story import Story

MISSPELT = Owners(measures={"re_referals": "Head of First Response"})


def test_one_that_nobody_owns_says_so() -> None:
    owners = Owners(measures={"re_referrals": "Head of First Response"})
    assert owners.of("re_referrals") == "Head of First Response"
    assert owners.of("supervised") == NOBODY


def test_a_measure_that_there_is_not_is_refused() -> None:
    said = "owners.yaml: re_referals: there is no such measure; `lineofsight measures` lists them"
    with pytest.raises(SettingsError, match=said):
        MISSPELT.demand_known(MEASURES)
    with pytest.raises(SettingsError, match=said):
        Owners(shown_by={3: ["supervised", "re_referals"]}).demand_known(MEASURES)


@pytest.mark.parametrize("figures", [compute, history])
def test_it_is_refused_before_anything_is_computed(story: Story, figures: object) -> None:
    with pytest.raises(SettingsError, match="re_referals"):
        figures(story.checked.data, story.period, Settings(owners=MISSPELT))  # type: ignore[operator]


def test_those_of_the_project_are_of_measures_that_there_are() -> None:
    owners = load(CONFIG).owners
    owners.demand_known(MEASURES)
    assert owners.measures
    assert owners.shown_by

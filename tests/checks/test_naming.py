"""Names that the authority chose: everywhere the same, ids and judgements as they were."""

import pytest

from reports.settings import Names, Settings
from tests.story import Story


@pytest.fixture
def renamed(story: Story) -> Story:
    """Two teams of one service; the first is named by its id, the service by its name."""
    story.settings = Settings(
        names=Names(services={"MASH": "Help"}, teams={" T1 ": "Front Door", "supporting <b>families</b>": "Two"})
    )
    service = {"dept_team_parent_id": "s1", "dept_team_parent_name": "Mash "}
    story.add("ssd_department", dept_team_id="t1", dept_team_name="First Response", **service)
    story.add("ssd_department", dept_team_id="t2", dept_team_name="Supporting <b>Families</b>", **service)
    story.add("ssd_department", dept_team_id="t3", dept_team_name="Leaving Care", dept_team_parent_id="s2")
    story.case("anna", "w1", team="t1")
    story.case("ben", "w2", team="t2")
    story.case("cara", "w3", team="t3")
    story.session("w2", "2026-10-12 10:00", recorded="2026-10-11")
    return story


def test_figures_name_teams_and_services_as_chosen_and_keep_their_ids(renamed: Story) -> None:
    cases = renamed.computed().query("measure == 'average_caseload'").set_index("group_id")["group_name"]
    assert {team: cases[team] for team in ("t1", "t2", "t3")} == {
        "t1": "Front Door",
        "t2": "Two",
        "t3": "Leaving Care",
    }
    assert cases["s1"] == "Help"
    assert cases["s2"] == "s2"  # named nowhere


def test_lists_and_findings_have_the_same_names(renamed: Story) -> None:
    assert set(renamed.lists["teams"]["team"]) == {"Front Door", "Two", "Leaving Care"}
    assert set(renamed.lists["teams"]["service"]) == {"Help", "s2"}
    late = next(finding for finding in renamed.checked.findings if finding.rule == "DQ15")
    assert late.teams == {"Two": 1}


def test_the_rules_judge_the_names_of_the_source(renamed: Story) -> None:
    """A chosen name hides no fault: the text with markup is still there to be mended."""
    assert renamed.found["DQ19", "ssd_department"] == 1


def test_two_teams_of_one_name_stay_two_rows(renamed: Story) -> None:
    renamed.settings = Settings(names=Names(teams={"t1": "Families", "t2": "Families"}))
    teams = renamed.lists["teams"]
    assert teams.loc[teams["team"] == "Families", "cases"].tolist() == [1, 1]

"""What the windows of `include/sql` leave out changes no figure."""

from tests.story import Story


def test_rows_of_one_key_come_together_although_only_one_childs_absence_reaches_back_so_far(story: Story) -> None:
    """DQ02 leaves out both rows of the involvement and both of the care episode: nobody knows whose they are."""
    story.missing("m1", "2022-03-01 10:00", "2026-10-05 09:00", child="a")
    for child in ("a", "b"):
        story.add(
            "ssd_involvements",
            invo_involvements_id="i1",
            invo_professional_id="w1",
            invo_professional_role_id="CW",
            invo_professional_team="t1",
            invo_person_id=child,
            invo_involvement_start_date="2022-01-01",
            invo_involvement_end_date="2022-06-01",
        )
        story.add(
            "ssd_cla_episodes",
            clae_cla_episode_id="e1",
            clae_person_id=child,
            clae_cla_episode_start_date="2022-01-01",
            clae_cla_episode_ceased_date="2022-06-01",
        )
    assert story.found["DQ02", "ssd_involvements"] == 2
    assert story.found["DQ02", "ssd_cla_episodes"] == 2


def test_a_childs_team_and_care_are_found_however_long_ago_it_went_missing(story: Story) -> None:
    story.missing("m1", "2022-03-01 10:00", "2026-10-05 09:00", child="a")
    story.case("a", team="t1", start="2022-01-01", end="2022-06-01")
    story.in_care("a", "2022-01-01", "2022-06-01")
    assert story.figures.values("team", "returns") == {"t1": 1}
    assert story.figures.values("care_status", "returns") == {"looked_after": 1, "home": 0}

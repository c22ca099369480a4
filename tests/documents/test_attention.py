"""What needs attention comes by how far off it is and for how long."""

from reports.documents.attention import Item, ranked


def item(title: str, distance: float, periods: int = 1) -> Item:
    return Item(title, "", "anchor", distance, periods)


def test_the_furthest_off_comes_first() -> None:
    assert [one.title for one in ranked([item("a", 0.1), item("b", 0.5), item("c", 0.3)])] == ["b", "c", "a"]


def test_of_two_as_far_off_the_longer_comes_first() -> None:
    assert [one.title for one in ranked([item("new", 0.2, 1), item("old", 0.2, 8)])] == ["old", "new"]


def test_twelve_periods_weigh_twice_as_much_and_no_longer_run_more() -> None:
    assert item("a", 0.2, 12).weight == item("b", 0.2, 30).weight == 0.4


def test_at_most_seven_and_nothing_that_is_not_off() -> None:
    many = [item(f"{n}", 0.1 + n / 100) for n in range(9)]
    assert len(ranked(many)) == 7
    assert ranked([item("on target", 0.0)]) == []


def test_a_line_of_the_mail_is_the_whole_item() -> None:
    assert Item("Supervision: 60%", "Worsening.", "x", 0.3).line == "Supervision: 60%. Worsening."
    assert Item("Supervision: 60%", "", "x", 0.3).line == "Supervision: 60%."

"""Series and their people: what an issue of a team is called, where it lies, and to whom it goes."""

from pathlib import Path

import pytest

from reports.errors import SettingsError
from reports.recipients import Recipient, Recipients
from reports.series import of_teams, report_of, series, stem, team_of
from reports.settings import load

GUID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
SHARED = "allowed_domains: [westmere.example]\nsender: reports@westmere.example\n"


def named(*addresses: str) -> list[Recipient]:
    return [Recipient(name=address, email=f"{address}@westmere.example") for address in addresses]


def recipients(**teams: list[Recipient]) -> Recipients:
    return Recipients(allowed_domains=["westmere.example"], sender="reports@westmere.example", teams=teams)


@pytest.mark.parametrize("team", ["T012", GUID, "a:b", "North/South", "T 1", "\u0130zmir"])
def test_a_series_tells_its_report_and_its_team_whatever_the_id_is(team: str) -> None:
    name = series("team_oversight", team)
    assert (report_of(name), team_of(name)) == ("team_oversight", team)
    assert of_teams(name)


def test_a_report_is_a_series_by_itself() -> None:
    assert series("smt_overview") == "smt_overview"
    assert (report_of("smt_overview"), team_of("smt_overview"), stem("smt_overview")) == (
        "smt_overview",
        "",
        "smt_overview",
    )
    assert not of_teams("smt_overview")


def test_no_two_teams_share_a_file_name_and_none_leaves_its_folder() -> None:
    """Some file systems do not tell small letters from capitals; an id may be cut, and be what another is cut to."""
    teams = [
        "T012",
        "t012",
        "T/012",
        "T-012",
        "../T012",
        "..",
        "T 012",
        "T012 ",
        "\u0422012",
        GUID,
        GUID.upper(),
        "T:012",
    ]
    teams += ["X" * 40, "X" * 41, "X" * 400, stem(series("r", "t012")).removeprefix("r-")]
    stems = [stem(series("team_oversight", team)) for team in teams]
    assert len({each.casefold() for each in stems}) == len(teams)
    assert all(each.startswith("team_oversight-") and len(each) < 80 for each in stems)
    assert not any(sign in each for each in stems for sign in "/\\ .:")
    assert stems[0] == "team_oversight-T012"


def test_a_team_is_named_by_its_id_or_by_its_name_and_its_id_comes_first() -> None:
    chosen = recipients(T001=named("ada"), Alderwick=named("bo"), T002=named("cy"))
    assert [each.name for each in chosen.of("team_oversight:T001", "Alderwick")] == ["ada"]
    assert [each.name for each in chosen.of("team_oversight:T009", " ALDERWICK ")] == ["bo"]
    assert chosen.of("team_oversight:T009") == []
    assert chosen.of("team_oversight:t001") == []  # another id
    assert [each.name for each in chosen.of("team_oversight")] == ["ada", "bo", "cy"]
    assert chosen.of("smt_overview") == []


def test_a_report_of_teams_goes_to_somebody_where_a_team_has_people() -> None:
    assert recipients(T001=[], T002=named("ada")).goes_to_somebody("team_oversight")
    assert not recipients(T001=[]).goes_to_somebody("team_oversight")
    assert not Recipients().goes_to_somebody("team_oversight")


def test_the_demos_managers_are_named_and_one_has_two_teams() -> None:
    chosen = load().recipients
    assert len(chosen.teams) == 40
    (one,), (other,) = chosen.of("team_oversight:T039"), chosen.of("team_oversight:T040")
    assert one == other


@pytest.mark.parametrize(
    ("teams", "said"),
    [
        ("T001: [{name: A, email: a@elsewhere.example}]", "recipient 1 of team T001: the domain elsewhere.example"),
        (
            "T001: [{name: A, email: a@westmere.example}, {name: B, email: A@westmere.example}]",
            "team T001: an address stands twice",
        ),
        ('T1: []\n  "t1 ": []', "teams: t1 stands twice"),
        ("12: []", "in quotes where it is a number"),
        ("T1: [{name: A, e_mail: a@westmere.example}]", r"teams\.T1\.0\.e_mail: there is no such setting"),
    ],
)
def test_what_is_wrong_about_a_team_is_said(tmp_path: Path, teams: str, said: str) -> None:
    (tmp_path / "recipients.yaml").write_text(f"{SHARED}teams:\n  {teams}\n")
    with pytest.raises(SettingsError, match=said):
        load(tmp_path)


def test_a_report_of_teams_has_no_readers_who_get_every_teams(tmp_path: Path) -> None:
    everybody = "reports:\n  team_oversight: [{name: A, email: a@westmere.example}]\n"
    (tmp_path / "recipients.yaml").write_text(SHARED + everybody)
    with pytest.raises(SettingsError, match="name its people under teams"):
        load(tmp_path)
    (tmp_path / "recipients.yaml").write_text("teams: {T1: []}\n")
    with pytest.raises(SettingsError, match="sender: say from which address"):
        load(tmp_path)

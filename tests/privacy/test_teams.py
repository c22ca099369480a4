"""No team's PDF, workbook or mail has an id, a name or a code of another team's worker or child.

A small authority with its known dirt is issued to every team's manager. All that arrives is searched for everybody who
is not the team's; who is, is told from the source's rows alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from upath import UPath

from reports import demo
from reports.checks import Finding
from reports.demo.mailbox import Mailbox
from reports.documents.document import Correction
from reports.documents.team_input import OF_ANOTHER, TeamInput
from reports.errors import RenderError
from reports.periods import LONDON
from reports.pseudonyms import pseudonyms
from reports.series import series
from reports.settings import load
from reports.workflow import Workplace
from reports.workflow.data import Measured, measured, pull
from reports.workflow.issue import hand_over
from reports.workflow.teams import REPORT
from tests.teams import issue_batch, manager, people
from tests.test_marked_people import told

MONTH, AS_AT = "2026-10", "2026-11-03T06:00"
END, SEEN = pd.Timestamp("2026-11-01"), pd.Timestamp(AS_AT)
MOVED = pd.Timestamp("2026-11-01 10:00")
CODE = re.compile(r"\b[A-Z2-7]{4}-[A-Z2-7]{4}\b")
TEAM, NOBODY = "T002", "-1"  # a worker who is none, in the known dirt
Frames = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Burst:
    """The source, what was measured of it, and every mail that the managers got."""

    frames: Frames
    made: Measured
    mails: list[EmailMessage]


@pytest.fixture(scope="module")
def burst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Burst]:
    folder = tmp_path_factory.mktemp("burst")
    frames = moved(demo.make(children=700, months=4, until=date(2026, 11, 2), seed=5))
    demo.write(frames, str(folder / "source.db"))
    teams = frames["ssd_department"]["dept_team_id"].dropna().unique()
    (folder / "recipients.yaml").write_text(people(*teams))
    with Mailbox(folder / "mails") as mailbox:
        ledger = f"sqlite:///{folder / 'ledger.db'}"
        source = str(folder / "source.db")
        place = Workplace(UPath(folder / "archive"), ledger, source=source, mail=mailbox.url)
        place = replace(place, config=settings_in(folder))
        snapshot = pull(place, MONTH, AS_AT)
        assert issue_batch(place, snapshot).endswith(f"{len(teams)} of {len(teams)} teams have their issue")
        yield Burst(frames, measured(place, snapshot), mailbox.mails)


def settings_in(folder: Path) -> Path:
    (folder / "config").mkdir()
    (folder / "recipients.yaml").rename(folder / "config" / "recipients.yaml")
    return folder / "config"


def moved(frames: Frames) -> Frames:
    """Let every child that went missing in October have a worker of another team from the day after."""
    involvements, missing = frames["ssd_involvements"], frames["ssd_missing"]
    lately = missing.loc[missing["miss_missing_episode_start_date"] >= "2026-10-01", "miss_person_id"]
    open_now = involvements["invo_involvement_end_date"].isna() & involvements["invo_professional_team"].notna()
    theirs = involvements["invo_person_id"].isin(lately) & open_now
    columns = ["invo_professional_id", "invo_professional_team"]
    teams = involvements.loc[open_now, columns].drop_duplicates("invo_professional_team").reset_index(drop=True)
    following = dict(zip(teams["invo_professional_team"], teams.index, strict=True))
    new = involvements[theirs].assign(
        invo_involvements_id=lambda rows: "N" + rows["invo_involvements_id"], invo_involvement_start_date=MOVED
    )
    places = (new["invo_professional_team"].map(following) + 1) % len(teams)
    new[columns] = teams.loc[places, columns].to_numpy()
    ends = involvements["invo_involvement_end_date"].mask(theirs, MOVED)
    kept = involvements.assign(invo_involvement_end_date=ends)
    return frames | {"ssd_involvements": pd.concat([kept, new], ignore_index=True)}


def is_open(rows: pd.DataFrame, start: str, end: str, at: Any) -> pd.Series:
    return (rows[start] < at) & ~(rows[end] < at)


def workers_of(frames: Frames, team: str) -> set[str]:
    """Who holds a child of the team at the month's end or when the data are pulled, and who is in its posts."""
    held, posts = frames["ssd_involvements"], frames["local_worker"]
    own = held[held["invo_professional_team"] == team]
    now = [is_open(own, "invo_involvement_start_date", "invo_involvement_end_date", at) for at in (END, SEEN)]
    in_post = posts[(posts["work_team_id"] == team) & ~(posts["work_end_date"] < "2026-10-31")]
    return {*own.loc[now[0] | now[1], "invo_professional_id"], *in_post["work_professional_id"]} - {None}


def children_of(frames: Frames, team: str) -> set[str]:
    """Who has a worker or a case of the team at the month's end, or had a worker of it when going missing."""
    held, cases, missing = frames["ssd_involvements"], frames["ssd_cin_episodes"], frames["ssd_missing"]
    own = held[held["invo_professional_team"] == team]
    allocated = own[is_open(own, "invo_involvement_start_date", "invo_involvement_end_date", END)]
    referred = cases[cases["cine_referral_team"] == team]
    referred = referred[is_open(referred, "cine_referral_date", "cine_close_date", END)]
    both = missing.merge(own, left_on="miss_person_id", right_on="invo_person_id")
    went = both["miss_missing_episode_start_date"]
    then = both[is_open(both, "invo_involvement_start_date", "invo_involvement_end_date", went)]
    return {*allocated["invo_person_id"], *referred["cine_person_id"], *then["miss_person_id"]}


def arrived(mail: EmailMessage) -> str:
    """All that a mail says, in its head, its words, its PDF and its workbook, wherever in them."""
    attached = {part.get_filename(): part.get_content() for part in mail.iter_attachments()}
    (pdf,) = [name for name in attached if name.endswith(".pdf")]
    words = [part.get_content() for part in mail.walk() if part.get_content_type() in {"text/plain", "text/html"}]
    lists = {name: content for name, content in attached.items() if name != pdf}
    assert lists
    given: Any = SimpleNamespace(pdf=attached[pdf], text="", html="", attachments=lists)
    return "\n".join([*map(str, mail.items()), pdf, *words, *told(given)])


def codes(children: Iterable[str]) -> set[str]:
    """The codes under which children stand in reports."""
    return set(pseudonyms()(pd.Series(sorted(children), dtype="str")))


def named(ids: Iterable[str], text: str) -> set[str]:
    """Which of some ids stand in a text, as words of it."""
    return set(ids) & set(re.findall(r"\w+", text))


def test_every_manager_gets_their_own_team_and_nobody_of_another(burst: Burst) -> None:
    frames = burst.frames
    names = (
        frames["ssd_professionals"].set_index("prof_professional_id")["prof_professional_name"].dropna().drop(NOBODY)
    )
    persons = set(frames["ssd_person"]["pers_person_id"].dropna())
    departments = frames["ssd_department"].set_index("dept_team_id")["dept_team_name"]
    assert sorted(mail["To"] for mail in burst.mails) == sorted(manager(team) for team in burst.made.teams)
    codes_found, masked = 0, 0
    for mail in burst.mails:
        (team,) = [team for team in burst.made.teams if manager(team) == mail["To"]]
        text = arrived(mail)
        own_workers, own_children = workers_of(frames, team), children_of(frames, team)
        strangers = {name for worker, name in names.items() if worker not in own_workers}
        strangers -= {name for worker, name in names.items() if worker in own_workers}
        others = codes(persons - own_children)
        found = set(CODE.findall(text))
        assert {name for name in strangers if name in text} == set()
        assert found & others == set()
        assert named(persons | (set(names.index) - own_workers), text) == set()
        assert {name for name in departments.drop(team).dropna() if name in text} == set()
        assert named(departments.drop(team).index, text) == set()
        codes_found += len(found & codes(persons & own_children))
        masked += text.count(OF_ANOTHER)
        assert departments[team] in text
    assert codes_found > 100  # what is sought is found where it may be
    assert masked > 0


@pytest.fixture(scope="module")
def handed(burst: Burst) -> TeamInput:
    given = hand_over(series(REPORT, TEAM), load(), burst.made, f"{MONTH}/1")
    assert isinstance(given, TeamInput)
    return given


def test_a_team_is_handed_its_own_figures_rows_and_findings(burst: Burst, handed: TeamInput) -> None:
    groups = handed.figures[["breakdown", "group_id"]].drop_duplicates()
    assert set(groups.itertuples(index=False, name=None)) == {("authority", "authority"), ("team", TEAM)}
    assert {name for name, rows in handed.lists.items() if set(rows["team_id"]) - {TEAM}} == set()
    whole = burst.made.lists
    assert {name: len(rows) for name, rows in handed.lists.items()} == {
        name: int((whole[name]["team_id"] == TEAM).sum()) for name in handed.lists
    }
    assert all(finding.keys == () and list(finding.teams) == [handed.team_name] for finding in handed.findings)
    assert sum(finding.rows for finding in handed.findings) > 0
    assert (handed.settings.recipients.teams, handed.settings.names.teams) == ({}, {})


def other_rows(handed: TeamInput, **cells: object) -> dict[str, Any]:
    workers = handed.lists["workers"]
    return {"lists": {**handed.lists, "workers": workers.assign(**{"team_id": TEAM} | cells)}}


def figures_of(handed: TeamInput, breakdown: str, group: str) -> pd.DataFrame:
    return handed.figures.head(1).assign(breakdown=breakdown, group_id=group)


def correction(handed: TeamInput, breakdown: str, group: str) -> Correction:
    return Correction("2026-10/1", datetime(2026, 11, 3, tzinfo=LONDON), "why", figures_of(handed, breakdown, group))


REFUSED: dict[str, Callable[[TeamInput], dict[str, Any]]] = {
    "another team's figures": lambda handed: {"figures": figures_of(handed, "team", "T001")},
    "a worker's figures": lambda handed: {"figures": figures_of(handed, "worker", TEAM)},
    "children in care": lambda handed: {"figures": figures_of(handed, "care_status", "looked_after")},
    "changes of another team": lambda handed: {"changed": figures_of(handed, "team", "T001")},
    "a correction of another team": lambda handed: {"correction": correction(handed, "team", "T001")},
    "another team's rows": lambda handed: other_rows(handed, team_id="T001"),
    "rows of an unknown team": lambda handed: other_rows(handed, team_id=""),
    "a worker of another team": lambda handed: other_rows(handed, worker_team_id="T001"),
    "a list without teams": lambda handed: {"lists": {"workers": handed.lists["workers"].drop(columns="team_id")}},
    "keys of rows": lambda _: {"findings": [Finding("DQ01", "error", "Twice.", "ssd_person", 1, 9, (), ("P1",))]},
    "whom others can mend": lambda _: {
        "findings_before": [Finding("DQ01", "error", "Twice.", "ssd_person", 1, 9, (), (), {"Another": 1})]
    },
    "no team": lambda _: {"team": ""},
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_hand_over_refuses(handed: TeamInput, what: str) -> None:
    with pytest.raises(RenderError, match="the report of one team was handed"):
        replace(handed, **REFUSED[what](handed))

"""Writing into a database: whole or not at all, and read back the same."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from reports import demo
from reports.errors import SourceError

Frames = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def tiny() -> Frames:
    return demo.make(60, 4, date(2026, 11, 1), clean=True)


def read(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


def test_what_was_written_is_read_back_the_same(tiny: Frames, tmp_path: Path) -> None:
    demo.write(tiny, tmp_path / "source.db")
    for name, frame in tiny.items():
        with closing(sqlite3.connect(tmp_path / "source.db")) as connection:
            back = pd.read_sql_query(f"SELECT * FROM {name}", connection)
        assert list(back.columns) == list(frame.columns)
        for column in frame:
            given = frame[column]
            read_back = pd.to_datetime(back[column]) if given.dtype.kind == "M" else back[column]
            assert read_back.astype(given.dtype).equals(given.reset_index(drop=True)), column


def test_times_and_dates_in_sqlite_are_plain_texts(tmp_path: Path) -> None:
    sessions = {
        "supv_supervision_id": ["SV1"],
        "supv_due_date": pd.to_datetime(["2026-10-01"]),
        "supv_held_date": pd.to_datetime(["2026-10-01 09:30"]),
    }
    columns = demo.make(1, 1)["local_supervision"].columns
    frame = pd.DataFrame(sessions).reindex(columns=columns)
    demo.write({"local_supervision": frame}, tmp_path / "source.db")
    found = read(tmp_path / "source.db", "SELECT supv_due_date, supv_held_date, supv_type FROM local_supervision")
    assert found == [("2026-10-01", "2026-10-01 09:30:00", None)]


def test_dates_that_are_none_stand_in_sqlite_as_they_are(tmp_path: Path) -> None:
    frames = demo.make(1000, 6, date(2026, 11, 1))
    demo.write(frames, tmp_path / "source.db")
    odd = read(
        tmp_path / "source.db", "SELECT over_date FROM local_case_oversight WHERE over_date NOT LIKE '20__-__-__ %'"
    )
    assert ("00/00/0000",) in odd


def test_a_url_works_as_a_path_does_and_a_second_time_replaces_the_first(tiny: Frames, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'source.db'}"
    for _ in range(2):
        demo.write(tiny, url)
    assert read(tmp_path / "source.db", "SELECT count(*) FROM ssd_person") == [(len(tiny["ssd_person"]),)]


def test_a_write_that_is_broken_off_leaves_what_was_there_and_nothing_else(tiny: Frames, tmp_path: Path) -> None:
    demo.write(tiny, tmp_path / "source.db")
    before = (tmp_path / "source.db").read_bytes()
    broken = tiny | {"local_worker": tiny["local_worker"].drop(columns="work_team_id")}
    with pytest.raises(KeyError):
        demo.write(broken, tmp_path / "source.db")
    assert [file.name for file in tmp_path.iterdir()] == ["source.db"]
    assert (tmp_path / "source.db").read_bytes() == before


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("nonsense://nowhere", "not a usable database URL"),
        ("sqlite://", "SQLite needs a file"),
        ("no/such/folder/source.db", "cannot be written"),
    ],
)
def test_a_target_that_cannot_be_written_is_said_in_one_line(tiny: Frames, target: str, said: str) -> None:
    with pytest.raises(SourceError, match=said) as error:
        demo.write(tiny, target)
    assert "\n" not in str(error.value)

"""What a run says of itself: its period and time, whether it is late, and its connections as URLs."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.sdk import Connection
from upath import UPath

from reports.errors import PeriodError, SettingsError
from reports.workflow import Workplace


@pytest.fixture
def runs(dags: dict[str, Any]) -> Any:  # the DAGs' folder is on the path once they are loaded
    import runs

    return runs


@pytest.fixture
def connections(dags: dict[str, Any]) -> Any:
    import connections

    return connections


def a_run(
    key: str | None = None,
    form: str | None = None,
    as_at: str | None = None,
    after: str = "2026-11-03T06:00+00:00",
    started: str | None = "2026-11-03T06:00:41+00:00",
    run_type: str = "scheduled",
    events: list[Any] | None = None,
) -> dict[str, Any]:
    run = SimpleNamespace(
        partition_key=key,
        run_after=datetime.fromisoformat(after),
        start_date=started and datetime.fromisoformat(started),
        run_type=run_type,
    )
    return {
        "dag_run": run,
        "params": {"period": form, "as_at": as_at},
        "triggering_asset_events": {"figures": events} if events else {},
    }


@pytest.mark.parametrize(
    ("context", "kind", "period"),
    [
        (a_run(key="2026-09"), "month", "2026-09"),
        (a_run(form="2026-08"), "month", "2026-08"),
        (a_run(key="2026-08", form="2026-08"), "month", "2026-08"),
        (a_run(), "month", "2026-10"),
        (a_run(), "week", "2026-10-26"),
        (a_run(form="2026-10-21"), "week", "2026-10-19"),
        (a_run(key="2026-10-19", form="2026-10-25"), "week", "2026-10-19"),
        # 23:30 UTC on the last of March is April in London
        (a_run(after="2026-03-31T23:30+00:00", started="2026-03-31T23:30+00:00"), "month", "2026-03"),
    ],
)
def test_the_period_comes_from_the_key_or_the_form_or_is_the_last_complete_one(
    runs: Any, context: dict[str, Any], kind: str, period: str
) -> None:
    assert runs.period_of(context, kind).key == period


@pytest.mark.parametrize(
    ("context", "kind", "says"),
    [
        (a_run(key="2026-09", form="2026-08"), "month", "different periods"),
        (a_run(key="2026-10-19"), "month", "not for a week"),
        (a_run(form="2026-10"), "week", "not for a month"),
        (a_run(form="2026-11"), "month", "has not ended"),
        (a_run(key="next month"), "month", "neither a month"),
    ],
)
def test_a_period_that_cannot_be_meant_is_refused(runs: Any, context: dict[str, Any], kind: str, says: str) -> None:
    with pytest.raises(PeriodError, match=says):
        runs.period_of(context, kind)


def test_data_are_as_at_the_minute_in_which_the_run_began_unless_the_form_says_otherwise(runs: Any) -> None:
    assert runs.as_at_of(a_run()).isoformat() == "2026-11-03T06:00:00+00:00"
    assert runs.as_at_of(a_run(started="2026-09-01T05:00:10+00:00")).isoformat() == "2026-09-01T06:00:00+01:00"
    assert runs.as_at_of(a_run(as_at="2026-11-10T09:00")).isoformat() == "2026-11-10T09:00:00+00:00"


def an_event(age: timedelta = timedelta(0), **extra: Any) -> Any:
    return SimpleNamespace(timestamp=datetime.now(UTC) - age, extra=extra)


@pytest.fixture
def here(tmp_path: Path) -> Workplace:
    (tmp_path / "release.yaml").write_text("late_after_hours: 24\n")
    return Workplace(UPath(tmp_path), "sqlite://", config=tmp_path)


def test_a_run_long_after_its_time_is_late_and_one_that_a_person_started_is_not(runs: Any, here: Workplace) -> None:
    now = datetime.now(UTC)
    assert not runs.is_late(a_run(after=now.isoformat()), here)
    assert not runs.is_late(a_run(after=(now - timedelta(hours=23)).isoformat()), here)
    assert runs.is_late(a_run(after=(now - timedelta(hours=25)).isoformat()), here)
    assert runs.is_late(a_run(after=now.isoformat(), run_type="backfill"), here)
    assert not runs.is_late(a_run(run_type="manual"), here)


def test_a_report_is_late_where_its_figures_are_or_came_long_ago(runs: Any, here: Workplace) -> None:
    triggered = {"run_type": "asset_triggered"}
    assert not runs.is_late(a_run(events=[an_event(late=False)], **triggered), here)
    assert runs.is_late(a_run(events=[an_event(late=True)], **triggered), here)
    assert runs.is_late(a_run(events=[an_event(timedelta(days=3), late=False)], **triggered), here)


def test_of_several_events_the_latest_counts(runs: Any) -> None:
    events = [an_event(timedelta(hours=2), snapshot="old"), an_event(snapshot="new"), an_event(timedelta(hours=1))]
    assert runs.triggered_by(a_run(events=events)).extra["snapshot"] == "new"
    assert runs.triggered_by(a_run()) is None


@pytest.mark.parametrize(
    ("connection", "url"),
    [
        ({"conn_type": "sqlite", "host": "/data/authority.db"}, "sqlite:////data/authority.db"),
        (
            {
                "conn_type": "postgres",
                "host": "db",
                "port": 5433,
                "schema": "ssd",
                "login": "me",
                "password": "p@ss",
            },
            "postgresql+psycopg://me:p%40ss@db:5433/ssd",
        ),
        (
            {
                "conn_type": "mssql",
                "host": "db",
                "schema": "ssd",
                "extra": {"Encrypt": "yes"},
            },
            "mssql+mssqlpython://db/ssd?Encrypt=yes",
        ),
        ({"conn_type": "generic", "host": "db", "extra": {"drivername": "oracle+oracledb"}}, "oracle+oracledb://db"),
    ],
)
def test_a_connection_is_a_sqlalchemy_url(connections: Any, connection: dict[str, Any], url: str) -> None:
    assert connections.database_url(Connection.from_json(json.dumps(connection), "case_management")) == url


def test_the_mail_server_is_spoken_to_in_plaintext_on_this_machine_only(connections: Any) -> None:
    def url(host: str, **extra: str) -> Any:
        login = {"conn_type": "smtp", "login": "reports", "password": "p/w", "port": 587}
        return connections.mail_url(
            Connection.from_json(json.dumps(login | {"host": host, "extra": extra}), "mail_server")
        )

    assert url("mail.westmere.example") == "mailtos://reports:p%2Fw@mail.westmere.example:587?mode=starttls"
    assert url("mail.westmere.example", mode="ssl").endswith("?mode=ssl")
    assert url("127.0.0.1", mode="insecure") == "mailto://reports:p%2Fw@127.0.0.1:587?mode=insecure"
    with pytest.raises(SettingsError, match=r"plaintext to mail\.westmere\.example"):
        url("mail.westmere.example", mode="insecure")


def test_without_an_archive_the_step_says_which_setting_is_missing(runs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LINEOFSIGHT_ARCHIVE")
    with pytest.raises(SettingsError, match="LINEOFSIGHT_ARCHIVE"):
        runs.place()


def test_the_password_of_a_recipients_pdf_is_an_airflow_variable(runs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW_VAR_PARTNER_PDF", "three random words")
    secrets = runs.place().secrets
    assert secrets("partner_pdf") == "three random words"
    assert secrets("another") is None

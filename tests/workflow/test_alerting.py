"""What the operators are told: once for each event, wherever they want it, and without names."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from upath import UPath

from reports.deliver import check_alerts
from reports.demo.mailbox import Mailbox
from reports.errors import AlertError, SettingsError
from reports.workflow import Workplace
from reports.workflow.alerting import Kind, alert
from reports.workflow.records import open_ledger

ABOUT, WHY = "smt_overview 2026-10", "check: local_supervision: the newest supervision is 20 days old"


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    with Mailbox(tmp_path / "mails") as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, mailbox: Mailbox) -> Workplace:
    url = f"{mailbox.url}?from=los@westmere.example&to=operators@westmere.example"
    return Workplace(UPath(tmp_path), f"sqlite:///{tmp_path / 'ledger.db'}", alerts=[url])


def test_an_event_is_told_once_with_its_reason_and_what_to_do(place: Workplace, mailbox: Mailbox) -> None:
    for _ in range(3):
        alert(place, Kind.HELD, ABOUT, WHY, "http://airflow/run")
    (mail,) = mailbox.mails
    assert (mail["To"], mail["Subject"]) == ("operators@westmere.example", f"Line of Sight: {ABOUT} is held")
    said = mail.get_body(("plain",)).get_content()
    for part in (WHY, "let them pass, with a reason", "docs/operations.md#held", "http://airflow/run"):
        assert part in said


def test_another_reason_another_period_and_another_kind_are_events_of_their_own(
    place: Workplace, mailbox: Mailbox
) -> None:
    alert(place, Kind.HELD, ABOUT, WHY)
    alert(place, Kind.HELD, ABOUT, "another reason")
    alert(place, Kind.HELD, "smt_overview 2026-11", WHY)
    alert(place, Kind.LATE, ABOUT, WHY)
    assert len(mailbox.mails) == 4


def test_addresses_in_a_server_s_words_are_not_told(place: Workplace, mailbox: Mailbox) -> None:
    alert(place, Kind.REFUSED, ABOUT, "550 <director@westmere.example>: no such user")
    (mail,) = mailbox.mails
    assert "director" not in mail.as_string()
    assert "550 <an address>: no such user" in mail.get_body(("plain",)).get_content()


def test_operators_who_cannot_be_told_are_an_error_and_are_told_at_the_next_try(
    place: Workplace, mailbox: Mailbox
) -> None:
    away = replace(place, alerts=["mailto://127.0.0.1:9?from=a@b.example&to=c@b.example"])
    with pytest.raises(AlertError, match=r"operator_alerts: mailto://127\.0\.0\.1 did not take the message"):
        alert(away, Kind.HELD, ABOUT, WHY)
    assert open_ledger(place).alerts.not_sent() == 1
    alert(place, Kind.HELD, ABOUT, WHY)
    assert len(mailbox.mails) == 1
    assert open_ledger(place).alerts.not_sent() == 0


def test_a_ledger_that_is_away_is_no_reason_for_silence(place: Workplace, mailbox: Mailbox, tmp_path: Path) -> None:
    alert(replace(place, ledger=f"sqlite:///{tmp_path}/no/such/folder/ledger.db"), Kind.FAILED, ABOUT, "pull: away")
    assert len(mailbox.mails) == 1


@pytest.mark.parametrize(
    ("urls", "said"),
    [
        ([], "no URL"),
        (["nonsense"], "apprise cannot use the URL"),
        (["mailto://mail.westmere.example?to=a@b.example"], "plaintext to another machine"),
        (["msteams://TIiajkdnlazkcOXrIdevi7FQ/1"], "apprise cannot use the URL of msteams"),
    ],
)
def test_urls_that_cannot_be_used_are_settings_errors_without_their_secrets(
    urls: list[str], said: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(SettingsError, match=said) as error:
        check_alerts(urls)
    assert "TIiajkdnlazkcOXrIdevi7FQ" not in str(error.value) + caplog.text


@pytest.mark.parametrize(
    "url",
    ["slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/", "json://127.0.0.1/hook", "mailtos://u:p@mail.example"],
)
def test_any_service_of_apprise_will_do(url: str) -> None:
    check_alerts([url])

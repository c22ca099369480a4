"""What the log of a run carries: report, period, issue, snapshot and seconds, and nobody's name or address."""

import io
import json
import logging
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from upath import UPath

from reports import demo, logs
from reports.demo.mailbox import Mailbox
from reports.errors import DeliveryIncomplete, LedgerError, ReportsError
from reports.workflow import Workplace, data, delivery, issue, people, release
from tests.marked import CHILD, PLACE, WORDS, WORKER, marked

REPORT, MONTH = "smt_overview", "2026-10"
Line = dict[str, Any]


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[Line]:
    """The log of a month's report from a marked source: made, released, sent to one of its readers, closed in vain."""
    folder = tmp_path_factory.mktemp("logs")
    frames = marked(demo.make(children=200, months=27, until=date(2026, 11, 2), clean=True))
    demo.write(frames, str(folder / "authority.db"))
    with Mailbox(folder / "mails") as mailbox:
        place = Workplace(
            UPath(folder / "archive"),
            f"sqlite:///{folder / 'ledger.db'}",
            source=f"sqlite:///{folder / 'authority.db'}",
            mail=mailbox.url,
        )
        with Logged() as written:
            snapshot = data.pull(place, MONTH, "2026-11-02T06:00")
            number = issue.render(place, REPORT, snapshot)
            release.release(place, number, late=False)
            delivery.deliver(place, number, people.recipients(place, REPORT)[0])
            with pytest.raises(DeliveryIncomplete):
                delivery.close(place, number)
            with pytest.raises(LedgerError):
                release.reject(place, number, "somebody", "Zqchild 12 was counted twice")
    return [json.loads(line) for line in written.getvalue().splitlines()]


class Logged:
    """Writes each line that is logged as JSON, as the command line does where it is asked to."""

    def __enter__(self) -> io.StringIO:
        self._written, self._root = io.StringIO(), logging.getLogger()
        self._handler, self._level = logging.StreamHandler(self._written), self._root.level
        self._handler.setFormatter(logs.json_formatter())
        self._root.addHandler(self._handler)
        self._root.setLevel(logging.INFO)
        return self._written

    def __exit__(self, *_: object) -> None:
        self._root.removeHandler(self._handler)
        self._root.setLevel(self._level)


def of(lines: list[Line], step: str) -> Line:
    """Give the last line of a step."""
    return [line for line in lines if line.get("step") == step][-1]


@pytest.mark.parametrize("step", ["render", "release", "deliver", "close", "reject"])
def test_the_end_of_a_step_says_what_it_was_about(lines: list[Line], step: str) -> None:
    line = of(lines, step)
    assert line["issue"] == 1
    assert line["seconds"] >= 0
    assert step == "reject" or (line["report"], line["period"]) == (REPORT, MONTH)


def test_data_are_named_by_period_and_snapshot(lines: list[Line]) -> None:
    pulled, measured = of(lines, "pull"), of(lines, "measure")
    assert (pulled["period"], measured["period"]) == (MONTH, MONTH)
    assert pulled["snapshot"] == measured["snapshot"] == of(lines, "render")["snapshot"]
    assert pulled["rows"] > 1000


def test_what_is_rendered_is_named_by_its_snapshot(lines: list[Line]) -> None:
    assert of(lines, "render")["event"] == "render: done"
    assert len(of(lines, "render")["snapshot"]) == 24


def test_what_was_not_done_is_a_warning_with_the_kind_of_error_alone(lines: list[Line]) -> None:
    assert (of(lines, "close")["level"], of(lines, "close")["error"]) == ("warning", "DeliveryIncomplete")
    assert (of(lines, "reject")["event"], of(lines, "reject")["error"]) == ("reject: not done", "LedgerError")


def test_a_line_within_a_step_has_its_fields(lines: list[Line]) -> None:
    (sent,) = [line for line in lines if line["event"] == "issue 1: delivery 1 sent"]
    assert (sent["report"], sent["period"], sent["issue"]) == (REPORT, MONTH, 1)


def test_no_field_outlives_its_step(lines: list[Line]) -> None:
    with Logged() as written:
        logging.getLogger("reports").info("after")
    assert json.loads(written.getvalue()).keys() == {"event", "level", "logger", "timestamp"}


def test_nobody_is_named(lines: list[Line]) -> None:
    """Neither by our lines nor by those of libraries; the mail server, which runs here too, is none of them."""
    said = [str(line) for line in lines if not line["logger"].startswith("mail.")]
    assert [line for line in said if any(mark in line for mark in (CHILD, WORKER, PLACE, WORDS, "@"))] == []
    assert len(said) > 10


@pytest.fixture
def at_the_command_line() -> Any:
    """Run a step in a process of its own that logs as the environment chooses; give what it says on standard error."""
    root = Path(__file__).parents[2]
    code = "from reports import logs; logs.configure(); logs.step()(lambda report: None)(report='lead_member')"

    def run(**environment: str) -> str:
        known = {**os.environ, **environment, "PYTHONPATH": str(root)}
        command = [sys.executable, "-c", code]
        return subprocess.run(command, env=known, capture_output=True, text=True, check=False).stderr

    return run


def test_the_command_line_logs_where_it_is_asked_to(at_the_command_line: Any) -> None:
    line = json.loads(at_the_command_line(LINEOFSIGHT_LOG="json"))
    assert (line["report"], line["level"]) == ("lead_member", "info")
    assert at_the_command_line() == ""


def test_another_way_to_log_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINEOFSIGHT_LOG", "xml")
    with pytest.raises(ReportsError, match="LINEOFSIGHT_LOG=xml: unknown"):
        logs.configure()

"""The audit: what it says of vulnerabilities and licences, and that ours may pass."""

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

import audit

RULES = tomllib.loads(audit.RULES.read_text())
ADVISORY = {
    "id": "GHSA-aaaa-bbbb-cccc",
    "summary": "A hole",
    "affected": [
        {
            "package": {"name": "leaky", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}],
            "versions": ["1.0"],
        }
    ],
}


@pytest.fixture
def advisories() -> Iterator[str]:
    """An OSV service on loopback that knows of one hole, in leaky 1.0."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            found = [ADVISORY] if asked["package"]["name"] == "leaky" and asked["version"] == "1.0" else []
            body = json.dumps({"vulns": found}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_known_vulnerability_is_a_fault_that_says_what_mends_it(
    advisories: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "lock").write_text("leaky==1.0\ntight==2.0\n")
    assert audit.check_vulnerabilities(tmp_path / "lock", advisories, strict=True) == [
        "leaky 1.0: GHSA-aaaa-bbbb-cccc, mended in 1.1"
    ]
    assert capsys.readouterr().out == "Vulnerabilities: 2 of 2 packages could be audited, 1 known\n"


def test_no_vulnerability_is_none(advisories: str, tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("tight==2.0\n")
    assert audit.check_vulnerabilities(tmp_path / "lock", advisories, strict=True) == []


def test_a_service_that_gives_no_answer_is_said_and_fails_a_release(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "lock").write_text("leaky==1.0\n")
    nobody = "http://127.0.0.1:9/v1/query"
    assert audit.check_vulnerabilities(tmp_path / "lock", nobody, strict=False) == []
    assert "NOTHING IS KNOWN" in capsys.readouterr().out
    (fault,) = audit.check_vulnerabilities(tmp_path / "lock", nobody, strict=True)
    assert fault.startswith("no package could be audited")


def an_answer(**package: Any) -> dict[str, Any]:
    return {
        "dependencies": [{"name": "leaky", "version": "1.0", "vulns": [{"id": "X-1", "fix_versions": []}], **package}]
    }


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (date(2026, 12, 31), []),
        (date(2026, 11, 1), ["leaky 1.0: X-1; accepted until 2026-11-01: look at it again (never called)"]),
    ],
)
def test_what_is_accepted_is_so_until_a_day(until: date, said: list[str]) -> None:
    accepted = [{"id": "X-1", "package": "leaky", "reason": "never called", "until": until}]
    assert list(audit.vulnerable(an_answer(), accepted, date(2026, 11, 24))) == said


@pytest.mark.parametrize(
    ("licence", "said"),
    [
        ("MIT", []),
        ("MIT OR GPL-3.0-only", []),
        ("(MIT OR GPL-3.0-only) AND BSD-3-Clause", []),
        ("Apache Software License; MIT License", []),
        ("MIT AND GPL-3.0-only", ["thing: its licence 'MIT AND GPL-3.0-only' is not among those allowed (shipped)"]),
        ("UNKNOWN", ["thing: its licence 'UNKNOWN' is not among those allowed (shipped)"]),
    ],
)
def test_a_licence_passes_by_all_its_parts_and_any_of_its_alternatives(licence: str, said: list[str]) -> None:
    assert list(audit.unfit({"thing": licence}, RULES["licences"], {"thing"}, "shipped")) == said


def test_an_exception_is_for_one_licence_and_for_whom_it_is_needed() -> None:
    rules = {"allowed": ["MIT"], "shipped": {}, "developers": {"tool": ["GPL-3.0", "run, not shipped"]}}
    assert list(audit.unfit({"tool": "GPL-3.0"}, rules, {"tool"}, "developers")) == []
    assert len(list(audit.unfit({"tool": "GPL-3.0"}, rules, {"tool"}, "shipped"))) == 1
    assert list(audit.unfit({"tool": "SSPL-1.0"}, rules, {"tool"}, "developers")) == [
        "tool: its licence was 'GPL-3.0' and is 'SSPL-1.0' now: look at it again"
    ]
    assert list(audit.unfit({"tool": "MIT"}, rules, {"tool"}, "developers")) == [
        "audit.toml: tool is 'MIT' now, which is allowed: take it out"
    ]


def test_our_licences_may_pass() -> None:
    assert audit.check_licences() == []

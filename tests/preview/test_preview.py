"""A preview of a copy of the project, whose files are changed as an analyst would."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pypdf
import pytest

from tests.conftest import Tell

ROOT = Path(__file__).parents[2]
LONGEST = 90  # seconds that anything may take on a busy machine
COMMENTARY = "---\nauthor: A. Okafor\ndate: 2026-11-03\n---\nTwo posts are advertised.\n"
State = dict[str, Any]


class Preview:
    """A running preview, and the files that it watches."""

    def __init__(self, folder: Path, source: Path) -> None:
        for name in ("reports", "config", "include"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        self.templates = folder / "reports" / "templates"
        self.documents = folder / "reports" / "documents"
        self.authority = folder / "config" / "authority.yaml"
        self.commentary = folder / "words" / "lead_member-2026-10.md"
        self.commentary.parent.mkdir()
        self.commentary.write_text(COMMENTARY)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "reports", "preview", "lead_member", "--source", f"sqlite:///{source}",
             "--period", "2026-10", "--as-at", "2026-11-03T06:00", "--commentary", str(self.commentary), "--port", "0"],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(folder)},
            stderr=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        assert self.process.stderr
        told = next(line for line in self.process.stderr if " is at " in line or line.startswith("error"))
        self.address = told.partition(" is at ")[2].partition(";")[0]
        assert self.address, told

    def get(self, path: str = "", **headers: str) -> bytes:
        with urlopen(Request(self.address + path, headers=headers), timeout=LONGEST) as answer:
            return bytes(answer.read())

    def page(self) -> str:
        return self.get("made/report.html").decode()

    def pdf(self) -> str:
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(self.get("made/report.pdf"))).pages)

    def wait(self, until: Callable[[State], bool]) -> State:
        """Read the events until one is as wanted, and give it."""
        with urlopen(self.address + "events", timeout=LONGEST) as events:
            for line in events:
                if line.startswith(b"data: ") and until(state := json.loads(line[6:])):
                    return state
        self.process.kill()
        raise AssertionError(self.process.stderr.read())

    def change(self, file: Path, before: str, after: str) -> State:
        """Change a file and give the state when PDF and page show it, or when it has broken them."""
        state = self.wait(bool)
        pages, pdfs = state["number"]["pages"], state["number"]["pdf"]
        text = file.read_text()
        assert before in text
        file.write_text(text.replace(before, after))
        return self.wait(
            lambda now: (
                (now["number"]["pages"] > pages and now["number"]["pdf"] > pdfs)
                or (now["error"] and now["error"] != state["error"])
                or (now["held"] and now["held"] != state["held"])
            )
        )


@pytest.fixture(scope="module")
def preview(tell: Tell, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    told = tell()
    told.spell("w1")
    told.case("anna", start="2026-10-28")
    running = Preview(tmp_path_factory.mktemp("checkout"), told.write())
    running.wait(lambda state: state["number"]["pdf"] > 0)
    yield running
    running.process.kill()
    running.process.wait()


def test_it_shows_page_pdf_and_mail(preview: Preview) -> None:
    assert b"<iframe" in preview.get()
    assert "Two posts are advertised." in preview.page()
    assert "Two posts are advertised." in preview.pdf()
    assert "October 2026" in preview.get("made/mail.txt").decode()
    assert b"October 2026" in preview.get("made/mail.html")
    assert b"@page" in preview.get("made/style.css")


def test_a_template_a_module_a_setting_and_the_commentary_are_seen(preview: Preview) -> None:
    base = preview.templates / "base.html.jinja"
    assert not preview.change(base, "Data as at {{", "Data of {{")["error"]
    assert "Data of" in preview.page()
    assert "Data of" in preview.pdf()
    assert not preview.change(base, "Data of {{", "Data as at {{")["error"]

    preview.change(preview.documents / "lead_member.py", "Lead Member", "Cabinet Member")
    assert "Cabinet Member" in preview.pdf()

    preview.change(preview.authority, "Westmere County Council", "Eastmere County Council")
    assert "Eastmere County Council" in preview.pdf()

    preview.change(preview.commentary, "Two posts", "Three posts")
    assert "Three posts are advertised." in preview.pdf()


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        (
            "templates/lead_member.html.jinja",
            "{% block report %}",
            "{% block report %}{% if %}",
            "Expected an expression",
        ),
        (
            "templates/lead_member.html.jinja",
            "{% block report %}",
            "{% block report %}{{ no_such }}",
            "'no_such' is undef",
        ),
        ("documents/lead_member.py", "def build(", "def build((", "SyntaxError"),
    ],
)
def test_what_is_broken_is_said_with_its_place_and_the_last_stays(
    preview: Preview, file: str, before: str, after: str, said: str
) -> None:
    shown = preview.page()
    changed = preview.templates.parent / file
    error = preview.change(changed, before, after)["error"]
    assert error.startswith(f"reports/{file}:")
    assert said in error
    assert "\n" not in error
    assert preview.page() == shown
    assert preview.change(changed, after, before)["error"] == ""


def test_what_an_issue_would_be_held_for_is_said(preview: Preview) -> None:
    style = preview.templates / "style.css"
    preview.change(style, "@media screen {", ".made { unheard-of: 1 }\n@media screen {")
    assert "unheard-of" in preview.wait(lambda state: bool(state["held"]))["held"]
    preview.change(style, ".made { unheard-of: 1 }\n", "")
    preview.wait(lambda state: not state["held"])


def test_another_name_for_this_machine_is_refused(preview: Preview) -> None:
    with pytest.raises(HTTPError, match="400"):
        preview.get(Host="reports.example")


def test_ctrl_c_ends_it_with_success(preview: Preview) -> None:
    preview.process.send_signal(signal.SIGINT)
    assert preview.process.wait(LONGEST) == 0
    assert preview.process.stderr
    assert "Traceback" not in preview.process.stderr.read()

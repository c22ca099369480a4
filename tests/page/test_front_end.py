"""The front end by itself: its own tests, and what a browser must load."""

import gzip

import build_page
from reports.page.files import STATIC

MOST = 300_000  # bytes, compressed


def test_its_own_tests_pass() -> None:
    build_page.npm("test")


def test_its_script_is_small() -> None:
    scripts = list(STATIC.glob("*.js"))
    assert {script.name for script in scripts} == {"app.js", "drawing.js", "host.js"}
    assert sum(len(gzip.compress(script.read_bytes())) for script in scripts) < MOST

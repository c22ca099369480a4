"""A report of three pages, as WeasyPrint draws it: a table, a list and a paragraph that cross pages."""

from collections.abc import Callable

import pytest

from reports.render import pdf

HEAD = """<!DOCTYPE html><html lang="en-GB"><head><title>A report</title>
<link rel="stylesheet" href="style.css"><style>
:root { --ink: #000; --quiet: #555; --rule: #ccc; --wash: #eee; --off: #a00; --near: #850; --good: #063 }
:root { --accent: #158 }
@page { @top-left { content: "A council" } }
</style></head><body><main>"""


def page(body: str) -> str:
    """Give a page of HTML in the reports' style."""
    return HEAD + body + "</main></body></html>"


@pytest.fixture(scope="session")
def draw() -> Callable[[str], bytes]:
    """Draw a body of HTML in the reports' style."""
    return lambda body: pdf.write(page(body))

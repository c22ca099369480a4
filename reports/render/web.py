"""A public report beside its PDF: one web page that needs nothing else, and its figures as CSV."""

import re

import pandas as pd
from markupsafe import Markup

from reports.documents.document import Document
from reports.render import pages
from reports.resources import TEMPLATES

_FONT_FACE = re.compile(r"@font-face \{[^}]*\}\n")  # a page that is alone has no font files: the reader's own serve


def page(document: Document) -> bytes:
    """Give the report as one HTML file: the words, tables and charts of the PDF, its style within, no script."""
    return pages.on_the_web(document, Markup(style())).encode()  # noqa: S704 - our own stylesheet


def style() -> str:
    """Give the reports' stylesheet and what a screen needs besides, without the fonts of the PDF."""
    printed, screen = (TEMPLATES / name for name in ("style.css", "web.css"))
    return _FONT_FACE.sub("", printed.read_text(encoding="utf-8")) + screen.read_text(encoding="utf-8")


def csv(published: pd.DataFrame) -> bytes:
    """Give the figures that a public report publishes, as CSV: UTF-8, a header, a figure a line."""
    return published.to_csv(index=False, lineterminator="\r\n").encode()

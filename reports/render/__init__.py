"""From a document to what is sent: HTML by Jinja2, PDF by WeasyPrint in a bounded process, mail bodies, workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reports import accessibility, workbook
from reports.documents.document import Document
from reports.errors import RenderError
from reports.render import pages, pdf


@dataclass(frozen=True)
class Rendered:
    """What is sent: the PDF and its pages, the mail's two bodies, and further attachments by file name.

    inspection: what was checked of the PDF; its warnings are for whoever keeps the templates.
    """

    pdf: bytes
    pages: int
    inspection: accessibility.Inspection
    text: str
    html: str
    attachments: Mapping[str, bytes]


def render(document: Document, bounds: pdf.Bounds = pdf.BOUNDS) -> Rendered:
    """Render a document: the same document gives the same bytes, wherever and whenever.

    Raises RenderError, which says what is missing or wrong, where a glyph, an image or a style is missing,
    the PDF is not PDF/UA-1, its structure or its pages are broken, or the time or memory that `bounds` allows has
    run out. What it gives has passed every check, so that nothing else is ever recorded or sent.
    """
    repaired = accessibility.repair(pdf.write(pages.report(document), bounds))
    inspection = accessibility.inspect(repaired)
    if inspection.faults:
        raise RenderError(f"{document.title}: held, as its PDF is not fit for every reader: {inspection.said()}")
    return Rendered(
        pdf=repaired,
        inspection=inspection,
        pages=accessibility.page_count(repaired),
        text=pages.mail_text(document),
        html=pages.mail_html(document),
        attachments=MappingProxyType(_attachments(document)),
    )


def _attachments(document: Document) -> dict[str, bytes]:
    if not document.sheets:
        return {}
    name = f"{document.report}-{document.period.key}.xlsx"
    return {name: workbook.write(document.sheets, document.title, document.as_at)}

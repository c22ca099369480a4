"""From a document to what is sent: HTML by Jinja2, PDF by WeasyPrint in a bounded process, mail bodies, workbook."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import MappingProxyType

from reports import accessibility, workbook
from reports.documents.document import Document
from reports.errors import RenderError
from reports.render import pages, pdf, web


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


def render(document: Document, worker: pdf.Worker | None = None) -> Rendered:
    """Render a document: the same document gives the same bytes, wherever and whenever.

    worker: which draws the pages; without one, one is started for them. Raises RenderError, which says what is missing
    or wrong, where a glyph, an image or a style is missing, the PDF is not PDF/UA-1, its structure or its pages are
    broken, or the time or memory that the worker's bounds allow has run out. What it gives has passed every check, so
    that nothing else is ever recorded or sent.
    """
    if worker is None:
        with pdf.Worker() as own:
            return render(document, own)
    with ThreadPoolExecutor(1) as beside:
        drawing = beside.submit(worker.write, pages.report(document))
        text, html, attachments = pages.mail_text(document), pages.mail_html(document), _attachments(document)
        repaired = accessibility.repair(drawing.result())
    inspection = accessibility.inspect(repaired)
    if inspection.faults:
        raise RenderError(f"{document.title}: held, as its PDF is not fit for every reader: {inspection.said()}")
    return Rendered(
        pdf=repaired,
        inspection=inspection,
        pages=accessibility.page_count(repaired),
        text=text,
        html=html,
        attachments=MappingProxyType(attachments),
    )


def _attachments(document: Document) -> dict[str, bytes]:
    if document.published is not None:
        return {f"{document.stem}.html": web.page(document), f"{document.stem}.csv": web.csv(document.published)}
    if not document.sheets:
        return {}
    return {f"{document.stem}.xlsx": workbook.write(document.sheets, document.title, document.as_at)}

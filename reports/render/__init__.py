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
    """What is sent: the PDF and its pages, the mail's two bodies, and further attachments by file name."""

    pdf: bytes
    pages: int
    text: str
    html: str
    attachments: Mapping[str, bytes]


def render(document: Document, bounds: pdf.Bounds = pdf.BOUNDS) -> Rendered:
    """Render a document: the same document gives the same bytes, wherever and whenever.

    Raises RenderError, which says what is missing or wrong, where a glyph, an image or a style is missing,
    the PDF's structure has a fault, or the time or memory that `bounds` allows has run out.
    """
    drawn = pdf.write(pages.report(document), bounds)
    repaired = accessibility.repair(drawn)
    faults = accessibility.faults(repaired)
    if faults:
        raise RenderError(f"{document.title}: the PDF is not accessible: {'; '.join(dict.fromkeys(faults))}")
    return Rendered(
        pdf=repaired,
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

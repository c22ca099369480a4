"""From a document to what is sent: HTML by Jinja2, PDF by WeasyPrint in a bounded process, mail bodies, workbook."""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.documents.document import Document


@dataclass(frozen=True)
class Rendered:
    """What is sent: the PDF and its pages, the mail's two bodies, and further attachments by file name."""

    pdf: bytes
    pages: int
    text: str
    html: str
    attachments: Mapping[str, bytes]


def render(document: Document) -> Rendered:
    """Render a document: the same document gives the same bytes. Raises RenderError.

    Templates see the document's context by name, and the document itself as `document`; they extend
    `base.html.jinja`, fill its block `report` and `{% import "macros.html.jinja" as macros %}`.
    """
    raise NotImplementedError

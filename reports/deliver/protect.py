"""A PDF that only the agreed password opens, for a reader who is to have it so. The master stays as it is."""

import io
from collections.abc import Mapping
from pathlib import PurePath

import pikepdf

from reports.deliver.mail import MIME_TYPES


def protect(pdf: bytes, password: str, enclosed: Mapping[str, bytes]) -> bytes:
    """Give the PDF encrypted (AES-256, revision 6 of PDF 2.0), with further files inside it, by name.

    Title and files are encrypted too. A screen reader may read it, and its reader copy and print. The keys are random:
    no two copies are the same bytes.
    """
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for name, content in enclosed.items():
            opened.attachments[name] = pikepdf.AttachedFileSpec(
                opened,
                content,
                filename=name,
                mime_type=MIME_TYPES[PurePath(name).suffix],
                description="The lists behind the report",
                creation_date="",
                mod_date="",
            )
        made = io.BytesIO()
        opened.save(
            made,
            encryption=pikepdf.Encryption(
                user=password,
                owner=password,  # an empty one would open it to everybody
                R=6,
                aes=True,
                allow=pikepdf.Permissions(accessibility=True, extract=True),
            ),
            object_stream_mode=pikepdf.ObjectStreamMode.generate,  # else anybody could count the rows of its tables
        )
    return made.getvalue()

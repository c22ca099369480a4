"""The stored body of a mail as one reader gets it: with what is known only on the day on which it is sent.

The body in the archive is never changed. Its template marks, by comments, what may differ from mail to mail; whatever
a report prints is escaped, so that no text of the source can be taken for a mark.
"""

import re
from dataclasses import asdict, dataclass
from typing import Literal

from reports import palette
from reports.errors import RenderError
from reports.render.pages import environment

_NOTE = "<!-- note -->"


@dataclass(frozen=True)
class Attached:
    """What is attached to a mail, and what is not.

    pdf, lists: what is there, the lists inside the PDF where it is `protected` by a password. missing: what would make
    the mail too big. mail, most: the MB that it would have with the least of that, and that are sent. place: where a
    reader gets what is missing. published: it is a public report, whose lists are a web page and figures.
    """

    pdf: bool = True
    lists: bool = False
    protected: bool = False
    missing: Literal["", "pdf", "lists", "both"] = ""
    mail: str = ""
    most: str = ""
    place: str = ""
    published: bool = False


def with_note(html: str, note: str) -> str:
    """Put plain text at the very top of a body."""
    before, marked, after = html.rpartition(_NOTE)
    return f"{before}{marked}{_part('note', text=note)}{after}"


def with_attached(html: str, attached: Attached) -> str:
    """Let a body say what is attached to this mail. Raises RenderError for a body without a place for it."""
    return _replaced(html, "attached", _part("attached", **asdict(attached)))


def without_findings(html: str) -> str:
    """Leave out of a body what the report found. Raises RenderError where the body does not mark it."""
    return _replaced(html, "findings", "")


def _replaced(html: str, mark: str, words: str) -> str:
    made, times = re.subn(f"<!-- {mark} -->.*?<!-- /{mark} -->", lambda _: words, html, flags=re.DOTALL)
    if times != 1:
        raise RenderError(f"mail.html.jinja: the mail's body was stored without the marks of {mark!r}; put them back")
    return made


def _part(name: str, **given: object) -> str:
    parts = environment().get_template("mail_parts.html.jinja").make_module({"palette": palette})
    return str(getattr(parts, name)(**given))  # plain text from here: markup would escape the body that it is put into

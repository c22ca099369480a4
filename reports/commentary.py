"""Commentary: what the owner of a report writes about it, in Markdown, with a name and a date.

A file begins with who wrote it and when; what stands below a heading of level 1 is of that section of the report:

    ---
    author: A. Green, Head of Performance
    date: 2026-11-04
    ---
    Caseloads rose because two teams could not recruit.

    # Supervision and oversight

    The new recording form was late.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import yaml
from markdown_it import MarkdownIt
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from reports.errors import CommentaryError

LONGEST = 20_000  # characters: some six pages
WHOLE = ""  # the section's name of what is said of the whole report
_HEAD = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_EXPECTED = "begin it with the lines `---`, `author: who wrote it`, `date: 2026-11-04`, `---`"
_parser = MarkdownIt("zero").enable(["heading", "list", "blockquote"])


class _Head(BaseModel):
    model_config = ConfigDict(extra="forbid")

    author: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
    written: date = Field(alias="date")


@dataclass(frozen=True)
class Remark:
    """What somebody wrote, in Markdown, and when."""

    text: str
    author: str
    written: date


@dataclass(frozen=True)
class Commentary:
    """What somebody wrote about a report: Markdown by section, `WHOLE` for the report."""

    author: str
    written: date
    sections: Mapping[str, str]

    def of(self, section: str = WHOLE) -> Remark | None:
        """Give what was written of a section, if anything was."""
        text = self.sections.get(section)
        return None if text is None else Remark(text, self.author, self.written)

    @property
    def hash(self) -> str:
        """SHA-256 of all that a reader can see of it."""
        seen = repr((self.author, self.written.isoformat(), sorted(self.sections.items())))
        return hashlib.sha256(seen.encode()).hexdigest()


def read(content: bytes, name: str, sections: Iterable[str]) -> Commentary:
    """Read a file of commentary on a report with these sections.

    Raises CommentaryError, naming the file, where it has no author or date, says nothing, is too long, or has a
    section that the report has not.
    """
    try:
        text = content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise CommentaryError(f"{name}: not UTF-8 text; save it as UTF-8") from None
    if len(text) > LONGEST:
        raise CommentaryError(f"{name}: {len(text):,} characters; at most {LONGEST:,} are printed: shorten it")
    found = _HEAD.match(text)
    if found is None:
        raise CommentaryError(f"{name}: nobody is named as its author; {_EXPECTED}")
    head = _head(found[1], name)
    parts = _parts(text[found.end() :])
    known = {section.casefold(): section for section in sections} | {WHOLE: WHOLE}
    strange = [title for title in parts if title.casefold() not in known]
    if strange:
        raise CommentaryError(
            f"{name}: the report has no section {strange[0]!r}; it has {', '.join(filter(None, known.values()))}"
        )
    written = {known[title.casefold()]: part for title, part in parts.items() if part}
    if not written:
        raise CommentaryError(f"{name}: nothing is written below its head; write something, or remove the file")
    return Commentary(head.author, head.written, written)


def _head(text: str, name: str) -> _Head:
    try:
        told: Any = yaml.safe_load(text)
        return _Head.model_validate(told if isinstance(told, dict) else {})
    except yaml.YAMLError:
        raise CommentaryError(f"{name}: its head is not readable as YAML; {_EXPECTED}") from None
    except ValidationError as error:
        wrong = error.errors()[0]
        raise CommentaryError(f"{name}: {'.'.join(map(str, wrong['loc']))}: {wrong['msg']}; {_EXPECTED}") from None


def _parts(text: str) -> dict[str, str]:
    """Cut at the headings of level 1; two of one title are read together."""
    lines = text.splitlines()
    tokens = _parser.parse(text)
    heads = [
        (token.map[0], token.map[1], tokens[place + 1].content.strip())
        for place, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h1" and token.level == 0 and token.map
    ]
    begins = [(0, 0, WHOLE), *heads]
    ends = [first for first, _, _ in heads] + [len(lines)]
    parts: dict[str, str] = {}
    for (_, begin, title), end in zip(begins, ends, strict=True):
        part = "\n".join(lines[begin:end]).strip()
        parts[title] = "\n\n".join(filter(None, [parts.get(title, ""), part]))
    return parts

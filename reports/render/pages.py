"""The templates: HTML of a report and the bodies of its mail, by Jinja2."""

import re
from datetime import datetime
from functools import lru_cache

import nh3
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markdown_it import MarkdownIt
from markupsafe import Markup

from reports import commentary, palette
from reports.documents.document import Document
from reports.documents.open_data import LICENCE
from reports.documents.words import day, instant, plural
from reports.figures import show
from reports.periods import LONDON
from reports.render.alignment import paddings
from reports.resources import TEMPLATES
from reports.settings import Authority
from reports.text import printable

_TABLE = re.compile(r"<table.*?<caption>(?P<caption>[^<\"]*)</caption>.*?</table>", re.DOTALL)
_EMPTY_HEAD = re.compile(r'<th scope="col"[^>]*></th>')
_ROLES = re.compile(r' (?:role="graphics-|aria-roledescription=")[^"]*"')  # of a chart's marks: its title says it all
_MARKDOWN_TAGS = {"p", "strong", "em", "ul", "ol", "li", "h3", "blockquote", "br"}


def report(document: Document) -> str:
    """Give a report's HTML; its links to assets are relative to `reports/templates/`."""
    return _rendered(document.template, document)


def on_the_web(document: Document, style: Markup) -> str:
    """Give a report's HTML as a web page that stands alone, with a stylesheet within it; its wide tables scroll."""
    html = _rendered(document.template, document, web_style=style)
    html = _EMPTY_HEAD.sub("<td></td>", _ROLES.sub("", html)).replace('class="marks"', 'class="marks" role="img"')
    wide = r'<div class="scroll" role="region" aria-label="\g<caption>" tabindex="0">\g<0></div>'
    return _TABLE.sub(wide, html)


def mail_text(document: Document) -> str:
    """Give the plain-text body of the mail that brings a report."""
    return _rendered("mail.txt.jinja", document)


def mail_html(document: Document) -> str:
    """Give the HTML body of the mail that brings a report: no pictures, nothing to fetch."""
    return _rendered("mail.html.jinja", document)


def withdrawal_html(title: str, label: str, reason: str, at: datetime, authority: Authority) -> str:
    """Give the HTML body of the mail which says that an issue was withdrawn."""
    context = {"title": title, "label": label, "reason": reason, "at": at, "authority": authority, "palette": palette}
    return environment().get_template("withdrawn.html.jinja").render(context)


def _rendered(template: str, document: Document, web_style: Markup | None = None) -> str:
    context = {**document.context, "document": document, "palette": palette, "web_style": web_style, "licence": LICENCE}
    return environment().get_template(template).render(context)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Give the templates' environment.

    Everything a template prints is escaped and made printable. An unknown name is an error. Filters: `figure`
    (value, unit, status), `day`, `instant` (a day of the week, date and London time), `plural`, `markdown`,
    `css_string`, `paddings`.
    """
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(enabled_extensions=("html", "html.jinja")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    made.filters |= {
        "css_string": css_string,
        "day": day,
        "figure": show,
        "instant": weekday_instant,
        "short_instant": instant,
        "markdown": markdown,
        "paddings": paddings,
        "plural": plural,
        "printable": printable,
    }
    return made


def weekday_instant(moment: datetime) -> str:
    """Give `Tuesday 3 November 2026, 06:00`, in London time."""
    return f"{moment.astimezone(LONDON):%A} {instant(moment)}"


def markdown(text: str) -> Markup:
    """Give a commentary's Markdown as sanitised HTML: paragraphs, lists, emphasis and small headings only.

    Every heading becomes an h3: below those of the report, and none leaves a level out.
    """
    parser = MarkdownIt("zero").enable(["emphasis", "list", "blockquote", "heading", "lheading", "newline", "escape"])
    tokens = parser.parse(printable(text, commentary.LONGEST))
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h3"
    html = parser.renderer.render(tokens, parser.options, {})
    return Markup(nh3.clean(html, tags=_MARKDOWN_TAGS, attributes={}))  # noqa: S704 - sanitised one word before


def css_string(text: str) -> Markup:
    """Give text as a CSS string, every character that could end it escaped."""
    shown = printable(text, 160)
    escaped = "".join(each if each.isalnum() or each == " " else f"\\{ord(each):x} " for each in shown)
    return Markup(f'"{escaped}"')  # noqa: S704 - letters, digits, spaces and escapes


def _finalize(value: object) -> object:
    return printable(value) if isinstance(value, str) and not hasattr(value, "__html__") else value

"""The machine, and the secret behind the codes: Python, what draws a page, database drivers."""

import ctypes
import importlib
import platform
from collections.abc import Iterator

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from reports.errors import RenderError, SettingsError
from reports.pseudonyms import DEMO_KEY, KEY_VARIABLE, own_key
from reports.render import pdf
from reports.version import code_version, made_with
from reports.workflow.doctor.finding import Line, State

PART = "machine"
SHORTEST_KEY = 16  # characters
PAGE = '<html lang="en"><head><title>Page</title></head><body style="font-family: Inter"><h1>Page</h1></body></html>'
DRIVERS = {"psycopg": "psycopg", "mssqlpython": "mssql_python", "oracledb": "oracledb"}  # SQLAlchemy's name -> module
EXTRAS = {"psycopg": "postgres", "mssql_python": "sqlserver", "oracledb": "oracle"}
NEEDED = {"mssql_python": ("libltdl.so.7", "libgssapi_krb5.so.2")}  # of the system, beside what is in the wheel


def machine(*urls: str | None) -> Iterator[Line]:
    """Say what runs here, whether it draws a page, and whether the drivers of these databases are there."""
    yield Line(PART, "program", State.WELL, f"Line of Sight {code_version()}, Python {platform.python_version()}")
    yield _page()
    for url in dict.fromkeys(each for each in urls if each is not None and "://" in each):
        yield from _driver(url)
    yield _key()


def _page() -> Line:
    """Draw a page with our font: Pango, the fonts, and the process that is shut in must all be right."""
    try:
        pdf.write(PAGE)
    except (RenderError, OSError) as error:
        to_do = "install Pango: libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0 of Debian"
        return Line(PART, "PDF", State.BROKEN, str(error), to_do)
    return Line(PART, "PDF", State.WELL, f"a page was drawn by WeasyPrint {made_with().get('weasyprint', '')}")


def _driver(url: str) -> Iterator[Line]:
    try:
        parsed = make_url(url)
        module = DRIVERS.get(parsed.get_driver_name())
    except (ArgumentError, ValueError, ImportError):
        return  # the part that it is for says so
    if module is None:
        return
    about = f"driver {module}"
    try:
        importlib.import_module(module)
        for library in NEEDED.get(module, ()):
            ctypes.CDLL(library)
    except ImportError:
        to_do = f"install lineofsight with its extra `{EXTRAS[module]}`"
        yield Line(PART, about, State.BROKEN, "not installed", to_do)
    except OSError as error:
        to_do = "install it from the distribution: libltdl7, libgssapi-krb5-2 and libkrb5-3 of Debian"
        yield Line(PART, about, State.BROKEN, f"a library of the system is missing: {error}", to_do)
    else:
        yield Line(PART, about, State.WELL, "installed")


def _key() -> Line:
    try:
        key = own_key() or ""
    except SettingsError as error:
        return Line(PART, KEY_VARIABLE, State.BROKEN, str(error), "mend the file, or what the variable names")
    if not key or key == DEMO_KEY:
        to_do = (
            "keep a long random secret where secrets are kept, and give it in this variable before anything is issued"
        )
        return Line(PART, KEY_VARIABLE, State.GAP, "not given: children's codes are those of the demo", to_do)
    if len(key) < SHORTEST_KEY:
        to_do = f"take {SHORTEST_KEY} characters or more before anything is issued: a new key gives new codes"
        return Line(PART, KEY_VARIABLE, State.GAP, "so short that codes could be guessed", to_do)
    return Line(PART, KEY_VARIABLE, State.WELL, "given")

"""The process that waits: it has the libraries in memory, and reads nothing of ours before it is told what to run.

Run as a file. Standard input: a pickled function's name (`module:name`) and arguments. Standard output: pickled, what
it made, or the line that says what went wrong.
"""

import contextlib
import os
import pickle
import sys
import traceback
from importlib import import_module
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
_LIBRARIES = (
    "highspy", "jinja2", "markdown_it", "nh3", "pandas", "pikepdf", "pyarrow.parquet",
    "pydantic", "pypdfium2", "rich.table", "sqlalchemy", "typer", "upath", "xlsxwriter", "yaml",
)  # fmt: skip


def main() -> None:
    """Wait, run, answer."""
    answer, sys.stdout = sys.stdout.buffer, sys.stderr  # what our code prints is no part of the answer
    sys.dont_write_bytecode = True  # of a file saved twice within a second, what the first save gave would be kept
    _warm()
    wanted = sys.stdin.buffer.read()
    if not wanted:  # nobody wants anything any more
        return
    try:
        function, arguments = pickle.loads(wanted)  # noqa: S301 - written by the preview
        module, name = function.split(":")
        made = pickle.dumps((getattr(import_module(module), name)(*arguments), None))
    except Exception as error:  # whatever the analyst's change has broken
        made = pickle.dumps((None, said(error)))
    answer.write(made)
    answer.flush()
    os._exit(0)  # at once: there is nothing to tidy, and half a second of it


def _warm() -> None:
    """Import the libraries, and do what some of them do only when they are first used."""
    with contextlib.suppress(ImportError):  # it is said when our code needs it
        for library in _LIBRARIES:
            import_module(library)
        import_module("holidays").country_holidays("GB", subdiv="ENG", years=2026)
        import_module("vl_convert").vegalite_to_svg({"data": {"values": [{}]}, "mark": "point"})


def said(error: Exception) -> str:
    """Give an error in one line: ours as it is, any other with the last place of ours that it passed through."""
    if any(base.__name__ == "ReportsError" for base in type(error).__mro__):
        return " ".join(str(error).split())
    where = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if hasattr(error, "lineno"):  # a syntax error of Python or of a template
        where.append((str(getattr(error, "filename", "")), error.lineno))
    ours = [(file, line) for file, line in where if Path(file).is_relative_to(PACKAGE) and file != __file__]
    file, line = (ours or where)[-1]
    shown = Path(file).relative_to(PACKAGE.parent) if ours else Path(file).name
    message = getattr(error, "msg", None) or str(error)
    return " ".join(f"{shown}:{line}: {type(error).__name__}: {message}".split())


if __name__ == "__main__":
    main()

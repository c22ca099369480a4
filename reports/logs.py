"""What a log line carries beside its words: the step, its report, period, issue, snapshot, and how long it took.

The fields are bound as structlog's context, which Airflow adds to each line that a task writes, ours and the libraries'
alike; the command line does so where LINEOFSIGHT_LOG is `json`. No field names a child, a worker or a reader.
structlog is imported when a step runs: in Airflow it is there already, and the command line mostly runs none.
"""

import inspect
import logging
import os
import sys
import time
from collections.abc import Callable
from contextvars import copy_context
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from reports.errors import ReportsError

P = ParamSpec("P")
R = TypeVar("R")

CHOICE = "LINEOFSIGHT_LOG"
FIELDS = {  # how the arguments and results of steps are called -> the field
    "report": "report",
    "period": "period",
    "snapshot_id": "snapshot",
    "issue_id": "issue",
}
logging.getLogger("apprise").propagate = False  # its lines name readers' addresses; what it says of a fault, ours say


def step(*, gives: str = "") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Log the end of a step, with its seconds, in the fields of its arguments that `FIELDS` names.

    gives: the field that its result is, if it is one. What goes wrong is a warning with the error's kind; what the
    error says is for whoever catches it.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        log, signature = logging.getLogger(function.__module__), inspect.signature(function)

        @wraps(function)
        def logged(*args: P.args, **kwargs: P.kwargs) -> R:
            given = signature.bind(*args, **kwargs).arguments
            return copy_context().run(run, given, *args, **kwargs)  # what is bound within, is bound for no one else

        def run(given: dict[str, Any], *args: P.args, **kwargs: P.kwargs) -> R:
            began = time.perf_counter()
            note(step=function.__name__, **{FIELDS[name]: given[name] for name in FIELDS if name in given})
            try:
                result = function(*args, **kwargs)
            except Exception as error:
                note(seconds=round(time.perf_counter() - began, 3), error=type(error).__name__)
                log.warning("%s: not done", function.__name__)
                raise
            note(seconds=round(time.perf_counter() - began, 3), **({gives: result} if gives else {}))
            log.info("%s: done", function.__name__)
            return result

        return logged

    return decorate


def note(**fields: Any) -> None:
    """Add fields to every further line of the step that runs."""
    from structlog.contextvars import bind_contextvars  # noqa: PLC0415 - see above

    bind_contextvars(**fields)


def configure() -> None:
    """Log on standard error as the environment chooses: not at all, or each line as JSON.

    Raises ReportsError for another choice.
    """
    chosen = os.environ.get(CHOICE, "")
    if chosen == "json":
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(json_formatter())
        logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    elif chosen:
        raise ReportsError(f"{CHOICE}={chosen}: unknown; leave it out, or set it to json")


def json_formatter() -> logging.Formatter:
    """Give a formatter that writes a line as JSON, with the fields of the step that runs."""
    import structlog  # noqa: PLC0415 - see above

    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso"),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
    )

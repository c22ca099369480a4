"""The application: its routes, and what every one of them demands.

Nobody gets an answer without being logged in and allowed to read some report. What is about a report demands the right
to read it (`Desk.issue`), what names people the tier's (`Desk.may_open`), what acts the right to run it; and a
browser's request for a change must come from the page itself.
"""

import logging
from collections.abc import Callable

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlalchemy.exc import SQLAlchemyError

from reports.errors import ReportsError
from reports.page.guard import Headers, current_user
from reports.page.host import Host
from reports.page.routes import router
from reports.workflow import Workplace

log = logging.getLogger(__name__)


def create(host: Host, place: Callable[[], Workplace]) -> FastAPI:
    """Make the application for a host; `place` gives archive, ledger and settings."""
    app = FastAPI(title="Line of Sight: Reports", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.host, app.state.place = host, place
    app.dependency_overrides[current_user] = host.current_user
    app.include_router(router)
    app.add_middleware(Headers)
    app.add_exception_handler(HTTPException, _refused)  # type: ignore[arg-type] # of the class it is named with
    app.add_exception_handler(RequestValidationError, _misread)  # type: ignore[arg-type] # the same
    app.add_exception_handler(ReportsError, _failed)
    app.add_exception_handler(SQLAlchemyError, _away)
    return app


async def _refused(request: Request, error: HTTPException) -> Response:
    """Take who is not logged in, and reads a page, to where one logs in."""
    if error.status_code == 401 and "text/html" in request.headers.get("accept", ""):
        return RedirectResponse(request.app.state.host.login_url(str(request.url)), 302)
    return JSONResponse({"detail": error.detail}, error.status_code)


async def _misread(_: Request, error: RequestValidationError) -> Response:
    """Say what is wrong with what was asked, without saying it again: not every sign of it can be written."""
    told = [f"{'.'.join(map(str, each['loc'][1:]))}: {each['msg']}" for each in error.errors()]
    return JSONResponse({"detail": "; ".join(told)}, 422)


async def _failed(_: Request, error: Exception) -> Response:
    return JSONResponse({"detail": str(error)}, 409)


async def _away(_: Request, error: Exception) -> Response:
    log.error("the ledger cannot be used: %s", type(error).__name__)
    return JSONResponse({"detail": "the ledger cannot be reached: try again, or see the api-server's log"}, 503)

"""What stands before every answer: who asks, from where, and what the browser may do with the answer."""

from collections.abc import Collection
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reports.page.desk import Desk, desk_of
from reports.page.host import Host

SAFE = {"GET", "HEAD"}
CONTENT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def current_user() -> Any:
    """Stand for the host's own (`create`); without it nobody is logged in."""
    raise HTTPException(401, "log in to Airflow first")


def desk(request: Request, user: Annotated[Any, Depends(current_user)]) -> Desk:
    """Give where a request is answered, to whom may ask."""
    host: Host = request.app.state.host
    demand_own_origin(request, host.origins)
    return desk_of(host, request.app.state.place, user)


def demand_own_origin(request: Request, origins: Collection[str]) -> None:
    """Raise HTTPException 403 for a change that another site asks a browser for.

    A browser names the origin of the page that asks. What names none is no browser, and must bring a token of its own:
    a cookie alone would be one that somebody else makes use of.
    """
    if request.method in SAFE:
        return
    origin = request.headers.get("origin")
    if origin is None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        own = scheme.lower() == "bearer" and bool(token.strip())  # an empty one would leave it to the cookie
    else:
        own = origin in origins or urlsplit(origin).netloc == request.headers.get("host")
    if not own:
        raise HTTPException(403, "this must be asked for on the Reports page itself, or with a token of Airflow's")


class Headers:
    """Adds the headers that keep an answer to this page, to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        """Take what answers."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)

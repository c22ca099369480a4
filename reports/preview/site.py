"""What the browser gets from a preview: a frame with the report, its PDF and its mail, on a loopback address only."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from reports import workbook
from reports.errors import ReportsError
from reports.preview.loop import Loop, Shown
from reports.resources import TEMPLATES

HOST = "127.0.0.1"
BETWEEN_LOOKS = 0.1  # seconds
NAMES = ("report.html", "report.pdf", "mail.html", "mail.txt", "workbook.xlsx")
_FRAME = Path(__file__).with_name("frame.html")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FRESH = {"Cache-Control": "no-store"}
# A report fetches its style, fonts and pictures and runs nothing, here as in the PDF.
_CONTAINED = "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:"


@contextlib.contextmanager
def listening(port: int) -> Iterator[socket.socket]:
    """Give a socket that listens on a port of the loopback address; 0 takes a free one."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError as error:
            raise ReportsError(f"port {port}: {error.strerror}; choose another by --port, or 0 for any") from None
        listener.listen()
        yield listener


def address(listener: socket.socket) -> str:
    """Give the address of the frame."""
    return f"http://{HOST}:{listener.getsockname()[1]}/"


def serve(loop: Loop, listener: socket.socket) -> None:
    """Serve what the loop makes, until Ctrl-C."""

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        running = asyncio.create_task(loop.run())
        yield
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running

    def news() -> AsyncIterator[str]:
        return _news(loop.shown, lambda: server.should_exit)

    server = uvicorn.Server(uvicorn.Config(_app(loop.shown, news, lifespan), log_level="warning"))
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listener])


class _Assets(StaticFiles):
    """The style and fonts that a report links to, never from the browser's memory: an analyst changes them."""

    def file_response(self, *args: Any, **options: Any) -> Response:
        response = super().file_response(*args, **options)
        response.headers.update(_FRESH)
        return response


def _app(shown: Shown, news: Callable[[], AsyncIterator[str]], lifespan: Any) -> Starlette:
    async def frame(_: Request) -> Response:
        return FileResponse(_FRAME)

    async def events(_: Request) -> Response:
        return StreamingResponse(news(), media_type="text/event-stream", headers=_FRESH)

    async def made(request: Request) -> Response:
        return _made(shown, request.url.path.rpartition("/")[2])

    return Starlette(
        routes=[
            Route("/", frame),
            Route("/events", events),
            *(Route(f"/made/{name}", made) for name in NAMES),
            Mount("/made", _Assets(directory=TEMPLATES)),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])],  # no other site's name
        lifespan=lifespan,
    )


def _made(shown: Shown, name: str) -> Response:
    """Give one of `NAMES`, as it was made last."""
    pages, contained = shown.pages, _FRESH | {"Content-Security-Policy": _CONTAINED}
    if pages and name == "report.html":
        return HTMLResponse(pages.report, headers=contained)
    if pages and name == "mail.html":
        return HTMLResponse(pages.mail, headers=contained)
    if pages and name == "mail.txt":
        return PlainTextResponse(pages.text, headers=_FRESH)
    if pages and pages.sheets and name == "workbook.xlsx":
        return Response(workbook.write(pages.sheets, pages.title, pages.as_at), media_type=_XLSX, headers=_FRESH)
    if shown.pdf and name == "report.pdf":
        return Response(shown.pdf, media_type="application/pdf", headers=_FRESH)
    return PlainTextResponse(f"{name}: not made yet, or not part of this report", 404, headers=_FRESH)


async def _news(shown: Shown, ended: Callable[[], bool]) -> AsyncIterator[str]:
    """Give the state now and whenever it changes, as server-sent events, until the server ends."""
    state = None
    while not ended():
        if state != (state := shown.state()):
            yield f"data: {json.dumps(state)}\n\n"
        await asyncio.sleep(BETWEEN_LOOKS)

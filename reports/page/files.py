"""The files of issues, and of the page itself, each by its name in a list: no path comes from outside."""

from functools import cache
from pathlib import Path

from fastapi import HTTPException
from fastapi.responses import FileResponse, Response

from reports.documents.catalogue import entry_of
from reports.issues import Issue
from reports.page.desk import Desk
from reports.workflow.records import file

STATIC = Path(__file__).parent / "static"
TYPES = {
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
}
SHOWN_ALONE = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"  # runs nothing


def file_of(desk: Desk, issue: Issue, name: str, *, download: bool) -> Response:
    """Give a file of an issue as it was issued. Raises HTTPException 403, 404 and 410."""
    if not desk.may_open(issue):
        raise HTTPException(403, f"{entry_of(issue.report).title} names people: ask for the operational tier")
    if name not in issue.files:
        raise HTTPException(404, f"issue {issue.name} has no file of this name")
    if issue.purged_at is not None:
        raise HTTPException(410, f"the files of issue {issue.name} were purged on {issue.purged_at:%d %B %Y}")
    how = "attachment" if download or not name.endswith((".pdf", ".txt", ".html")) else "inline"
    return Response(
        file(desk.place, issue, name),
        media_type=TYPES.get(Path(name).suffix, "application/octet-stream"),
        headers={"Content-Disposition": f'{how}; filename="{name}"', "Content-Security-Policy": SHOWN_ALONE},
    )


def page_file(name: str) -> Response:
    """Give a file of the page itself. Raises HTTPException 404, and 503 where the page was not built."""
    known = _page_files()
    if not known:
        raise HTTPException(503, "the Reports page is not built: run `make page`, then restart the api-server")
    if name not in known:
        raise HTTPException(404, "the Reports page has no such file")
    return FileResponse(known[name], headers={"Cache-Control": "no-cache"})


@cache
def _page_files() -> dict[str, Path]:
    return {path.name: path for path in STATIC.glob("*")} if STATIC.is_dir() else {}

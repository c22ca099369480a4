"""The Reports page: an entry in Airflow's navigation, a tab on a run, and the application behind both.

Airflow loads this file in each of its processes, and only the api-server shows pages: what the application needs is
imported when it is first asked for.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any

from airflow.plugins_manager import AirflowPlugin


@cache
def application() -> Any:
    """Give the application."""
    from airflow_host import Airflow, make_known  # noqa: PLC0415 - see above
    from here import place  # noqa: PLC0415 - the same
    from reports.page.app import create  # noqa: PLC0415 - the same

    make_known()
    return create(Airflow(), place)


async def when_asked(scope: Any, receive: Callable[..., Awaitable[Any]], send: Callable[..., Awaitable[Any]]) -> None:
    """Answer through the application (ASGI)."""
    app = await asyncio.to_thread(application)
    await app(scope, receive, send)


class ReportsPagePlugin(AirflowPlugin):
    """What Airflow itself loads of this file."""

    name = "line_of_sight_reports"
    fastapi_apps = [  # noqa: RUF012 - as Airflow declares it
        {"app": when_asked, "url_prefix": "/reports", "name": "Line of Sight: Reports"}
    ]
    react_apps = [  # noqa: RUF012 - the same
        {
            "name": "Reports",
            "bundle_url": "reports/static/host.js",
            "url_route": "reports",
            "destination": "nav",
            "nav_top_level": True,
        },
        {"name": "Issue", "bundle_url": "reports/static/host.js", "url_route": "issue", "destination": "dag_run"},
    ]

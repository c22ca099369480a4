"""The heartbeat over HTTP, for an outside watchdog: `/lineofsight/status`, 200 while all is well, else 503.

Open to whoever can reach Airflow, as Airflow's own `/api/v2/monitor/health` is: it tells reports, times and numbers,
and neither names nor addresses nor figures.
"""

import logging

from airflow.api.common.airflow_health import HEALTHY, get_airflow_health
from airflow.plugins_manager import AirflowPlugin
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError

from here import place
from reports.errors import ReportsError
from reports.periods import now

log = logging.getLogger(__name__)

app = FastAPI(title="Line of Sight: status", docs_url=None, redoc_url=None, openapi_url=None)


@app.get("/status")
def tell() -> JSONResponse:
    """Give the status as JSON."""
    from reports.workflow.status import ALIVE, DEAD, status  # noqa: PLC0415 - every process of Airflow loads this file

    try:
        scheduler = ALIVE if get_airflow_health()["scheduler"]["status"] == HEALTHY else DEAD
        found = status(place(archive_needed=False), now(), scheduler)
    except (ReportsError, SQLAlchemyError) as error:
        log.exception("the status cannot be told")
        return JSONResponse({"good": False, "error": f"the ledger or a setting: {type(error).__name__}"}, 503)
    return JSONResponse(found.as_json(), 200 if found.good else 503)


class StatusPlugin(AirflowPlugin):
    """What Airflow itself loads of this file."""

    name = "line_of_sight_status"
    fastapi_apps = [{"app": app, "url_prefix": "/lineofsight", "name": "Line of Sight: status"}]  # noqa: RUF012

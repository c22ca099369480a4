"""Airflow's connections as the URLs that `reports` takes. DAGs and plugins both read them."""

from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL

from reports.errors import SettingsError

DRIVERS = {  # Airflow's connection type -> SQLAlchemy's driver; any other is taken as it is
    "postgres": "postgresql+psycopg",
    "mssql": "mssql+mssqlpython",
    "oracle": "oracle+oracledb",
}


def database_url(connection: Any) -> str:
    """Give a connection as a SQLAlchemy URL.

    The connection's extra becomes the URL's query, but for `drivername`, which names SQLAlchemy's driver, and
    `password_file`, which names the file that holds the password. Raises SettingsError where that cannot be read.
    """
    query = dict(connection.extra_dejson)
    file = query.pop("password_file", None)
    driver = query.pop("drivername", None) or DRIVERS.get(connection.conn_type, connection.conn_type)
    if driver == "sqlite":  # Airflow keeps the file's path as the host
        return URL.create(driver, database=connection.host or connection.schema).render_as_string()
    url = URL.create(
        driver,
        username=connection.login or None,
        password=(_password(connection.conn_id, file) if file else connection.password) or None,
        host=connection.host or None,
        port=connection.port,
        database=connection.schema or None,
        query={key: str(value) for key, value in query.items()},
    )
    return url.render_as_string(hide_password=False)


def _password(name: str, file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8").rstrip("\n")
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8"
        raise SettingsError(f"connection {name}: password_file {file}: cannot be read: {why}") from None


def mail_url(connection: Any) -> str:
    """Give a connection to a mail server as apprise's URL: verified STARTTLS, or TLS with extra `{"mode": "ssl"}`.

    Plaintext (`{"mode": "insecure"}`) is for a server on this machine only. Raises SettingsError otherwise.
    """
    from reports.deliver import read_server  # noqa: PLC0415 - only a step that mails needs apprise

    mode = connection.extra_dejson.get("mode", "starttls")
    url = URL.create(
        "mailto" if mode == "insecure" else "mailtos",
        username=connection.login or None,
        password=connection.password or None,
        host=connection.host,
        port=connection.port,
        query={"mode": mode},
    ).render_as_string(hide_password=False)
    read_server(url)  # a server that cannot be used is known before anything is rendered
    return url


def alert_urls(connection: Any) -> list[str]:
    """Give the apprise URLs at which operators are told: the password of the connection, one or more of them.

    Raises SettingsError for one that cannot be used.
    """
    from reports.deliver import check_alerts  # noqa: PLC0415 - the same

    urls = (connection.password or "").split()
    check_alerts(urls)
    return urls

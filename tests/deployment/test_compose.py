"""The compose file: what it names exists, what is secret comes from files, and little is open."""

import re
import subprocess
import sys
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deployment.airflow_options import strange

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docker-compose.yaml"
AIRFLOW = ["migrate", "api-server", "scheduler", "dag-processor", "triggerer", "worker"]
ENDING = ["databases", "migrate", "authority-database", "authority"]
LASTING = ["postgres", "redis", *AIRFLOW[1:], "mail"]
UNITS = {"s": "seconds", "m": "minutes", "h": "hours"}


@cache
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(FILE.read_text())
    return read


@cache
def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = compose()["services"]
    return found


def environment() -> dict[str, str]:
    """Give every variable that a service is given."""
    return {name: value for each in services().values() for name, value in each.get("environment", {}).items()}


def duration(text: str) -> timedelta:
    return timedelta(**{UNITS[text[-1]]: int(text[:-1])})


def test_it_is_as_the_compose_specification_wants_it() -> None:
    checker = [sys.executable, "-m", "check_jsonschema"]
    said = subprocess.run(
        [*checker, "--builtin-schema", "vendor.compose-spec", FILE], capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stdout


def test_it_has_every_part_and_no_other() -> None:
    assert sorted(services()) == sorted([*LASTING, *ENDING])
    assert [name for name, each in services().items() if "profiles" in each] == [
        "authority-database",
        "authority",
        "mail",
    ]


def test_every_image_is_ours_or_of_a_fixed_version() -> None:
    for name, service in services().items():
        image, tag = service["image"].split(":", 1)
        assert image == "lineofsight" if name in (*AIRFLOW, "authority") else re.match(r"v?\d", tag), name
    assert "latest" not in FILE.read_text()


def test_airflow_knows_every_option_that_it_sets() -> None:
    assert strange({name for name in environment() if name.startswith("AIRFLOW__")}) == set()


def test_our_code_reads_every_variable_of_ours_that_it_sets() -> None:
    code = "".join(
        path.read_text() for folder in ("reports", "plugins", "dags") for path in (ROOT / folder).rglob("*.py")
    )
    known = set(re.findall(r"\bLINEOFSIGHT_\w+", code)) | {"LINEOFSIGHT_PSEUDONYM_KEY_FILE"}
    assert {name for name in environment() if name.startswith("LINEOFSIGHT_")} <= known


def test_no_password_and_no_key_stands_in_it() -> None:
    for name, value in environment().items():
        if re.search(r"PASSWORD|_SECRET(?!S)|KEY|CONN\b|CONN_|BROKER_URL|RESULT_BACKEND|BACKEND_KWARGS", name):
            assert "/run/secrets/" in value, name
    assert not re.findall(r"://[^\s/:@]*:(?!%s@|\$\$\(cat )[^\s/@]+@", FILE.read_text())


def test_whoever_uses_a_secret_is_given_it_and_every_secret_is_used() -> None:
    used = set()
    for name, service in services().items():
        given = set(service["secrets"])
        written = str([service.get(part) for part in ("command", "environment", "healthcheck")])
        assert set(re.findall(r"/run/secrets/([\w.]+)", written)) <= given, name
        used |= given
    assert used == set(compose()["secrets"])


@pytest.mark.parametrize("option", [[], ["--demo"]])
def test_the_secrets_that_are_made_are_those_that_it_names(option: list[str], tmp_path: Path) -> None:
    subprocess.run([ROOT / "deploy/compose/make-secrets", *option, tmp_path], check=True, capture_output=True)
    named = {Path(each["file"]).name for each in compose()["secrets"].values()}
    of_the_demo = {secret for each in services().values() if "profiles" in each for secret in each["secrets"]}
    wanted = named if option else named - (of_the_demo - {"postgres_password"})
    assert {path.name for path in tmp_path.iterdir()} == wanted


def test_only_tasks_and_who_speaks_for_a_killed_one_have_the_connections() -> None:
    wanted = {
        "connections.yaml": ["dag-processor", "worker"],
        "variables.yaml": ["worker"],
        "pseudonym_key": ["worker"],
    }
    for secret, names in wanted.items():
        assert [name for name, each in services().items() if secret in each["secrets"]] == names


def test_every_role_gets_a_password_of_its_own() -> None:
    for name in ("databases", "authority-database"):
        shell, script, *made = services()[name]["command"]
        assert {f"{each}_password" for each in made} == set(services()[name]["secrets"]) - {"postgres_password"}
        assert (shell, script) == ("sh", "/deploy/databases")
    assert "CONN_REPORTS_LEDGER: postgres://ledger@postgres:5432/ledger?" in FILE.read_text()


@pytest.mark.parametrize("name", LASTING)
def test_what_lasts_is_asked_how_it_is_and_started_again(name: str) -> None:
    service = services()[name]
    assert service["restart"] == "unless-stopped"
    assert service["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}


@pytest.mark.parametrize("name", ENDING)
def test_what_ends_is_not_started_again_and_says_that_it_ends(name: str) -> None:
    service = services()[name]
    assert service["restart"] == "no"
    assert service["healthcheck"] == {"disable": True}
    assert FILE.read_text().count("healthcheck: { disable: true } # it ends") == len(ENDING)


def test_everything_runs_with_as_little_as_it_needs() -> None:
    for name, service in services().items():
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["mem_limit"], name
        assert service.get("read_only") or service["image"].startswith("postgres:"), name
        assert service.get("user") or service["image"].startswith("lineofsight:"), name  # whose user the image says
        assert not {"privileged", "network_mode", "pid", "cap_add", "devices"} & set(service), name


def test_only_the_page_and_the_demos_mails_can_be_reached_and_from_this_machine() -> None:
    assert {name: each["ports"] for name, each in services().items() if "ports" in each} == {
        "api-server": ["${PUBLISH:-127.0.0.1:8080}:8080"],
        "mail": ["127.0.0.1:8025:8025"],
    }
    assert compose()["networks"]["inside"] == {"internal": True}
    assert {name for name, each in services().items() if "outside" in each["networks"]} == {
        "api-server",
        "dag-processor",
        "worker",
        "mail",
    }


def test_the_archive_is_where_tasks_and_page_are_and_the_logs_with_all_of_airflow() -> None:
    mounted = {name: {mount.split(":")[0] for mount in each.get("volumes", [])} for name, each in services().items()}
    assert {name for name, volumes in mounted.items() if "archive" in volumes} == {"api-server", "worker"}
    assert {name for name, volumes in mounted.items() if "logs" in volumes} == set(AIRFLOW)
    written = (ROOT / "Dockerfile").read_text()
    assert "BASE_LOG_FOLDER=/var/log/airflow " in written
    assert environment()["LINEOFSIGHT_ARCHIVE"] in written


def test_no_task_is_cut_off_or_handed_out_twice_because_it_takes_long() -> None:
    longest = re.search(r"(?m)^HEAVY = timedelta\(minutes=(\d+)\)", (ROOT / "dags" / "steps.py").read_text())
    assert longest
    limit = timedelta(minutes=int(longest[1]))
    assert duration(services()["worker"]["stop_grace_period"]) > limit
    again = environment()["AIRFLOW__CELERY_BROKER_TRANSPORT_OPTIONS__VISIBILITY_TIMEOUT"]
    assert timedelta(seconds=int(again)) > limit


def test_the_documentation_names_every_variable_that_may_be_set() -> None:
    wanted = set(re.findall(r"(?<!\$)\$\{(\w+)", FILE.read_text()))
    assert wanted - set(re.findall(r"`(\w+)(?:=\S+)?`", (ROOT / "docs" / "deployment.md").read_text())) == set()
    assert all(name in FILE.read_text().split("name: lineofsight")[0] for name in wanted)

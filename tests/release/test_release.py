"""A release: built, installed away from the checkout, it makes the reports that the checkout makes."""

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

import release
from reports import __version__
from reports.version import code_version
from shipped import PROJECT

ROOT = Path(__file__).parents[2]
AS_AT = "2026-11-23T06:00"


@dataclass(frozen=True)
class Away:
    """An environment without the checkout: its Python, and a folder in which nothing else is."""

    python: Path
    folder: Path

    def run(self, *command: str, codes: Sequence[int] = (0,), **environment: str) -> str:
        """Run one of its programs there and give what it says. Fails where its exit code is another one."""
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("LINEOFSIGHT", "AIRFLOW"))}
        done = subprocess.run(
            [str(self.python.parent / command[0]), *command[1:]],
            cwd=self.folder,
            env=plain | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in codes, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sdist, and the wheel that is built out of it."""
    return release.build(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="module")
def away(built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Away:
    """The wheel in an empty environment, with the libraries of this one, which are those of the lock file."""
    folder = tmp_path_factory.mktemp("away")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "env"], check=True)
    python = folder / "env" / "bin" / "python"
    installing = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--offline", "--no-deps", "--python", python]
    subprocess.run([*map(str, installing), str(built[1])], check=True)
    (own,) = (folder / "env" / "lib").glob("python*/site-packages")
    (own / "libraries.pth").write_text(
        sysconfig.get_path("purelib") + "\n"
    )  # not what its own .pth files add: the checkout
    (folder / "work").mkdir()
    return Away(python, folder / "work")


@pytest.fixture(scope="module")
def authority(away: Away) -> str:
    """A small authority that the installed command makes."""
    away.run("lineofsight", "demo", "--out", "authority.db", "--children", "300", "--until", "2026-11-23")
    return "sqlite:///authority.db"


def test_it_is_the_same_each_time(built: tuple[Path, Path], tmp_path: Path) -> None:
    again = release.build(tmp_path)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in built]


def test_the_wheel_out_of_the_sdist_is_that_of_the_checkout(built: tuple[Path, Path], tmp_path: Path) -> None:
    of_checkout = release.hatchling(ROOT, "wheel", tmp_path)
    assert release.contents(of_checkout) == release.contents(built[1])


def test_the_sdist_can_be_worked_on(built: tuple[Path, Path]) -> None:
    """Tests, tools, examples, docs and what is deployed are in it, and nothing that was made here."""
    with tarfile.open(built[0]) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    assert {"Makefile", "requirements.lock", "tools/bootstrap", "Dockerfile", "docker-compose.yaml"} <= names
    assert {"tests/conftest.py", "examples/aldmoor/authority.yaml", "docs/operations.md", "web/package.json"} <= names
    assert [name for name in names if name.startswith((".venv", ".demo", "build", "web/node_modules", ".git/"))] == []


def test_a_file_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(release, "expected", lambda: {"reports/templates/new.html.jinja": "a hash"})
    with pytest.raises(SystemExit, match=r"reports/templates/new\.html\.jinja is missing"):
        release.build(tmp_path)


def test_it_is_what_runs_away_from_the_checkout(away: Away) -> None:
    where = away.run("python", "-c", "import reports, reports.version as v; print(reports.__file__, v.code_version())")
    path, code = where.split()
    assert Path(path).is_relative_to(away.python.parents[1])
    assert code == code_version(), "what is issued says which code made it: the same, wherever it is installed"
    assert away.run("lineofsight", "--version").strip() == __version__


def test_it_makes_the_reports_that_the_checkout_makes(away: Away, authority: str) -> None:
    """Figures to the last digit, and the very bytes of each file."""
    of_a_month = ["--source", authority, "--period", "2026-10", "--as-at", AS_AT]
    for program, folder in (("lineofsight", "away"), (str(Path(sys.executable).parent / "lineofsight"), "here")):
        away.run(program, "figures", *of_a_month, "--out", f"{folder}/figures.csv")
        away.run(program, "render", "lead_member", *of_a_month, "--out", folder)
    files = {
        folder: {path.name: path.read_bytes() for path in (away.folder / folder).iterdir()}
        for folder in ("away", "here")
    }
    assert files["away"] == files["here"]
    assert {"figures.csv", "lead_member-2026-10.pdf"} <= files["away"].keys()


def test_the_doctor_finds_all_that_it_looks_for(away: Away, authority: str) -> None:
    said = away.run(
        "lineofsight", "doctor", "--source", authority, codes=(0, 1)
    )  # 1: with gaps, as a small demo has them
    assert "It works" in said


def test_a_new_ledger_is_made_by_its_migrations(away: Away) -> None:
    (away.folder / "ledger.db").touch()
    ledger = ["--ledger", "sqlite:///ledger.db"]
    assert "issue" in away.run("lineofsight", "issues", "list", *ledger)
    assert '"migration ' in away.run("lineofsight", "audit", "list", *ledger, "--json"), "the trail tells of them"


def test_airflow_reads_its_dags_and_plugins_from_the_environment(away: Away) -> None:
    """`share/lineofsight` of the environment is what Airflow's settings name."""
    shared = away.python.parents[1] / "share" / PROJECT
    loading = (
        "from airflow.utils import db; db.initdb()\n"
        "from airflow.dag_processing.dagbag import BundleDagBag\n"
        f"bag = BundleDagBag(dag_folder={str(shared / 'dags')!r}, bundle_path={str(shared / 'dags')!r})\n"
        "from airflow.plugins_manager import get_import_errors, get_plugin_info\n"
        "print(sorted(bag.dags), bag.import_errors, get_import_errors(), [each['name'] for each in get_plugin_info()])"
    )
    home = away.folder / "airflow"
    told = away.run(
        "python",
        "-c",
        loading,
        AIRFLOW_HOME=str(home),
        AIRFLOW__CORE__LOAD_EXAMPLES="False",
        AIRFLOW__CORE__DAGS_FOLDER=str(shared / "dags"),
        AIRFLOW__CORE__PLUGINS_FOLDER=str(shared / "plugins"),
        AIRFLOW__CORE__UNIT_TEST_MODE="True",
        AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=f"sqlite:///{home / 'airflow.db'}",
    )
    beside = (ROOT / "dags" / ".airflowignore").read_text().split()
    dags = sorted(path.stem for path in (ROOT / "dags").glob("*.py") if path.name not in beside)
    names = [*re.findall(r'^    name = "(.+)"', "\n".join(map(Path.read_text, (ROOT / "plugins").glob("*.py"))), re.M)]
    *_, said = told.splitlines()
    assert said.startswith(f"{dags} {{}} {{}} ")
    assert len(names) > 1
    assert [name for name in names if repr(name) not in said] == []

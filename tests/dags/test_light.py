"""What every process of Airflow loads is light: the DAG processor to parse, the scheduler with the plugins."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

# What pulls, measures, draws and sends: a task imports it when it runs, the api-server when a page is first asked for.
HEAVY = {
    "alembic", "apprise", "highspy", "holidays", "numpy", "pandas", "pikepdf", "pyarrow", "vl_convert",
    "weasyprint", "xlsxwriter",
}  # fmt: skip
ROOT = Path(__file__).parents[2]
LOADED = "\nimport json, sys; print(json.dumps([name for name in sys.modules if '.' not in name]))"
BEFORE = "import airflow.sdk\nfrom airflow.dag_processing.dagbag import BundleDagBag\n"
PARSE = """
bag = BundleDagBag(dag_folder=sys.argv[1], bundle_path=sys.argv[1])
assert len(bag.dags) == 18, bag.import_errors
"""
PLUGINS = """
from airflow import plugins_manager
plugins, errors = plugins_manager._get_plugins()
assert not errors, errors
assert any(plugin.name.startswith("line_of_sight") for plugin in plugins), plugins
"""


def loaded(script: str) -> set[str]:
    """What a process has loaded that runs a script."""
    command = [sys.executable, "-c", "import sys\n" + BEFORE + script + LOADED, str(ROOT / "dags")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("script", [PARSE, PLUGINS], ids=["the DAGs", "the plugins"])
def test_nothing_heavy_is_loaded_with(script: str) -> None:
    found = loaded(script)
    assert "reports" in found  # ours was loaded
    assert not found & HEAVY

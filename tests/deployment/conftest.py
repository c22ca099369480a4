"""What Airflow does before it loads a plugin: a home of its own, and the plugin folder on the path."""

import atexit
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

if "AIRFLOW_HOME" not in os.environ:
    home = TemporaryDirectory(prefix="airflow-")
    atexit.register(home.cleanup)
    os.environ["AIRFLOW_HOME"] = home.name

sys.path.insert(0, str(Path(__file__).parents[2] / "plugins"))

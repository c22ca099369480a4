"""What a step loads before it works: each runs in a process of its own, and most only read the ledger and send."""

import subprocess
import sys

LIGHT = ("people", "release", "delivery", "sending", "teams", "status")


def test_a_step_that_only_releases_sends_or_closes_loads_nothing_that_measures_or_draws() -> None:
    modules = ", ".join(f"reports.workflow.{name}" for name in LIGHT)
    script = f"import sys, {modules}; print({{'pandas', 'numpy', 'jinja2'}} & sys.modules.keys() or '')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""

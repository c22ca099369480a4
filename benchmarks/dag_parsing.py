"""How long Airflow takes to parse a DAG file, and what that loads. Run by `airflow_share.py` in a process of its own.

`dag_parsing.py FILE`: as the DAG processor does, Airflow itself is loaded before. Prints JSON.
"""

import json
import sys
import time
from pathlib import Path

HEAVY = (
    "altair", "apprise", "highspy", "holidays", "numpy", "pandas", "pikepdf", "pyarrow", "vl_convert",
    "weasyprint", "xlsxwriter",
)  # fmt: skip


def main(file: Path) -> None:
    """Parse a file twice: when nothing of ours is loaded, and again."""
    import airflow.sdk  # noqa: F401, PLC0415 - only in the process that measures
    from airflow.configuration import conf  # noqa: PLC0415
    from airflow.dag_processing.dagbag import BundleDagBag  # noqa: PLC0415
    from airflow.plugins_manager import ensure_plugins_loaded  # noqa: PLC0415

    folder = Path(conf.get("core", "dags_folder"))
    began = time.perf_counter()
    ensure_plugins_loaded()
    plugins = time.perf_counter() - began
    after_plugins = [name for name in HEAVY if name in sys.modules]
    seconds = []
    for _ in range(2):
        bag = BundleDagBag(dag_folder=folder / file, bundle_path=folder)
        seconds.append(sum(each.duration.total_seconds() for each in bag.dagbag_stats))
    loaded = [name for name in HEAVY if name in sys.modules]
    print()
    print(
        json.dumps(
            {
                "plugins": plugins,
                "first": seconds[0],
                "again": seconds[1],
                "dags": len(bag.dags),
                "with_plugins": after_plugins,
                "with_dags": loaded,
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))

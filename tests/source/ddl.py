"""The statements of `include/ddl/`, one by one, as each database's own tool would take them from the file."""

import re
from pathlib import Path

from reports.resources import SQL

DDL = SQL.parent / "ddl"
DIALECTS = {"sqlserver": "tsql", "oracle": "oracle", "postgresql": "postgres"}  # the folder -> sqlglot's name
FILES = ("local_tables.sql", "ssd_views.sql", "reader.sql")


def statements(file: Path) -> list[str]:
    """Give the statements of a file, without comments: split at `;`, in SQL Server's at GO, Oracle's blocks at `/`."""
    text = re.sub(r"--.*", "", file.read_text(encoding="utf-8"))
    parts = []
    for batch in re.split(r"^(?:GO|/)$", text, flags=re.MULTILINE):
        whole, _, block = batch.partition("CREATE OR REPLACE TRIGGER")
        parts += whole.split(";") + ([f"CREATE OR REPLACE TRIGGER{block}"] if block else [])
    return [part.strip() for part in parts if part.strip()]

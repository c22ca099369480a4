"""The table of faults in `docs/faults.md`, made by the tests that make the faults.

A test says which fault it makes, `@pytest.mark.fault("Mail server", "is down")`, and what was seen of it in the end,
`saw("...")`, in words made from what it observed. The test fails where the table says otherwise;
`pytest --accept-faults` writes into the table what was seen.
"""

from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "faults.md"
INTRODUCTION = """\
# Every fault, and what was seen

Each line is a test that makes the fault with real parts (a mail server that misbehaves, a database, Airflow's tasks in
processes that are killed) and says what it saw. The table is made by the tests: `make test-all` fails where it is
not true any more, and `.venv/bin/pytest -m 'not topology' --accept-faults` writes it anew.
"""
Rows = dict[tuple[str, str], str]


def read() -> Rows:
    """Give what the table says: (place, fault) -> what was seen."""
    rows, place = {}, ""
    for line in PAGE.read_text(encoding="utf-8").splitlines() if PAGE.exists() else ():
        if line.startswith("## "):
            place = line.removeprefix("## ")
        elif line.startswith("| ") and not line.startswith("| fault |"):
            fault, seen = line.strip("| ").split(" | ")
            rows[place, fault] = seen
    return rows


def write(rows: Rows) -> None:
    """Write the table, places in order of the alphabet, faults in the order in which they came."""
    parts = [INTRODUCTION]
    for place in sorted({place for place, _ in rows}):
        lines = [f"| {fault} | {seen} |" for (of, fault), seen in rows.items() if of == place]
        parts.append("\n".join([f"## {place}", "", "| fault | what was seen |", "|---|---|", *lines, ""]))
    PAGE.write_text("\n".join(parts), encoding="utf-8")

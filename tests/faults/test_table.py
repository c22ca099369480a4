"""The table of faults tells of no fault that no test makes."""

import re
from pathlib import Path

from tests import fault_table


def test_every_line_of_the_table_is_made_by_a_test() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parents[1].rglob("test_*.py"))
    told = " ".join(sources.split())
    for place, fault in fault_table.read():
        assert re.search(f'"{re.escape(place)}"', told), place
        assert f'"{fault}"' in told, fault

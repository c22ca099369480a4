"""The same document is the same bytes, whoever renders it, wherever and whenever."""

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from reports.documents.document import OperationalInput
from reports.periods import Period

ROOT = Path(__file__).parents[2]
IN_ANOTHER_PROCESS = """
import hashlib, json, pickle, sys
from reports.documents import return_interviews
from reports.render import render
made = render(return_interviews.build(pickle.load(sys.stdin.buffer)))
parts = {"pdf": made.pdf, "text": made.text.encode(), "html": made.html.encode(), **made.attachments}
print(json.dumps({name: hashlib.sha256(content).hexdigest() for name, content in parts.items()}))
"""


def in_another_process(handed: OperationalInput, folder: Path, **environment: str) -> dict[str, str]:
    """The hashes of what another process renders, started elsewhere and told another language, zone and seed."""
    done = subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS],
        input=pickle.dumps(handed),
        capture_output=True,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        check=True,
    )
    return json.loads(done.stdout)


def test_two_processes_render_the_same_pdf_workbook_and_mail(
    operational: Callable[..., OperationalInput], tmp_path: Path
) -> None:
    handed = operational(Period.parse("2026-11-09"))
    here = in_another_process(handed, ROOT, PYTHONHASHSEED="1", TZ="Europe/London", LC_ALL="C.UTF-8")
    there = in_another_process(handed, tmp_path, PYTHONHASHSEED="2", TZ="Pacific/Auckland", LC_ALL="C")
    assert here == there
    assert set(here) == {"pdf", "text", "html", "return_interviews-2026-11-09.xlsx"}

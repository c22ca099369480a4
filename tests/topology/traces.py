"""Whether somebody's mark stands in what was written: as it is, in hexadecimal digits, or in base64."""

import base64
import re

from tests.marked import BORN, CHILD, WORDS, WORKER

MARKS = [CHILD, WORKER, WORDS, f"{BORN:%Y-%m-%d}"]
BASE64 = re.compile(rb"[A-Za-z0-9+/]{24,}")


def marks_in(content: bytes) -> list[str]:
    """Give the marks that stand in some bytes."""
    decoded = [base64.b64decode(run[: len(run) // 4 * 4]) for run in BASE64.findall(content)]
    whole = b"\n".join([content, *decoded])
    return [mark for mark in MARKS if mark.encode() in whole or mark.encode().hex().encode() in whole]

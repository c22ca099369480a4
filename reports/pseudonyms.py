"""Pseudonymous ids of children: a keyed hash, stable for as long as the key is.

The key comes from the environment (`LINEOFSIGHT_PSEUDONYM_KEY`), where a secrets backend puts it, or from the file that
`LINEOFSIGHT_PSEUDONYM_KEY_FILE` names. A new key gives every child a new code: change it with a new year, and tell the
readers.
"""

import base64
import hashlib
import hmac
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from reports.errors import SettingsError

KEY_VARIABLE = "LINEOFSIGHT_PSEUDONYM_KEY"
FILE_VARIABLE = f"{KEY_VARIABLE}_FILE"
DEMO_KEY = "the invented children of Westmere"

Pseudonym = Callable[["pd.Series[Any]"], "pd.Series[Any]"]


def pseudonyms(key: str | None = None) -> Pseudonym:
    """Give the function that turns ids (`str`) into codes such as `K7QF-2M9D`: 40 bits, so that no two meet.

    Without a key it is the authority's own, else the demo's, which protects nobody but invented children. Raises
    SettingsError as `own_key`.
    """
    secret = (key or own_key() or DEMO_KEY).encode()

    def code(person: str) -> str:
        digest = hmac.digest(secret, person.encode(), hashlib.sha256)
        letters = base64.b32encode(digest[:5]).decode()
        return f"{letters[:4]}-{letters[4:]}"

    return lambda ids: ids.map(code, na_action="ignore").astype("str")


def own_key() -> str | None:
    """Give the authority's key, of the environment or of the file that it names; None where it names neither.

    Raises SettingsError for a file that cannot be read or is empty.
    """
    if key := os.environ.get(KEY_VARIABLE):
        return key
    file = os.environ.get(FILE_VARIABLE)
    if not file:
        return None
    try:
        key = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8"
        raise SettingsError(f"{FILE_VARIABLE}: {file}: cannot be read: {why}") from None
    if not key:
        raise SettingsError(f"{FILE_VARIABLE}: {file} is empty: write a secret of your own into it")
    return key

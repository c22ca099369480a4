"""Pseudonymous ids of children: a keyed hash, stable for as long as the key is.

The key comes from the environment (`LINEOFSIGHT_PSEUDONYM_KEY`), where a secrets backend puts it. A new key
gives every child a new code: change it with a new year, and tell the readers.
"""

import base64
import hashlib
import hmac
import os
from collections.abc import Callable
from typing import Any

import pandas as pd

KEY_VARIABLE = "LINEOFSIGHT_PSEUDONYM_KEY"
DEMO_KEY = "the invented children of Westmere"

Pseudonym = Callable[["pd.Series[Any]"], "pd.Series[Any]"]


def pseudonyms(key: str | None = None) -> Pseudonym:
    """Give the function that turns ids (`str`) into codes such as `K7QF-2M9D`: 40 bits, so that no two meet.

    Without a key it is that of the environment, else the demo's, which protects nobody but invented children.
    """
    secret = (key or os.environ.get(KEY_VARIABLE) or DEMO_KEY).encode()

    def code(person: str) -> str:
        digest = hmac.digest(secret, person.encode(), hashlib.sha256)
        letters = base64.b32encode(digest[:5]).decode()
        return f"{letters[:4]}-{letters[4:]}"

    return lambda ids: ids.map(code, na_action="ignore").astype("str")

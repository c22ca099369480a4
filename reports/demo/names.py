"""Plainly invented names of workers: none is meant to be anybody's."""

from typing import Any

import numpy as np
import pandas as pd

from reports.demo.columns import texts

FIRST = (
    "Abel", "Anwen", "Basil", "Beatrix", "Cosmo", "Delphine", "Edmund", "Elowen", "Farida", "Gideon", "Hester",
    "Imran", "Isolde", "Jago", "Kezia", "Lorcan", "Mabel", "Nadia", "Orla", "Percival", "Quentin", "Rosalind",
    "Selina", "Tariq", "Ursula", "Verity", "Wilfred", "Xanthe", "Yusuf", "Zelda",
)  # fmt: skip
START = (
    "Quill", "Thistle", "Marrow", "Bramble", "Copper", "Dapple", "Ember", "Fiddle", "Glimmer", "Hazel", "Ink",
    "Juniper", "Kettle", "Lantern", "Mizzle", "Nettle", "Oaken", "Pepper", "Ripple", "Saffron", "Tinder", "Umber",
    "Velvet", "Whistle", "Yarrow",
)  # fmt: skip
END = (
    "feather", "down", "wick", "worthy", "bottom", "combe", "dale", "fern", "gate", "hollow", "lock", "mere", "nook",
    "pipe", "quick", "rook", "shanks", "thwaite", "wren", "yard",
)  # fmt: skip


def worker_names(count: int, rng: np.random.Generator) -> "pd.Series[Any]":
    """Give names such as `Abel Quillfeather`, each once up to 15,000; then with a second initial."""
    possible = len(FIRST) * len(START) * len(END)
    order = rng.permutation(possible)[np.arange(count) % possible]
    first, surname = np.divmod(order, len(START) * len(END))
    start, end = np.divmod(surname, len(END))
    initials = ["", *(f" {letter}." for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")]
    initial = texts(initials, np.arange(count) // possible % len(initials))
    return texts(FIRST, first) + initial + " " + texts(START, start) + texts(END, end)

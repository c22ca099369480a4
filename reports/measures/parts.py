"""Parts: what a domain prepares of a snapshot, or of a period, once for all its measures and lists.

A class of its own, made of the `Prepared` or the `Cohorts` it is a part of, keeps a domain's frames in its own module:

    cohorts.part(FrontDoor).referrals
"""

from typing import Any, TypeVar

Part = TypeVar("Part")


def part_of(whole: Any, kind: type[Part]) -> Part:
    """Give the part of a kind of something, the same one every time."""
    kept: dict[type[Any], Any] = whole.__dict__.setdefault("_parts", {})
    if kind not in kept:
        kept[kind] = kind(whole)  # type: ignore[call-arg] # every part is made of its whole
    return kept[kind]

"""A compose file as Docker Compose reads it: its variables put in, its anchors merged, service by service."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

VARIABLE = re.compile(r"\$(?:(?P<dollar>\$)|(?P<plain>\w+)|\{(?P<name>\w+)(?:(?P<how>:?[-?+])(?P<word>[^{}]*))?\})")
NOT_READ = {"extends", "env_file", "entrypoint", "configs"}  # what the project's own file does without


class ComposeError(Exception):
    """The compose file cannot be used; the message says where and why."""


@dataclass(frozen=True)
class Mount:
    """What a container sees at a path: a named volume, or something of the host."""

    target: str
    volume: str = ""
    path: Path | None = None


@dataclass(frozen=True)
class Service:
    """A service as it is written. health: the command that tells whether it is well. after: service -> condition."""

    name: str
    image: str
    command: list[str]
    environment: dict[str, str]
    secrets: dict[str, Path]
    mounts: list[Mount]
    health: list[str]
    after: dict[str, str]
    restart: str
    profiles: list[str]


def read(file: Path, variables: Mapping[str, str]) -> dict[str, Service]:
    """Give the services of a compose file by name. Raises ComposeError."""
    whole = yaml.safe_load(file.read_text(encoding="utf-8"))
    plain = _put_in({key: whole.get(key) or {} for key in ("services", "secrets")}, variables)
    files = {name: file.parent / each["file"] for name, each in plain["secrets"].items()}
    return {name: _service(name, each, files, file.parent) for name, each in plain["services"].items()}


def _service(name: str, written: dict[str, Any], files: Mapping[str, Path], folder: Path) -> Service:
    if unread := NOT_READ & set(written):
        raise ComposeError(f"{name}: {', '.join(sorted(unread))}: tools/compose_file.py does not read this")
    return Service(
        name=name,
        image=written["image"],
        command=_words(name, written.get("command") or []),
        environment=_mapping(name, written.get("environment") or {}),
        secrets={secret: files[secret] for secret in written.get("secrets") or []},
        mounts=[_mount(name, each, folder) for each in written.get("volumes") or []],
        health=_check(written.get("healthcheck") or {}),
        after={each: how["condition"] for each, how in (written.get("depends_on") or {}).items()},
        restart=str(written.get("restart", "no")),
        profiles=list(written.get("profiles") or []),
    )


def _words(name: str, command: Any) -> list[str]:
    if isinstance(command, str):
        raise ComposeError(f"{name}: command: write it as a list of arguments")
    return [str(word) for word in command]


def _mapping(name: str, environment: Any) -> dict[str, str]:
    if not isinstance(environment, dict):
        raise ComposeError(f"{name}: environment: write it as a mapping")
    if wrong := [key for key, value in environment.items() if not isinstance(value, str)]:
        raise ComposeError(f"{name}: environment: {', '.join(wrong)}: write the value as a text")
    return dict(environment)


def _mount(name: str, written: Any, folder: Path) -> Mount:
    if not isinstance(written, str):
        raise ComposeError(f"{name}: volumes: write each as SOURCE:TARGET")
    source, target = written.split(":")[:2]
    if source.startswith((".", "/")):
        return Mount(target, path=folder / source)
    return Mount(target, volume=source)


def _check(written: dict[str, Any]) -> list[str]:
    kind, *words = written.get("test") or ["NONE"]
    return {"NONE": [], "CMD": words, "CMD-SHELL": ["sh", "-c", *words]}[kind]


def _put_in(value: Any, variables: Mapping[str, str]) -> Any:
    """Give a value with its variables put in, in whatever depth."""
    if isinstance(value, dict):
        return {key: _put_in(each, variables) for key, each in value.items()}
    if isinstance(value, list):
        return [_put_in(each, variables) for each in value]
    if isinstance(value, str):
        return VARIABLE.sub(lambda found: _variable(found, variables), value)
    return value


def _variable(found: re.Match[str], variables: Mapping[str, str]) -> str:
    if found["dollar"]:
        return "$"
    name, how, word = found["plain"] or found["name"], found["how"] or "", found["word"] or ""
    value = variables.get(name)
    there = value is not None and not (how.startswith(":") and value == "")
    if how.endswith("+"):
        return word if there else ""
    if there:
        return str(value)
    if how.endswith("?"):
        raise ComposeError(f"{name}: {word or 'it must be set'}")
    return word

"""A typo in any setting: one line that names file, field and what is allowed, before anything is pulled."""

from collections.abc import Callable, Iterator
from enum import EnumType
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
import yaml
from pydantic import BaseModel
from upath import UPath

from reports.errors import SettingsError, SourceError
from reports.owed import Owed
from reports.policy import Due
from reports.settings import Recipient, Settings, Target
from reports.workflow import Workplace
from reports.workflow.data import pull

Saw = Callable[[str], None]
Place = tuple[str | int, ...]  # of a setting in its file: names, and positions in lists
BESIDE: dict[type, dict[str, Any]] = {  # what must stand beside a setting for it to be the only thing that is wrong
    Target: {"target": 90},
    Recipient: {"name": "A. Reader", "email": "reader@westmere.example"},
    Due: {"weekday": "Monday", "at": "09:00"},
    Owed: {"name": "A. Reader", "every": "month"},
}
KEYS = {"measures": "supervised"}  # of the dicts whose keys are names of something else
SHOWN = 40  # letters of a message that a line of the test's own output shows


def sections() -> dict[str, type[BaseModel]]:
    return {name: field.annotation for name, field in Settings.model_fields.items()}  # type: ignore[misc]


def settings_of(model: type[BaseModel], place: Place = ()) -> Iterator[tuple[Place, type[BaseModel], str]]:
    """Give every setting there is: its place, whose it is, its name."""
    for name, field in model.model_fields.items():
        yield place, model, name
        for inner, deeper in models_in(field.annotation, name):
            yield from settings_of(inner, (*place, name, *deeper))


def models_in(kind: Any, name: str) -> Iterator[tuple[type[BaseModel], Place]]:
    """Give the sections of which a setting is made, and where in it they stand."""
    origin, of = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel) and kind.__module__ != "reports.logo":
        yield kind, ()
    elif origin in (Union, UnionType, Annotated):
        for each in of:
            yield from models_in(each, name)
    elif origin is list:
        yield from ((model, (0, *place)) for model, place in models_in(of[0], name))
    elif origin is dict:
        key = next(iter(choices(of[0])), KEYS.get(name, "x"))
        yield from ((model, (key, *place)) for model, place in models_in(of[1], name))


def choices(kind: Any) -> list[str]:
    """Give the values out of which one is chosen, if it is a choice."""
    if isinstance(kind, EnumType):
        return [str(each.value) for each in kind]  # type: ignore[attr-defined]
    if get_origin(kind) is Literal:
        return [str(each) for each in get_args(kind)]
    return [value for each in get_args(kind) for value in choices(each)]


def written(place: Place, model: type[BaseModel], name: str, value: Any) -> Any:
    """Give a file's content in which a setting has a value."""
    content: Any = {**BESIDE.get(model, {}), name: value}
    for part in reversed(place):
        content = [content] if isinstance(part, int) else {part: content}
    return content


EVERY = [(section, *setting) for section, model in sections().items() for setting in settings_of(model)]


def names(place: Place, name: str) -> str:
    return ".".join(map(str, (*place, name)))


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    """A place whose source cannot be reached: it is never asked."""
    (tmp_path / "config").mkdir()
    return Workplace(
        UPath(tmp_path / "archive"),
        f"sqlite:///{tmp_path / 'ledger.db'}",
        source="postgresql+psycopg://nobody@127.0.0.1:1/nothing",
        config=tmp_path / "config",
    )


def said(place: Workplace, section: str, content: Any) -> str:
    """Give what a pull says of a file of settings, in one line."""
    assert place.config
    file = place.config / f"{section}.yaml"
    file.write_text(yaml.safe_dump(content))
    with pytest.raises(SettingsError) as error:
        pull(place, "2026-10")
    assert not Path(str(place.archive)).exists()
    assert "\n" not in str(error.value)
    assert str(error.value).startswith(f"{file}: ")
    return str(error.value).removeprefix(f"{file}: ")


@pytest.mark.fault("Settings", "have a name misspelt, any name in any file")
@pytest.mark.parametrize(("section", "within", "model", "name"), EVERY, ids=lambda value: str(value)[:SHOWN])
def test_a_misspelt_name_is_said(
    place: Workplace, saw: Saw, section: str, within: Place, model: type[BaseModel], name: str
) -> None:
    wrong = f"{name}x"
    message = said(place, section, written(within, model, wrong, None))
    assert f"{names(within, wrong)}: there is no such setting; known are {', '.join(model.model_fields)}" in message
    assert f"did you mean {name}?" in message
    saw("nothing is pulled; one line names the file, the setting, those that there are, and the one that was meant")


@pytest.mark.fault("Settings", "have a value that is not allowed, in any setting of any file")
@pytest.mark.parametrize(("section", "within", "model", "name"), EVERY, ids=lambda value: str(value)[:SHOWN])
def test_a_wrong_value_is_said(
    place: Workplace, saw: Saw, section: str, within: Place, model: type[BaseModel], name: str
) -> None:
    kind = model.model_fields[name].annotation
    one_of = choices(kind)
    for wrong in ("not one of them", ["not one"], {"not one": "of them"}) if one_of else (["a list"], {"a": ["dict"]}):
        try:
            message = said(place, section, written(within, model, name, wrong))
        except SourceError:  # what is wrong for most is right for this one
            continue
        assert names(within, name) in message
        assert all(value in message for value in one_of) or "valid" in message, message
        break
    else:
        raise AssertionError(f"{names(within, name)} takes anything")
    saw("nothing is pulled; one line names the file, the setting and what is allowed")


@pytest.mark.fault("Settings", "have a target of a measure that there is not")
def test_a_target_of_nothing_is_said(place: Workplace, saw: Saw) -> None:
    assert place.config
    (place.config / "targets.yaml").write_text("measures: {interviews_in_tme: {target: 80}}\n")
    with pytest.raises(SettingsError, match=r"^targets\.yaml: measures\.interviews_in_tme: .* mean interviews_in_time"):
        pull(place, "2026-10")
    saw("nothing is pulled; one line names the file, the measure that there is not, and the one that was meant")

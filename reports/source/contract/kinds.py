"""What a table of the contract is made of: fields, their types, and what rules and windows ask of them."""

from dataclasses import dataclass, field
from enum import StrEnum


class Type(StrEnum):
    """What a field holds."""

    ID = "id"
    TEXT = "text"
    CHOICE = "choice"  # text out of a list
    TIME = "time"  # a datetime; at exactly 00:00:00 a date only, where no precision field says otherwise
    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True)
class Field:
    """One field: its name, type, the values allowed in it, and whether a row is nothing without it."""

    name: str
    type: Type
    required: bool = False
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table: its fields and, of them, the key and those that rules and windows ask for by meaning."""

    name: str
    fields: tuple[Field, ...]
    key: str | None = None
    person: str | None = None
    worker: str | None = None
    team: str | None = None  # whose it is
    start: str | None = None  # when it began or was held: after as_at the row is left out
    end: str | None = None
    recorded_after: tuple[str, ...] = field(default=())  # times that count as NULL when after as_at

    @property
    def local(self) -> bool:
        """Tell whether it may be absent: only SSD tables must be there."""
        return self.name.startswith("local_")

    @property
    def columns(self) -> list[str]:
        """Its fields' names in order."""
        return [column.name for column in self.fields]

    def of_type(self, *types: Type) -> list[str]:
        """Give the names of its fields of these types."""
        return [column.name for column in self.fields if column.type in types]

    def __getitem__(self, name: str) -> Field:
        """Give the field of that name."""
        return next(column for column in self.fields if column.name == name)


YES_NO = ("y", "n")
GRADES = ("outstanding", "good", "requires improvement", "inadequate")
PRECISIONS = ("time", "date")
OUTCOMES = ("completed", "declined by child", "declined by carer", "not possible", "not required")


def id_(name: str, *, required: bool = False) -> Field:
    """Give a field that holds an id."""
    return Field(name, Type.ID, required)


def text(name: str) -> Field:
    """Give a field that holds a text."""
    return Field(name, Type.TEXT)


def time(name: str, *, required: bool = False) -> Field:
    """Give a field that holds a time."""
    return Field(name, Type.TIME, required)


def date(name: str, *, required: bool = False) -> Field:
    """Give a field that holds a day."""
    return Field(name, Type.DATE, required)


def number(name: str) -> Field:
    """Give a field that holds a number."""
    return Field(name, Type.NUMBER)


def choice(name: str, allowed: tuple[str, ...]) -> Field:
    """Give a field that holds a text out of a list."""
    return Field(name, Type.CHOICE, allowed=allowed)

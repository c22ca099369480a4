"""The authority's own choices, read from the YAML files of `config/` and validated.

One file per section; a section or setting left out keeps its default. A wrong one is an error that names
the file, the field and what is allowed. No caseload ceiling, supervision interval or repeat-missing rule
is national: a report that uses one says "local standard".
"""

import hashlib
import json
from collections.abc import Collection, Sequence
from difflib import get_close_matches
from math import floor
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import yaml
from pydantic import (
    Field,
    NonNegativeFloat,
    PositiveFloat,
    PositiveInt,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from reports import palette
from reports.errors import SettingsError
from reports.logo import Logo
from reports.logo import read as read_logo
from reports.owed import Returns
from reports.owners import Owners
from reports.policy import Release, Retention
from reports.recipients import Recipient, Recipients
from reports.resources import CONFIG
from reports.section import MatchedText, ReportName, Section, ShownText, written

__all__ = ["Authority", "Gates", "Recipient", "Recipients", "ReportName", "Settings", "Standards", "load"]

_YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # every step reads the settings: libyaml's is ten times as fast

Share = Annotated[float, Field(ge=0, le=1)]
Colour = Annotated[str, written(r"#[0-9a-fA-F]{6}", "a colour in quotes, such as '#005A70'")]


class Authority(Section):
    """Who the reports are from (`authority.yaml`)."""

    name: str = "Westmere County Council"
    service: str = "Children's Services"
    la_name: str | None = Field(
        None, description="the council's name in the Department for Education's figures, for comparisons"
    )
    contact: str = "Performance team, performance@westmere.example"
    logo: Logo | None = Field(None, description="an SVG or PNG beside the settings; on page 1 of every report")
    accent: Colour = palette.ACCENT
    tier_wording: dict[Literal["operational", "member", "public"], str] = {
        "operational": "OFFICIAL-SENSITIVE · operational",
        "member": "OFFICIAL-SENSITIVE · member",
        "public": "OFFICIAL",
    }

    @field_validator("logo", mode="before")
    @classmethod
    def _read(cls, value: Any, info: ValidationInfo) -> Any:
        """Read the file that is named: what a page shows, not its name, is what the settings' hash is of."""
        if value is None or isinstance(value, Logo | dict):
            return value
        if not isinstance(value, str) or Path(value).name != value:
            raise ValueError("expected the name of a file that lies beside the settings")
        return read_logo((info.context or {}).get("folder", Path()) / value)

    @field_validator("accent")
    @classmethod
    def _readable(cls, accent: str) -> str:
        for ground, colour in palette.GROUNDS.items():
            found = palette.contrast(accent, colour)
            if found < palette.LEAST_CONTRAST:
                raise ValueError(
                    f"its contrast on {ground} is {floor(found * 10) / 10} : 1, and text needs "
                    f"{palette.LEAST_CONTRAST} : 1; choose a darker colour"
                )
        return accent

    @model_validator(mode="after")
    def _own_contact(self) -> "Authority":
        if "name" in self.model_fields_set and "contact" not in self.model_fields_set:
            raise ValueError("contact: whom does a reader of this authority ask? It stands on every page")
        return self


class Names(Section):
    """How reports name services and teams (`names.yaml`): by id or name as in the source, trimmed, in any case.

    What is not listed keeps the name it has in the source. Names do not merge: ids keep rows apart.
    """

    services: dict[MatchedText, ShownText] = {}
    teams: dict[MatchedText, ShownText] = {}


class Standards(Section):
    """What counts as what, and the local standards (`standards.yaml`; measures.md)."""

    allocated_roles: list[MatchedText] = ["cw", "allocated case worker"]
    role_titles: dict[MatchedText, MatchedText] = Field(
        default={
            "senior practitioner": "senior practitioner",
            "personal advis": "personal adviser",
            "team manager": "team manager",
            "social worker": "social worker",
        },
        description="a worker without a role has the first of these whose key the job title contains",
    )
    social_work_roles: list[MatchedText] = ["social worker", "senior practitioner"]
    caseload_ceilings: dict[MatchedText, PositiveFloat] = {
        "social worker": 16,
        "senior practitioner": 16,
        "personal adviser": 25,
    }
    asye_factor: PositiveFloat = 0.9
    long_absence_days: PositiveInt = 14
    supervision_interval_days: PositiveInt = 31
    oversight_interval_days: PositiveInt = 42
    repeat_missing_episodes: PositiveInt = 3
    repeat_missing_days: PositiveInt = 90
    first_visit_working_days: PositiveInt = 5
    cp_visit_days: PositiveInt = 14
    homeless_assessment_days: PositiveInt = Field(10, description="working days")


class Target(Section):
    """What a measure should reach, how near is near (points), and whose standard it is."""

    target: float
    tolerance: NonNegativeFloat = 5
    source: str = "local standard"


class Targets(Section):
    """A target for each measure that has one (`targets.yaml`)."""

    measures: dict[str, Target] = {
        "interviews_completed": Target(target=90),
        "interviews_in_time": Target(target=80),
        "supervised": Target(target=90),
        "children_overseen": Target(target=90),
        "workers_over_ceiling": Target(target=0),
        "supervision_overdue": Target(target=10),
    }

    def demand_known(self, known: Collection[str]) -> None:
        """Raise SettingsError for a target of a measure that there is not: it would be a target of nothing."""
        for name in self.measures.keys() - known:
            near = "".join(f"; did you mean {each}?" for each in get_close_matches(name, known, n=1))
            raise SettingsError(
                f"targets.yaml: measures.{name}: there is no such measure; `lineofsight measures` lists them{near}"
            )


class Gates(Section):
    """What holds a report (`gates.yaml`)."""

    stale_after_days: PositiveInt = Field(
        14, description="the newest involvement, missing episode or supervision may be this many days old"
    )
    fall_in_rows: Share = Field(0.2, description="share of a table's rows that may be gone since last time")
    rows_in_error: Share = Field(0.05, description="share of a table's rows that may break a rule of error")
    least_rows: PositiveInt = Field(20, description="shares are judged of tables of at least this many rows")
    may_be_let_through: list[Literal["stale", "dirty", "emptied", "shrunken"]] = Field(
        ["stale", "dirty", "shrunken"], description="a person may let a report pass these, with a reason"
    )


class Settings(Section):
    """All that an authority may choose, a section per file of `config/`."""

    authority: Authority = Authority()
    names: Names = Names()
    standards: Standards = Standards()
    targets: Targets = Targets()
    gates: Gates = Gates()
    recipients: Recipients = Recipients()
    release: Release = Release()
    retention: Retention = Retention()
    returns: Returns = Returns()
    owners: Owners = Owners()

    @property
    def content(self) -> dict[str, Any]:
        """All that a figure or a page can depend on, as plain values: not who gets it, when, and for how long."""
        return self.model_dump(mode="json", exclude={"recipients", "release", "retention"})

    @property
    def hash(self) -> str:
        """SHA-256 of `content`."""
        chosen = self.content
        return hashlib.sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()


def load(directory: Path | None = None) -> Settings:
    """Read the settings of a `config/` folder; without one, those that come with the project.

    Raises SettingsError, in one line, for a folder or file that cannot be read and for every wrong setting.
    """
    folder = CONFIG if directory is None else directory
    if not folder.is_dir():
        raise SettingsError(f"{folder}: there is no such folder of settings")
    known = set(Settings.model_fields)
    files = sorted(folder.glob("*.yaml")) + sorted(folder.glob("*.yml"))
    wrong = [file.name for file in files if file.stem not in known]
    if wrong:
        raise SettingsError(f"{folder / wrong[0]}: unknown file of settings; known are {_names(known)}")
    sections = {file.stem: _section(file) for file in files}
    return Settings(**sections)


def _section(file: Path) -> Section:
    model: type[Section] = Settings.model_fields[file.stem].annotation  # type: ignore[assignment]
    try:
        content: Any = yaml.load(file.read_text(encoding="utf-8"), _YAML) or {}  # noqa: S506 - it is the safe one
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: not readable as YAML: {' '.join(str(error).split())}") from None
    if not isinstance(content, dict):
        raise SettingsError(f"{file}: expected settings by name, found {type(content).__name__}")
    try:
        return model.model_validate(content, context={"folder": file.parent})
    except ValidationError as error:
        raise SettingsError(f"{file}: " + "; ".join(_said(each, model) for each in error.errors())) from None


def _said(error: Any, model: type[Section]) -> str:
    field = ".".join(map(str, error["loc"]))
    message = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        return f"{field}: there is no such setting; {_known(error['loc'], model)}"
    hidden = isinstance(error["input"], dict | list) or field.endswith("pdf_password")  # it may be the password itself
    shown = "" if hidden else f" (found {error['input']!r})"
    return f"{field}: {message}{shown}" if field else message


def _known(place: Sequence[str | int], model: Any) -> str:
    """Say which settings there are where an unknown one stands, and which of them it resembles."""
    for part in place[:-1]:
        if part in getattr(model, "model_fields", {}):
            model = model.model_fields[part].annotation
        while not hasattr(model, "model_fields"):  # what a list, a dict or an optional value is made of
            model = get_args(model)[1 if get_origin(model) is dict else 0]
    names = list(model.model_fields)
    near = get_close_matches(str(place[-1]), names, n=1)
    return f"known are {', '.join(names)}" + (f"; did you mean {near[0]}?" if near else "")


def _names(names: set[str]) -> str:
    return ", ".join(f"{name}.yaml" for name in sorted(names))

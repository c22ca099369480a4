"""The source contract: the tables that are read, their fields and types.

SSD tables and fields are those of the Standard Safeguarding Dataset 1.4.5; local tables are our own
(source-contract.md). Times are naive local times of Europe/London; ids are text.
"""

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


def _id(name: str, *, required: bool = False) -> Field:
    return Field(name, Type.ID, required)


def _text(name: str) -> Field:
    return Field(name, Type.TEXT)


def _time(name: str, *, required: bool = False) -> Field:
    return Field(name, Type.TIME, required)


def _date(name: str, *, required: bool = False) -> Field:
    return Field(name, Type.DATE, required)


def _number(name: str) -> Field:
    return Field(name, Type.NUMBER)


def _choice(name: str, allowed: tuple[str, ...]) -> Field:
    return Field(name, Type.CHOICE, allowed=allowed)


_TABLES = (
    Table(
        "ssd_person",
        (
            _id("pers_person_id", required=True),
            _time("pers_dob"),
            _text("pers_sex"),
            _text("pers_ethnicity"),
            _time("pers_death_date"),
        ),
        key="pers_person_id",
    ),
    Table(
        "ssd_involvements",
        (
            _id("invo_involvements_id", required=True),
            _id("invo_professional_id"),
            _text("invo_professional_role_id"),
            _id("invo_professional_team"),
            _id("invo_person_id", required=True),
            _time("invo_involvement_start_date", required=True),
            _time("invo_involvement_end_date"),
            _id("invo_referral_id"),
        ),
        key="invo_involvements_id",
        person="invo_person_id",
        worker="invo_professional_id",
        start="invo_involvement_start_date",
        end="invo_involvement_end_date",
    ),
    Table(
        "ssd_professionals",
        (
            _id("prof_professional_id", required=True),
            _id("prof_staff_id"),
            _text("prof_professional_name"),
            _text("prof_professional_job_title"),
            _number("prof_full_time_equivalency"),
            _choice("prof_agency_worker_flag", YES_NO),
        ),
        key="prof_professional_id",
    ),
    Table(
        "ssd_department",
        (
            _id("dept_team_id", required=True),
            _text("dept_team_name"),
            _id("dept_team_parent_id"),
            _text("dept_team_parent_name"),
        ),
        key="dept_team_id",
    ),
    Table(
        "ssd_cin_episodes",
        (
            _id("cine_referral_id", required=True),
            _id("cine_person_id", required=True),
            _time("cine_referral_date", required=True),
            _choice("cine_referral_nfa", YES_NO),
            _time("cine_close_date"),
            _text("cine_close_reason"),
            _id("cine_referral_team"),
        ),
        key="cine_referral_id",
        person="cine_person_id",
        start="cine_referral_date",
        end="cine_close_date",
    ),
    Table(
        "ssd_cla_episodes",
        (
            _id("clae_cla_episode_id", required=True),
            _id("clae_person_id", required=True),
            _time("clae_cla_episode_start_date", required=True),
            _time("clae_cla_episode_ceased_date"),
        ),
        key="clae_cla_episode_id",
        person="clae_person_id",
        start="clae_cla_episode_start_date",
        end="clae_cla_episode_ceased_date",
    ),
    Table(
        "ssd_care_leavers",
        (
            _id("clea_person_id", required=True),
            _text("clea_care_leaver_eligibility"),
            _id("clea_care_leaver_allocated_team"),
            _id("clea_care_leaver_worker_id"),
        ),
        key="clea_person_id",
        person="clea_person_id",
    ),
    Table(
        "ssd_missing",
        (
            _id("miss_table_id", required=True),
            _id("miss_person_id", required=True),
            _time("miss_missing_episode_start_date", required=True),
            _choice("miss_missing_episode_type", ("m", "a")),
            _time("miss_missing_episode_end_date"),
            _choice("miss_missing_rhi_offered", ("y", "n", "na")),
            _choice("miss_missing_rhi_accepted", ("y", "n", "na")),
        ),
        key="miss_table_id",
        person="miss_person_id",
        start="miss_missing_episode_start_date",
        end="miss_missing_episode_end_date",
    ),
    Table(
        "local_worker",
        (
            _id("work_professional_id", required=True),
            _text("work_role"),
            _id("work_team_id"),
            _number("work_fte"),
            _date("work_asye_start_date"),
            _choice("work_agency_flag", YES_NO),
            _date("work_start_date", required=True),
            _date("work_end_date"),
        ),
        worker="work_professional_id",
        start="work_start_date",
        end="work_end_date",
    ),
    Table(
        "local_worker_absence",
        (
            _id("abse_professional_id", required=True),
            _date("abse_start_date", required=True),
            _date("abse_end_date"),
            _choice("abse_reason", ("sickness", "parental leave", "other")),
        ),
        worker="abse_professional_id",
        start="abse_start_date",
        end="abse_end_date",
    ),
    Table(
        "local_supervision",
        (
            _id("supv_supervision_id", required=True),
            _id("supv_professional_id", required=True),
            _id("supv_supervisor_id"),
            _date("supv_due_date"),
            _time("supv_held_date"),
            _choice("supv_type", ("individual", "group")),
            _text("supv_not_held_reason"),
            _time("supv_recorded_date"),
            _choice("supv_audit_grade", GRADES),
        ),
        key="supv_supervision_id",
        worker="supv_professional_id",
        start="supv_held_date",
        recorded_after=("supv_recorded_date",),
    ),
    Table(
        "local_case_oversight",
        (
            _id("over_oversight_id", required=True),
            _id("over_person_id", required=True),
            _id("over_professional_id"),
            _time("over_date", required=True),
            _choice("over_type", ("case supervision", "management decision")),
            _time("over_recorded_date"),
        ),
        key="over_oversight_id",
        person="over_person_id",
        start="over_date",
        recorded_after=("over_recorded_date",),
    ),
    Table(
        "local_missing_report",
        (
            _id("mrep_missing_id", required=True),
            _time("mrep_police_reported_date"),
            _time("mrep_police_logged_date"),
            _time("mrep_authority_notified_date"),
            _time("mrep_returned_date"),
            _choice("mrep_returned_precision", PRECISIONS),
            _choice("mrep_risk", ("high", "medium", "low")),
        ),
        key="mrep_missing_id",
        recorded_after=("mrep_police_logged_date", "mrep_authority_notified_date"),
    ),
    Table(
        "local_return_interview",
        (
            _id("rhi_interview_id", required=True),
            _id("rhi_person_id", required=True),
            _time("rhi_offered_date"),
            _choice("rhi_outcome", OUTCOMES),
            _text("rhi_not_required_reason"),
            _time("rhi_completed_date"),
            _choice("rhi_completed_precision", PRECISIONS),
            _text("rhi_provider"),
            _choice("rhi_independent_flag", YES_NO),
            _choice("rhi_audit_grade", GRADES),
            _time("rhi_recorded_date"),
        ),
        key="rhi_interview_id",
        person="rhi_person_id",
        recorded_after=("rhi_offered_date", "rhi_recorded_date"),
    ),
    Table("local_return_interview_episode", (_id("rhie_interview_id"), _id("rhie_missing_id"))),
    Table(
        "local_return_interview_theme",
        (
            _id("rhit_interview_id"),
            _choice("rhit_kind", ("push", "pull", "harm", "input")),
            _text("rhit_theme"),
        ),
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in _TABLES}

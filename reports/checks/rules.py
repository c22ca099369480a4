"""Every data-quality rule: id, severity and the sentence that a reader sees (source-contract.md).

DQ01 to DQ20 are the contract's; DQ21 to DQ25 are what a user of such data would expect besides. Plain numbers
are the validation rules of the statutory return of looked-after children (SSDA903) that make sense for these
tables; they say what the return would refuse and have no effect of their own. Not among them, because they
need placements, last year's return, the reason a care episode ceased, or are broken by every child who goes
missing from home: 570, 571, 575, 576, 578, 580, 581. Rule 574 is DQ09.
"""

from dataclasses import dataclass

from reports.checks.finding import Severity


@dataclass(frozen=True)
class Rule:
    """A fault that a row can have, and what follows from it."""

    id: str
    severity: Severity
    sentence: str


_RULES = (
    Rule("DQ01", "warning", "The same row stands twice: counted once."),
    Rule("DQ02", "error", "The same key has different content: all rows of that key left out."),
    Rule("DQ03", "error", "It ends before it starts: left out."),
    Rule("DQ04", "error", "A start or another time is after the data were pulled: the row, or that time, left out."),
    Rule("DQ05", "error", "Its key, person, worker or start date is missing or is no date: left out."),
    Rule("DQ06", "warning", "Its person is not in ssd_person: kept."),
    Rule("DQ07", "warning", "It has no team, or a team that is not in ssd_department: shown under Unknown."),
    Rule("DQ08", "warning", "The FTE is missing, 0 or less, or above 1: judged at 1, above 1 counted as 1."),
    Rule("DQ09", "warning", "Missing episodes of one child overlap (statutory rule 574): kept."),
    Rule("DQ10", "warning", "The interview was completed before the return: it does not count for that return."),
    Rule("DQ11", "error", "The interview's outcome is completed but it has no date: not completed."),
    Rule("DQ12", "warning", "The interview was offered after it was completed: kept."),
    Rule("DQ13", "error", "The police logged it before it was reported: left out of the logging delay."),
    Rule("DQ14", "error", "The type is neither missing (M) nor away (A): left out."),
    Rule("DQ15", "error", "The session was recorded before it was held: left out of late recording."),
    Rule("DQ16", "error", "A grade, outcome, type or flag is outside its list: treated as empty."),
    Rule("DQ17", "warning", "It is linked to an interview or episode that does not exist: the link is ignored."),
    Rule("DQ18", "warning", "An allocated involvement has no known worker: the child counts as not allocated."),
    Rule("DQ19", "info", "A text holds markup, control or right-to-left characters, or is very long: shown as text."),
    Rule("DQ20", "warning", "The interview's child is not the episode's child: kept."),
    Rule("DQ21", "error", "A theme has no kind or no name: left out."),
    Rule("DQ22", "warning", "A date or number that may be empty cannot be read: treated as empty."),
    Rule("DQ23", "warning", "The interview is linked to no episode: it counts for none."),
    Rule("DQ24", "warning", "A police report is of an episode that does not exist: ignored."),
    Rule("DQ25", "warning", "It is open although the child has died: kept."),
    Rule("564", "warning", "A missing episode has a type but no start date (statutory rule 564)."),
    Rule("565", "warning", "A missing episode has a start date but no type (statutory rule 565)."),
    Rule("566", "warning", "A missing episode has an end date but no type (statutory rule 566)."),
    Rule("567", "warning", "A missing episode's end date is before its start date (statutory rule 567)."),
    Rule("577", "warning", "The child left care but the missing episode has no end (statutory rule 577)."),
    Rule("586", "warning", "A missing episode starts before the child was born (statutory rule 586)."),
)

RULES: dict[str, Rule] = {rule.id: rule for rule in _RULES}

_CHILDREN = ("open_cases", "unallocated_children", "children_overseen")
_STARTED = ("cases_started", "cases_closed")
_WORKERS = ("average_caseload", "median_caseload", "highest_caseload", "workers_over_ceiling")
_DUE = ("supervised", "supervision_overdue", "days_since_supervision", "never_supervised", "asye_on_schedule")
_SESSIONS = ("supervision_recorded_late", "supervision_graded_good")
_STARTS_BY_TEAM = ("missing_episodes", "away_episodes", "children_missing")
_RETURNS_BY_TEAM = (
    "returns",
    "interviews_offered",
    "interviews_completed",
    "interviews_in_time",
    "interviews_outstanding",
)
_EPISODES = (*_STARTS_BY_TEAM, "repeat_missing_children", "still_missing", "long_absences", "returns")
_DELAYS = ("police_logging_delay", "police_logging_delay_p90", "notification_delay")
_INTERVIEWS = (
    "interviews_offered",
    "interviews_completed",
    "interviews_in_time",
    "interviews_in_time_of_completed",
    "interviews_timing_unknown",
    "interviews_not_yet_due",
    "interviews_outstanding",
    "interviews_declined",
    "hours_to_interview",
)
_HELD = ("interviews_independent", "interviews_graded_good", "interview_themes")
_BY_TEAM = (*_CHILDREN, *_WORKERS, *_DUE, *_SESSIONS, *_STARTS_BY_TEAM, *_RETURNS_BY_TEAM)

# What a faulty row of a table can change. A test holds it against the measures' own declarations.
TOUCHED: dict[str, tuple[str, ...]] = {
    "ssd_person": (),
    "ssd_involvements": _BY_TEAM,
    "ssd_professionals": _BY_TEAM,
    "ssd_department": (*_BY_TEAM, *_STARTED),
    "ssd_cin_episodes": ("unallocated_children", *_STARTED, "children_overseen"),
    "ssd_cla_episodes": (*_EPISODES, *_INTERVIEWS, *_DELAYS),
    "ssd_care_leavers": (),
    "ssd_missing": (*_EPISODES, *_INTERVIEWS, *_HELD, *_DELAYS),
    "local_worker": ("open_cases", *_WORKERS, *_DUE, *_SESSIONS),
    "local_worker_absence": _DUE,
    "local_supervision": (*_DUE, *_SESSIONS),
    "local_case_oversight": ("children_overseen",),
    "local_missing_report": ("still_missing", "long_absences", "returns", *_INTERVIEWS, *_HELD, *_DELAYS),
    "local_return_interview": (*_INTERVIEWS, *_HELD),
    "local_return_interview_episode": (*_INTERVIEWS, *_HELD),
    "local_return_interview_theme": ("interview_themes",),
}
TOUCHED_BY_RULE: dict[str, tuple[str, ...]] = {
    "DQ08": _WORKERS,
    "DQ13": ("police_logging_delay", "police_logging_delay_p90"),
    "DQ15": ("supervision_recorded_late",),
    "DQ19": (),
}

"""Every data-quality rule: id, severity and the sentence that a reader sees (source-contract.md).

DQ01 to DQ20 are the contract's; DQ21 and after are what a user of such data would expect besides. Plain numbers
are the validation rules of the statutory return of looked-after children (SSDA903) that make sense for these
tables; they say what the return would refuse and have no effect of their own. Not among them, because they
need placements, last year's return, the reason a care episode ceased, or are broken by every child who goes
missing from home: 570, 571, 575, 576, 578, 580, 581. Rule 574 is DQ09.
"""

from dataclasses import dataclass

from reports.checks.finding import Severity
from reports.source import TABLES


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
    Rule("DQ26", "warning", "A decision is of a contact that does not exist: ignored."),
    Rule("DQ27", "error", "The contact was decided before it was made: it counts as not decided."),
    Rule("DQ28", "warning", "The assessment has no referral, or none that exists: left out of what is timed from one."),
    Rule("DQ29", "error", "It was authorised before its referral: left out of what is timed from the referral."),
    Rule("DQ30", "warning", "The assessment's child is not its referral's child: kept."),
    Rule("DQ31", "warning", "The conference is of no known enquiry: left out of conferences in 15 working days."),
    Rule("DQ32", "warning", "The conference was held before its enquiry began: it is not in time."),
    Rule("DQ33", "warning", "The review is of a child protection plan that does not exist: ignored."),
    Rule("DQ34", "warning", "Child protection plans of one child overlap: kept."),
    Rule("DQ35", "warning", "Placements of one child overlap, neither of them temporary: kept."),
    Rule("DQ36", "warning", "The placement began, or is open, while the child is not looked after: kept."),
    Rule("DQ37", "error", "The SDQ score is a number outside 0 to 40: treated as empty."),
    Rule("DQ38", "warning", "A care leaver's activity or in-touch code is in no code set: kept."),
    Rule("DQ39", "warning", "The record of a child's permanence has no date: it counts as no decision."),
    Rule("DQ40", "error", "A returned figure lacks a part, is below 0 or is more than its whole: not counted."),
    Rule("DQ41", "warning", "A figure was returned for a measure or a period that does not exist: ignored."),
    Rule("DQ42", "error", "Assessed before presenting, placed before the decision, or nights below 0: that is empty."),
    Rule("DQ43", "warning", "An action of the plan has no due date, or is done but was never updated: kept."),
    Rule("DQ44", "warning", "An action's recommendation is no number: that recommendation is ignored."),
    Rule("DQ45", "warning", "A figure was returned again for the same measure, period and team: the latest counts."),
    Rule("DQ46", "warning", "The young person was not 16 or 17 when presenting as homeless: kept."),
    Rule("564", "warning", "A missing episode has a type but no start date (statutory rule 564)."),
    Rule("565", "warning", "A missing episode has a start date but no type (statutory rule 565)."),
    Rule("566", "warning", "A missing episode has an end date but no type (statutory rule 566)."),
    Rule("567", "warning", "A missing episode's end date is before its start date (statutory rule 567)."),
    Rule("577", "warning", "The child left care but the missing episode has no end (statutory rule 577)."),
    Rule("586", "warning", "A missing episode starts before the child was born (statutory rule 586)."),
)

RULES: dict[str, Rule] = {rule.id: rule for rule in _RULES}

# What a faulty row of a table can change: each measure says which tables it reads when it is registered.
TOUCHED: dict[str, list[str]] = {table: [] for table in TABLES}
TOUCHED_BY_RULE: dict[str, tuple[str, ...]] = {
    "DQ08": ("average_caseload", "median_caseload", "highest_caseload", "workers_over_ceiling"),
    "DQ13": ("police_logging_delay", "police_logging_delay_p90"),
    "DQ15": ("supervision_recorded_late",),
    "DQ19": (),
    "DQ28": ("assessments_in_45_days", "assessments_open_overdue", "contact_to_assessment"),
    "DQ29": ("assessments_in_45_days", "contact_to_assessment"),
    "DQ30": ("contact_to_assessment",),
    "DQ32": ("conferences_in_15_days",),
    "DQ42": ("homeless_assessed_in_time", "homeless_days_to_placement", "homeless_bb_nights"),
}

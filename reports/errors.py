"""One exception for each thing that a person can act on. The message says what, where and what to do."""


class ReportsError(Exception):
    """The root: the command line prints its message as one line and exits with 2."""


class SettingsError(ReportsError):
    """A setting in `config/` is missing, misspelt or out of range."""


class PeriodError(ReportsError):
    """A period or an instant that cannot be read."""


class SourceError(ReportsError):
    """The case-management database cannot be reached or read. Trying again may heal it."""


class SourceContractError(ReportsError):
    """The case-management database lacks a table or field that the contract promises, or one is of another type."""


class SnapshotError(ReportsError):
    """A snapshot is unknown, incomplete or no longer what its hashes say."""


class ArchiveError(ReportsError):
    """The archive cannot be written or read: its disk is full, it is read-only or away. Trying again may heal it."""


class CommentaryError(ReportsError):
    """A commentary has no author or date, or speaks of a section that the report has not."""


class RenderError(ReportsError):
    """A report could not be rendered as it should be."""


class GateHeld(ReportsError):  # noqa: N818 - a held report is no error of the program
    """A gate holds the report: the data are stale, emptied, shrunken or too dirty to be sent.

    may_pass: whether a person may let it pass, with a reason.
    """

    def __init__(self, reason: str, *, may_pass: bool = False) -> None:
        """Take the reason."""
        super().__init__(reason)
        self.may_pass = may_pass


class MailServerAway(ReportsError):  # noqa: N818 - it is the server's state
    """The mail server cannot be reached, or asks to come again: nothing was sent. Trying again may heal it."""


class LedgerError(ReportsError):
    """The ledger cannot be opened, or has no such issue."""


class DeliveryRefused(ReportsError):  # noqa: N818 - it is the server's word
    """The mail server refused the message for good: nothing was sent, and trying again will not help."""


class DeliveryUncertain(ReportsError):  # noqa: N818 - a message may have arrived
    """A message may have been accepted: it is not sent again until a person has decided.

    attempt: which try of which delivery it is, where that is known: of one, the operators are told once.
    """

    def __init__(self, reason: str, *, attempt: str = "") -> None:
        """Take the reason."""
        super().__init__(reason)
        self.attempt = attempt


class AlreadyIssued(ReportsError):  # noqa: N818 - it is a state of the period
    """Another issue of the period is released: what is sent with other data is a correction, and needs a reason."""


class DeliveryUnderWay(ReportsError):  # noqa: N818 - it is a state of the delivery
    """Another try is sending at this moment. Waiting tells how it ended."""


class AlertError(ReportsError):
    """The operators could not be told of something."""


class DeliveryIncomplete(ReportsError):  # noqa: N818 - it is a state of the issue
    """Not every recipient has the issue; each delivery says why."""


class NotAnswered(ReportsError):  # noqa: N818 - it is what happened
    """A person was asked whether an issue may go, and did not answer in time: it is held."""


def told(error: object) -> str:
    """Give an error's own words; of one that is not ours only the kind: its words may quote the data."""
    return str(error) if isinstance(error, ReportsError) else f"{type(error).__name__}; the task's log has it"


HEALED_BY_WAITING = (SourceError, ArchiveError, MailServerAway, DeliveryUnderWay)  # a later try may go well

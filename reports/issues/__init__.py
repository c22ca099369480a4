"""The ledger: every issue of every report, its figures, each delivery of it, and every act. All of it provable."""

from reports.issues.batch import Batch, folded
from reports.issues.ledger import Ledger
from reports.issues.models import IssueState, Message, State
from reports.issues.records import Claim, Delivery, Issue, NewIssue
from reports.issues.trail import Act, Head

__all__ = [
    "Act",
    "Batch",
    "Claim",
    "Delivery",
    "Head",
    "Issue",
    "IssueState",
    "Ledger",
    "Message",
    "NewIssue",
    "State",
    "folded",
]

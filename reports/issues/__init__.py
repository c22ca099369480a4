"""The ledger: every issue of every report, its figures, and each delivery of it. What was sent to whom, provably."""

from reports.issues.ledger import Claim, Delivery, Issue, Ledger, NewIssue
from reports.issues.models import IssueState, State

__all__ = ["Claim", "Delivery", "Issue", "IssueState", "Ledger", "NewIssue", "State"]

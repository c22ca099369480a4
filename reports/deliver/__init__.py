"""Delivery: claim in the ledger, send by apprise, record. At most once, knowingly, and never silently."""

from reports.deliver.deliver import deliver
from reports.deliver.mail import MEGABYTE, Mail
from reports.deliver.server import read_server

__all__ = ["MEGABYTE", "Mail", "deliver", "read_server"]

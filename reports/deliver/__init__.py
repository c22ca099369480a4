"""Delivery: claim in the ledger, send by apprise, record. At most once, knowingly, and never silently."""

from reports.deliver.alert import check_alerts, send_alert
from reports.deliver.deliver import deliver
from reports.deliver.mail import MEGABYTE, Mail
from reports.deliver.server import read_server

__all__ = ["MEGABYTE", "Mail", "check_alerts", "deliver", "read_server", "send_alert"]

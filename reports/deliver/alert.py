"""A message to the operators, at any URL that apprise knows: mail, Teams, Slack, a webhook and a hundred more."""

from collections.abc import Sequence
from urllib.parse import urlsplit

import apprise

from reports.deliver.server import LOOPBACK
from reports.errors import AlertError, SettingsError


def send_alert(urls: Sequence[str], title: str, body: str) -> None:
    """Send a message to every URL. Raises AlertError, naming the services, where one did not take it."""
    text = apprise.NotifyFormat.TEXT
    failed = [_service(url) for url in urls if not _messenger(url).notify(title=title, body=body, body_format=text)]
    if failed:
        raise AlertError(f"operator_alerts: {', '.join(failed)} did not take the message {title!r}")


def check_alerts(urls: Sequence[str]) -> None:
    """Raise SettingsError where there is no URL, or one that apprise cannot use or that would send in plaintext."""
    if not urls:
        raise SettingsError("operator_alerts: no URL: say where operators are told of what goes wrong")
    for url in urls:
        _messenger(url)


def _messenger(url: str) -> apprise.Apprise:
    if urlsplit(url).scheme == "mailto" and urlsplit(url).hostname not in LOOPBACK:
        raise SettingsError(f"operator_alerts: {_service(url)}: plaintext to another machine: use mailtos://")
    messenger = apprise.Apprise()
    apprise.logger.disabled = True  # it would quote the URL, which is a secret
    try:
        added = messenger.add(url)
    finally:
        apprise.logger.disabled = False
    if not added:
        raise SettingsError(f"operator_alerts: apprise cannot use the URL of {_service(url)}")
    return messenger


def _service(url: str) -> str:
    """Name a service without its secrets: of many URLs the host is a token, so only mail's is told."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}" if parts.scheme.startswith("mailto") else f"{parts.scheme}://..."

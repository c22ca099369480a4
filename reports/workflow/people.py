"""Who the readers of a report are, and the keys by which steps speak of them. Light to import."""

import hashlib

from reports.errors import SettingsError
from reports.settings import Recipient, Recipients
from reports.workflow.place import Workplace


def recipients(place: Workplace, report: str) -> list[str]:
    """Give an opaque key for each recipient of a report, in the order of the settings.

    Raises SettingsError for settings that are wrong, and where the report goes to nobody.
    """
    people = people_of(place.settings().recipients, report)
    if not people:
        raise SettingsError(f"recipients.yaml: {report} goes to nobody; name its recipients")
    return list(people)


def recipient_name(place: Workplace, report: str, key: str) -> str:
    """Give a recipient's name, for the operator who looks at a delivery."""
    return person_of(place.settings().recipients, report, key).name


def people_of(settings: Recipients, report: str) -> dict[str, Recipient]:
    """Give the recipients of a report by their keys."""
    people = next((people for name, people in settings.reports.items() if name == report), [])
    return {hashlib.sha256(f"{report} {person.email}".encode()).hexdigest()[:12]: person for person in people}


def person_of(settings: Recipients, report: str, key: str) -> Recipient:
    """Give the recipient with a key. Raises SettingsError where the report no longer goes to that person."""
    person = people_of(settings, report).get(key)
    if person is None:
        raise SettingsError(
            f"recipients.yaml: {report} no longer goes to recipient {key}; run its recipients step again"
        )
    return person

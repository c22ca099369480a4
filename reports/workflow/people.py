"""Who the readers of a report are, and the keys by which steps speak of them. Light to import."""

import hashlib
from collections import Counter

from reports.errors import SettingsError
from reports.series import of_teams
from reports.settings import Recipient, Recipients
from reports.workflow.place import Workplace

LEAST_PASSWORD = 12  # characters: NCSC's three random words have as many
MOST_PASSWORD = 127  # bytes that a PDF takes of it


def recipients(place: Workplace, report: str) -> list[str]:
    """Give an opaque key for each recipient of a report, in the order of the settings; of a report of teams, of all.

    Raises SettingsError for settings that are wrong, where the report goes to nobody, and where the password of a
    recipient cannot be had.
    """
    settings = place.settings().recipients
    people = people_of(settings, report)
    if not people:
        raise SettingsError(nobody(report))
    for person in people.values():
        password_of(place, settings, report, person)
    return list(people)


def nobody(report: str) -> str:
    """Say that a report, or a team's, goes to nobody."""
    whose = "the people of its teams, under teams" if of_teams(report) else "its recipients"
    return f"recipients.yaml: {report} goes to nobody; name {whose}"


def recipient_name(place: Workplace, report: str, key: str) -> str:
    """Give a recipient's name, for the operator who looks at a delivery."""
    return person_of(place.settings().recipients, report, key).name


def people_of(settings: Recipients, report: str, team_name: str = "") -> dict[str, Recipient]:
    """Give the recipients of a series by their keys: of a name, so that a task goes on when its address was mended.

    team_name: as in `Recipients.of`.
    """
    names = Counter[str]()
    found = {}
    for person in settings.of(report, team_name):
        names[person.name] += 1  # two may have the same
        identity = f"{report} {person.name} {names[person.name]}"
        found[hashlib.sha256(identity.encode()).hexdigest()[:12]] = person
    return found


def person_of(settings: Recipients, report: str, key: str, team_name: str = "") -> Recipient:
    """Give the recipient with a key. Raises SettingsError where the report no longer goes to that person."""
    person = people_of(settings, report, team_name).get(key)
    if person is None:
        raise SettingsError(
            f"recipients.yaml: {report} no longer goes to recipient {key}: clear `recipients` and what follows it"
        )
    return person


def _place(settings: Recipients, report: str, person: Recipient) -> str:
    """Say where the settings name a recipient."""
    lists = settings.teams.items() if of_teams(report) else [(report, settings.of(report))]
    whose, number = next((whose, people.index(person)) for whose, people in lists if person in people)
    return f"recipient {number + 1} of {'team ' if of_teams(report) else ''}{whose}"


def password_of(place: Workplace, settings: Recipients, report: str, person: Recipient) -> str | None:
    """Give the password of the PDF that goes to a recipient; None where none was agreed.

    Raises SettingsError where there is no such secret, or it will not do. It tells neither secret nor name: somebody
    may have written the password itself where its name belongs.
    """
    if person.pdf_password is None:
        return None
    where = f"recipients.yaml: {_place(settings, report, person)}: pdf_password"
    password = place.secrets(person.pdf_password) if place.secrets else None
    if not password:
        raise SettingsError(f"{where}: the secrets backend has no secret of this name; put it there")
    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD or not (password.isascii() and password.isprintable()):
        raise SettingsError(
            f"{where}: the secret of this name must have {LEAST_PASSWORD} to {MOST_PASSWORD} characters, all of them "
            "letters, digits, spaces or signs of ASCII: with others some programs cannot open the PDF"
        )
    return password

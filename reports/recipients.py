"""Who gets which report: a section of the settings."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, EmailStr, Field, PositiveFloat, model_validator

from reports.section import MatchedText, ReportName, Section, ShownText, written
from reports.series import of_teams, report_of, team_of

SecretName = Annotated[str, written(r"[A-Za-z][A-Za-z0-9_]*", "the name of a secret: a letter, then also digits and _")]


class Recipient(Section):
    """A person to whom a report is delivered."""

    name: str = Field(min_length=1)
    email: Annotated[EmailStr, AfterValidator(str.casefold)]  # one address, however it is spelt: one delivery
    pdf_password: SecretName | None = Field(None, description="the name of a secret: the password of the PDF sent")


def _team(value: Any) -> str:
    """Take what names a team; YAML reads an id such as 0012 as a number, and another one."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("expected a team's id, or its name as the source has it; in quotes where it is a number")
    return value.strip()


class Recipients(Section):
    """Report -> people, and team -> people (`recipients.yaml`). Explicit people: no distribution groups."""

    allowed_domains: list[MatchedText] = Field(default=[])
    sender: EmailStr | None = Field(None, description="the address from which the reports come")
    subject_prefixes: dict[MatchedText, str] = Field(
        default={}, description="what a mail gateway wants before the subject, by the recipient's domain"
    )
    channel: Literal["mail"] = "mail"
    largest_mail_mb: PositiveFloat = Field(
        20, description="what a mail may weigh with its attachments, as they travel; most servers take 25 MB"
    )
    collect_from: ShownText | None = Field(
        None, description="where a reader gets what is too big to be mailed; without it, the authority's contact"
    )
    reports: dict[ReportName, list[Recipient]] = Field(default={})
    teams: dict[Annotated[str, BeforeValidator(_team)], list[Recipient]] = Field(
        default={}, description="who gets the reports of one team, by the team's id or its name in the source"
    )

    @model_validator(mode="after")
    def _explicit_people(self) -> "Recipients":
        for whose, people in self._lists():
            if of_teams(whose) and people:
                raise ValueError(f"{whose}: each team gets an issue of its own: name its people under teams")
            for place, person in enumerate(people, 1):
                domain = person.email.rpartition("@")[2]
                if domain not in self.allowed_domains:
                    allowed = ", ".join(self.allowed_domains) or "none"
                    raise ValueError(
                        f"recipient {place} of {whose}: the domain {domain} is not among allowed_domains ({allowed})"
                    )
            addresses = [person.email for person in people]
            if len(set(addresses)) < len(addresses):
                raise ValueError(f"{whose}: an address stands twice")
        return self

    @model_validator(mode="after")
    def _teams_once(self) -> "Recipients":
        known: set[str] = set()
        for team in self.teams:
            if team.casefold() in known:
                raise ValueError(f"teams: {team} stands twice")
            known.add(team.casefold())
        return self

    @model_validator(mode="after")
    def _a_sender(self) -> "Recipients":
        if (self.reports or self.teams) and self.sender is None:
            raise ValueError("sender: say from which address the reports come")
        return self

    def _lists(self) -> Iterator[tuple[str, list[Recipient]]]:
        yield from ((report.value, people) for report, people in self.reports.items())
        yield from ((f"team {team}", people) for team, people in self.teams.items())

    def of(self, name: str, team_name: str = "") -> Sequence[Recipient]:
        """Give the people to whom a series goes; of a report of teams, those of every team.

        team_name: what the source calls the team, where no other team has that name. Its id comes first: a team whose
        id is named goes to nobody else.
        """
        if not of_teams(name):
            return next((people for report, people in self.reports.items() if report == name), [])
        if name == report_of(name):
            return [person for people in self.teams.values() for person in people]
        called = self.called(team_of(name), team_name)
        return self.teams[called] if called is not None else []

    def called(self, team: str, team_name: str = "") -> str | None:
        """Give how the settings name the team of an id, or of a name in the source; None where they do not."""
        if team.strip() in self.teams:
            return team.strip()
        name = team_name.strip().casefold()
        return next((each for each in self.teams if name and each.casefold() == name), None)

    def goes_to_somebody(self, name: str) -> bool:
        """Tell whether a report has recipients: without any it is not made, and its tables need not be there."""
        return bool(self.of(name))

    def prefixed(self, subject: str, address: str) -> str:
        """Give the subject of a mail to an address as its gateway wants it."""
        return f"{self.subject_prefixes.get(address.rpartition('@')[2], '')} {subject}".strip()

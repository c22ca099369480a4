"""The steps at which a person may be asked: whether data that a gate holds may pass, and whether an issue is released.

Both are Airflow's human-in-the-loop tasks: they wait without a worker, and are answered in the UI under Required
Actions. Who answered, when and why goes into the ledger. Only the answer's effect is told to the next task.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Any, ClassVar

from airflow.providers.standard.operators.hitl import ApprovalOperator
from airflow.sdk import Context, Param
from airflow.sdk.definitions.param import ParamsDict
from airflow.sdk.exceptions import AirflowSkipException

from reports.errors import GateHeld, NotAnswered

NO_NAMES = "Name no child and no worker: Airflow keeps what is written here."
ABOUT = "about"  # the XCom of a step that asks
AT_FIRST = timedelta(days=365)  # an operator wants a limit when it is made; how long is waited is known when it runs


class Asking(ApprovalOperator):
    """A step that does its work, and asks a person only where it must.

    about: what the step is about, the id of a snapshot or an issue, or the task that gives it; it is its result too.
    team: the id of the team whose issue it is, where each has its own.
    """

    template_fields: Collection[str] = ("subject", "body", "about", "team")
    form: ClassVar[dict[str, tuple[str, str]]]  # name -> title and description of a text that may be left out
    reason_needed: ClassVar[bool]  # to approve; to reject, one always is

    def __init__(self, *, about: Any, team: Any = "", **options: Any) -> None:
        """Take what it is about."""
        super().__init__(subject="?", body="", response_timeout=AT_FIRST, **options)
        self.params = options.get("params") or ParamsDict()  # the run's own, as every task has them
        self.about, self.team = about, team

    def execute(self, context: Context) -> Any:
        """Do the work; ask where it must."""
        self.params = self._form()
        if not self.must_ask(context):
            return self.about
        context["ti"].xcom_push(ABOUT, self.about)  # the Reports page finds the question by it
        return super().execute(context)

    def execute_complete(self, context: Context, event: dict[str, Any]) -> Any:
        """Act on the answer; ask once more where a reason is missing."""
        if event.get("error_type") == "timeout":
            self.unanswered()
            return self.about
        given = {name: str(value or "").strip() for name, value in (event["params_input"] or {}).items()}
        approved = event["chosen_options"] == [self.APPROVE]
        user = (event["responded_by_user"] or {}).get("name", "somebody")
        if (people := self.people()) and user not in people:
            self.log.warning("%s may not answer this: asking once more", user)
            return self.execute(context)
        if not given.get("reason") and (self.reason_needed or not approved):
            self.log.warning("No reason was given: asking once more")
            return self.execute(context)
        self.params = self._form()
        self.answered(f"{user} (Airflow)", given, approved=approved)
        super().execute_complete(context, event)  # skips what follows a rejection
        if self.team and not approved:  # in a mapped group that skips nothing: apache/airflow#67265
            raise AirflowSkipException(f"{self.team}: rejected")
        return self.about

    def _form(self) -> ParamsDict:
        text: Any = ["null", "string"]
        fields = {
            name: Param(None, type=text, title=title, description=said) for name, (title, said) in self.form.items()
        }
        return ParamsDict(fields)

    def must_ask(self, context: Context) -> bool:
        """Do the work; tell whether a person is to be asked, with subject, body and time-out set."""
        raise NotImplementedError

    def people(self) -> list[str]:
        """Give the names by which those log in who may answer; empty: whoever may operate the DAG.

        Airflow's own `assigned_users` are ids, which under FAB are numbers that no settings know.
        """
        return []

    def answered(self, actor: str, given: dict[str, str], *, approved: bool) -> None:
        """Act on the answer."""
        raise NotImplementedError

    def unanswered(self) -> None:
        """Act where nobody answered in time."""
        raise NotAnswered("nobody answered in time")


class Check(Asking):
    """Judge the data by every rule and gate. Where a gate holds them, a person may let them pass, with a reason."""

    form: ClassVar = {
        "reason": ("Reason", f"Why the data may pass, or not: for the ledger, and for the mail. {NO_NAMES}")
    }
    reason_needed: ClassVar = True

    def must_ask(self, context: Context) -> bool:
        """Check; a gate that nobody may open makes the task red."""
        from alarms import tell
        from reports.workflow import data
        from runs import place

        here = place()
        try:
            for finding in data.check(here, self.about):
                self.log.info(finding)
        except GateHeld as held:
            if not held.may_pass:
                raise
            tell("held", context, f"check: {held}")
            self.subject = "Let the data pass? A gate holds the reports made from them"
            self.body = f"{held}\n\nApprove: the reports are made, and their mails say who let the data pass, and why."
            self.response_timeout = None
            return True
        return False

    def answered(self, actor: str, given: dict[str, str], *, approved: bool) -> None:
        """Let the data pass, or write down that they may not."""
        from reports.workflow import hold
        from runs import place

        (hold.let_through if approved else hold.turn_away)(place(), self.about, actor, given["reason"])


class Release(Asking):
    """Release an issue: by itself, or when a person says so, as the report's policy has it."""

    form: ClassVar = {
        "commentary": ("Commentary", f"What the mail says first, for every reader. {NO_NAMES}"),
        "reason": ("Reason", f"Needed for a rejection: for the ledger. {NO_NAMES}"),
    }
    reason_needed: ClassVar = False

    def must_ask(self, context: Context) -> bool:
        """Release by itself, or say what a person is asked."""
        from alarms import tell
        from reports.workflow import release
        from runs import is_late, place

        here = place()
        question = release.release(here, self.about, late=is_late(context, here))
        if question is None:
            return False
        tell("waiting", context, question.why)
        self.subject = f"Release {question.title}?"
        who = f"\n\nWho may answer: {', '.join(question.people)}." if question.people else ""
        self.body = f"Why you are asked: {question.why}.{who}\n\nThe PDF: `{question.pdf}`"
        self.response_timeout = None if question.hours is None else timedelta(hours=question.hours)
        return True

    def people(self) -> list[str]:
        """Give those who may release the report, as release.yaml has it."""
        from reports.workflow import release
        from runs import place

        return release.people(place(), self.about)

    def answered(self, actor: str, given: dict[str, str], *, approved: bool) -> None:
        """Release the issue, or reject it."""
        from reports.workflow import release
        from runs import place

        if approved:
            release.approve(place(), self.about, actor, given.get("commentary", ""), given.get("reason", ""))
        else:
            release.reject(place(), self.about, actor, given["reason"])

    def unanswered(self) -> None:
        """Release with a note that nobody looked, or hold and make the task red: as the policy says."""
        from reports.workflow import release
        from runs import place

        if not release.unanswered(place(), self.about):
            raise NotAnswered("nobody answered in time, and the issue is held: `lineofsight issues release` sends it")

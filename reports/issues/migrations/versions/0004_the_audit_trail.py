"""The audit trail, alerts, decisions on issues, and a database that refuses to change what was released."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session

from reports.issues.models import DeliveryRow, IssueRow
from reports.issues.trail import BEGINNING, Trail, figures_hash

revision = "0004"
down_revision = "0003"

CONTENT = """
report, period, version, title, tier, as_at, snapshot_id, settings_hash, code_version, commentary_hash, pages,
created_at, files, inputs, made_with, checks, corrects_id, correction, figures_hash, note, let_through_by,
let_through_why
"""
ADDED = ("decided_by", "decided_at", "let_through_by", "inputs", "made_with", "checks", "corrects_id", "purged_at")
TEXTS = ("reason", "let_through_why", "note", "correction")
REFUSED = {  # trigger -> (table, when, of which rows, what is said)
    "issue_unchanged": (
        "issue",
        f"UPDATE OF {CONTENT}",
        "OLD.state IN ('released', 'superseded', 'withdrawn')",
        "what was released does not change",
    ),
    "issue_kept": ("issue", "DELETE", "TRUE", "an issue is not deleted"),
    "delivery_kept": ("delivery", "DELETE", "TRUE", "a delivery is not deleted"),
    "figure_unchanged": ("issue_figure", "UPDATE", "TRUE", "a figure that was issued does not change"),
    "act_unchanged": ("act", "UPDATE", "TRUE", "the audit trail is only added to"),
    "act_kept": ("act", "DELETE", "TRUE", "the audit trail is only added to"),
}


def upgrade() -> None:
    """What was there before is sealed as it is now: the trail begins with it."""
    op.create_table(
        "act",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("issue_id", sa.Integer, nullable=True),
        sa.Column("delivery_id", sa.Integer, nullable=True),
        sa.Column("reason", sa.Text, nullable=True),
        sa.Column("seal", sa.String(64), nullable=True),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_act"),
    )
    op.create_table(
        "trail_head",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_trail_head"),
    )
    op.create_table(
        "alert",
        sa.Column("event", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("begun_at", sa.DateTime, nullable=False),
        sa.Column("sent_at", sa.DateTime, nullable=True),
        sa.PrimaryKeyConstraint("event", name="pk_alert"),
    )
    _add_to_issues()
    op.execute(  # from here on an address is one, however it was spelt
        "UPDATE delivery SET recipient = lower(recipient) WHERE NOT EXISTS (SELECT 1 FROM delivery AS other WHERE "
        "other.issue_id = delivery.issue_id AND other.channel = delivery.channel AND other.id <> delivery.id "
        "AND lower(other.recipient) = lower(delivery.recipient))"
    )
    with op.batch_alter_table("delivery") as delivery:
        delivery.add_column(sa.Column("message", sa.String(10), nullable=False, server_default="report"))
        delivery.drop_constraint("uq_delivery_issue_id_recipient_channel", type_="unique")
        delivery.create_unique_constraint(
            "uq_delivery_issue_id_recipient_channel_message", ["issue_id", "recipient", "channel", "message"]
        )
    _begin_trail()
    for name in REFUSED:
        _refuse(name)


def _add_to_issues() -> None:
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
    with op.batch_alter_table("issue") as issue:
        issue.alter_column("version", existing_type=sa.Integer, nullable=True)
        issue.add_column(sa.Column("decided_by", sa.String(200), nullable=False, server_default="before the trail"))
        issue.add_column(sa.Column("decided_at", sa.DateTime, nullable=False, server_default=now))
        for name in TEXTS:
            issue.add_column(sa.Column(name, sa.Text, nullable=True))
        issue.add_column(sa.Column("let_through_by", sa.String(200), nullable=True))
        for name in ("inputs", "made_with", "checks"):
            issue.add_column(sa.Column(name, sa.JSON, nullable=False, server_default="{}"))
        issue.add_column(sa.Column("corrects_id", sa.Integer, nullable=True))
        issue.add_column(sa.Column("purged_at", sa.DateTime, nullable=True))
        issue.add_column(sa.Column("figures_hash", sa.String(64), nullable=False, server_default=""))
        issue.create_foreign_key("fk_issue_corrects_id", "issue", ["corrects_id"], ["id"])
    op.execute(
        "UPDATE issue SET state = 'superseded' WHERE state = 'released' AND EXISTS (SELECT 1 FROM issue AS later WHERE "
        "later.report = issue.report AND later.period = issue.period AND later.state = 'released' "
        "AND later.id > issue.id)"
    )
    released = sa.text("state = 'released'")
    op.create_index(
        "uq_issue_released",
        "issue",
        ["report", "period"],
        unique=True,
        sqlite_where=released,
        postgresql_where=released,
    )


def _begin_trail() -> None:
    with Session(op.get_bind()) as session:
        session.execute(sa.text("INSERT INTO trail_head (id, number, hash) VALUES (1, 0, :hash)"), {"hash": BEGINNING})
        trail = Trail(session, "migration 0004")
        trail.add("trail begun")
        for issue in session.scalars(sa.select(IssueRow).order_by(IssueRow.id)):
            issue.figures_hash = figures_hash(session, issue.id)
            trail.add("found as it is", issue=issue)
        for delivery in session.scalars(sa.select(DeliveryRow).order_by(DeliveryRow.id)):
            trail.add("found as it is", delivery=delivery)
        session.flush()


def _refuse(name: str) -> None:
    table, when, rows, said = REFUSED[name]
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {when} ON {table} WHEN {rows} BEGIN SELECT RAISE(ABORT, '{said}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{said}'; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW WHEN ({rows}) EXECUTE FUNCTION {name}()")


def downgrade() -> None:
    """Undo; the trail is lost."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name, (table, *_) in REFUSED.items():
        op.execute(f"DROP TRIGGER {name}" if sqlite else f"DROP TRIGGER {name} ON {table}")
        if not sqlite:
            op.execute(f"DROP FUNCTION {name}")
    with op.batch_alter_table("delivery") as delivery:
        delivery.drop_constraint("uq_delivery_issue_id_recipient_channel_message", type_="unique")
        delivery.drop_column("message")
        delivery.create_unique_constraint(
            "uq_delivery_issue_id_recipient_channel", ["issue_id", "recipient", "channel"]
        )
    op.drop_index("uq_issue_released", "issue")
    with op.batch_alter_table("issue") as issue:
        issue.drop_constraint("fk_issue_corrects_id", type_="foreignkey")
        for name in (*ADDED, *TEXTS, "figures_hash"):
            issue.drop_column(name)
    for table in ("alert", "trail_head", "act"):
        op.drop_table(table)

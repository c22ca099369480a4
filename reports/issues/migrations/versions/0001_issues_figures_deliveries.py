"""Issues, their figures and their deliveries."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first three tables."""
    op.create_table(
        "issue",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("report", sa.String(50), nullable=False),
        sa.Column("period", sa.String(10), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("tier", sa.String(20), nullable=False),
        sa.Column("as_at", sa.DateTime, nullable=False),
        sa.Column("snapshot_id", sa.String(64), nullable=False),
        sa.Column("settings_hash", sa.String(64), nullable=False),
        sa.Column("code_version", sa.String(50), nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("files", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_issue"),
        sa.UniqueConstraint("report", "period", "version", name="uq_issue_report_period_version"),
    )
    op.create_table(
        "issue_figure",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("issue_id", sa.Integer, nullable=False),
        sa.Column("measure", sa.String(50), nullable=False),
        sa.Column("period_start", sa.Date, nullable=False),
        sa.Column("period_end", sa.Date, nullable=False),
        sa.Column("breakdown", sa.String(20), nullable=False),
        sa.Column("group_id", sa.String(200), nullable=False),
        sa.Column("group_name", sa.Text, nullable=False),
        sa.Column("numerator", sa.Float, nullable=True),
        sa.Column("denominator", sa.Float, nullable=True),
        sa.Column("value", sa.Float, nullable=True),
        sa.Column("unit", sa.String(30), nullable=False),
        sa.Column("status", sa.String(2), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_issue_figure"),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_issue_figure_issue_id"),
        sa.UniqueConstraint(
            "issue_id", "measure", "breakdown", "group_id", name="uq_issue_figure_issue_id_measure_breakdown_group_id"
        ),
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("issue_id", sa.Integer, nullable=False),
        sa.Column("recipient", sa.String(320), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=True),
        sa.Column("claimed_at", sa.DateTime, nullable=False),
        sa.Column("decided_at", sa.DateTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_delivery_issue_id"),
        sa.UniqueConstraint("issue_id", "recipient", "channel", name="uq_delivery_issue_id_recipient_channel"),
    )


def downgrade() -> None:
    """Remove them."""
    for table in ("delivery", "issue_figure", "issue"):
        op.drop_table(table)

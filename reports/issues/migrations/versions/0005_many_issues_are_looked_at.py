"""Who looks at one issue among thousands, or at one measure over years, does not read the whole ledger."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the indexes."""
    op.create_index("ix_act_issue_id", "act", ["issue_id"])
    op.create_index("ix_issue_figure_measure", "issue_figure", ["measure", "breakdown", "issue_id"])


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_issue_figure_measure", "issue_figure")
    op.drop_index("ix_act_issue_id", "act")

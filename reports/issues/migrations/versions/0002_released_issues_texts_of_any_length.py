"""Issues say whether they were released, and the group of a figure may have any length."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

GROUP = ("issue_id", "measure", "breakdown", "group_id")


def upgrade() -> None:
    """Call released what was delivered to anybody, or may have been; free the group's text."""
    op.add_column("issue", sa.Column("state", sa.String(20), nullable=False, server_default="rendered"))
    op.execute("UPDATE issue SET state = 'released' WHERE id IN (SELECT issue_id FROM delivery)")
    with op.batch_alter_table("issue_figure") as figure:
        figure.drop_constraint(f"uq_issue_figure_{'_'.join(GROUP)}", type_="unique")
        figure.alter_column("group_id", existing_type=sa.String(200), type_=sa.Text, existing_nullable=False)
        figure.create_index("ix_issue_figure_issue_id", ["issue_id"])


def downgrade() -> None:
    """Undo; texts that are too long stop it."""
    with op.batch_alter_table("issue_figure") as figure:
        figure.drop_index("ix_issue_figure_issue_id")
        figure.alter_column("group_id", existing_type=sa.Text, type_=sa.String(200), existing_nullable=False)
        figure.create_unique_constraint(f"uq_issue_figure_{'_'.join(GROUP)}", list(GROUP))
    op.drop_column("issue", "state")

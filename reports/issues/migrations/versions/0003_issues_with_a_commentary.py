"""Issues say which commentary they were made with."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Issues made before had none."""
    op.add_column("issue", sa.Column("commentary_hash", sa.String(64), nullable=False, server_default=""))


def downgrade() -> None:
    """Undo."""
    op.drop_column("issue", "commentary_hash")

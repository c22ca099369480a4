"""An issue of a team has the team's id behind its report's name, and an id may be long."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

SHORT, LONG = sa.String(50), sa.String(300)
TRIGGER = "issue_unchanged"  # PostgreSQL changes no column that a trigger names
DEFINITION = "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = :name AND tgrelid = 'issue'::regclass"


def upgrade() -> None:
    """Widen the column where the database minds its length: SQLite does not."""
    _change(SHORT, LONG)


def downgrade() -> None:
    """Undo; an issue whose name is too long stops it."""
    _change(LONG, SHORT)


def _change(before: sa.String, after: sa.String) -> None:
    bind = op.get_bind()
    if bind.dialect.name == "sqlite":
        return
    trigger = bind.scalar(sa.text(DEFINITION), {"name": TRIGGER})
    op.execute(f"DROP TRIGGER {TRIGGER} ON issue")
    op.alter_column("issue", "report", existing_type=before, type_=after, existing_nullable=False)
    op.execute(trigger)

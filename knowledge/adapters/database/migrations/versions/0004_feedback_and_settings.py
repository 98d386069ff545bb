"""Adds the feedback on each turn, and the settings of each conversation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("turns", sa.Column("feedback", sa.Text))
    op.add_column("turns", sa.Column("feedback_at", sa.DateTime))
    op.create_index("turns_person", "turns", ["person"])
    op.create_table(
        "chat_settings",
        sa.Column("conversation", sa.Text, primary_key=True),
        sa.Column("language", sa.Text),
        sa.Column("article_id", sa.Text),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("Feedback that was kept would be lost; restore a copy of the database.")

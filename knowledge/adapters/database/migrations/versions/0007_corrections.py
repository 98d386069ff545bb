"""Adds the state of corrections, the notices that are due, opting out of notices, and undoing a deletion."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column(
        "chat_settings",
        sa.Column(
            "corrections", sa.Boolean(create_constraint=False), server_default=sa.true(), nullable=False
        ),
    )
    op.add_column("article_versions", sa.Column("followed_up_at", sa.DateTime))
    # Past corrections count as followed up, so that readers are not notified of them now.
    past = sa.table("article_versions", sa.column("followed_up_at"), sa.column("ended_at"))
    op.execute(sa.update(past).values(followed_up_at=past.c.ended_at))
    not_followed_up = sa.text("followed_up_at IS NULL")
    op.create_index(
        "article_versions_not_followed_up",
        "article_versions",
        ["revision"],
        sqlite_where=not_followed_up,
        postgresql_where=not_followed_up,
    )
    op.create_table(
        "correction_notices",
        sa.Column(
            "revision",
            _KEY,
            sa.ForeignKey("article_versions.revision", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("conversation", sa.Text, primary_key=True),
        sa.Column("turn", _KEY, sa.ForeignKey("turns.id", ondelete="CASCADE"), nullable=False),
        sa.Column("changes", sa.JSON, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("correction_notices_turn", "correction_notices", ["turn"])
    op.create_table(
        "deleted_articles",
        sa.Column("article_id", sa.Text, primary_key=True),
        sa.Column("deleted_at", sa.DateTime, nullable=False),
        sa.Column("external_id", sa.Text),
        sa.Column("published_on", sa.Date),
        sa.Column("added_at", sa.DateTime, nullable=False),
        sa.Column("publisher", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text),
    )


def downgrade() -> None:
    raise NotImplementedError("Who was not told yet would be lost; restore a copy of the database.")

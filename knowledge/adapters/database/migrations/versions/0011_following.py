"""Adds the feeds and channels that are followed, and their items."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "followed",
        sa.Column("number", number, sa.Identity(), primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("followed_by", sa.Text, nullable=False),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.Column("needs_approval", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("is_paused", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("next_poll_at", sa.DateTime),
        sa.Column("succeeded_at", sa.DateTime),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("error", sa.Text),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("digest", sa.Text),
        sa.Column("silence_told_at", sa.DateTime),
        sqlite_autoincrement=True,
    )
    op.create_index("followed_address", "followed", ["address"], unique=True)
    op.create_table(
        "followed_items",
        sa.Column(
            "followed",
            sa.BigInteger,
            sa.ForeignKey("followed.number", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("published_at", sa.DateTime, nullable=False),
        sa.Column("is_own", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("article_id", sa.Text),
        sa.Column("draft", sa.BigInteger),
        sa.Column("parts", sa.JSON),
        sqlite_with_rowid=False,
    )
    op.create_index("followed_items_published", "followed_items", ["followed", "published_at"])
    op.create_index("followed_items_key", "followed_items", ["key"])
    op.create_table(
        "waiting_items",
        sa.Column("number", number, sa.Identity(), primary_key=True),
        sa.Column(
            "followed", sa.BigInteger, sa.ForeignKey("followed.number", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("due_at", sa.DateTime, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("item", sa.JSON, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("waiting_items_key", "waiting_items", ["followed", "key"])
    op.create_index("waiting_items_due", "waiting_items", ["due_at"])
    op.create_table(
        "post_messages",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("message_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("key", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for name in ("post_messages", "waiting_items", "followed_items", "followed"):
        op.drop_table(name)

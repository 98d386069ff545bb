"""Adds the updates of a messenger, the messages sent, and the message that each turn answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("turns", sa.Column("origin", sa.Text))
    op.create_index("turns_origin", "turns", ["origin"], unique=True)
    op.create_table(
        "updates",
        sa.Column("position", _KEY, sa.Identity(), primary_key=True),
        sa.Column("account", sa.BigInteger, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("series", sa.BigInteger),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("kept_at", sa.DateTime, nullable=False),
        sa.Column("content", sa.LargeBinary),
        sqlite_autoincrement=True,
    )
    op.create_index("updates_number", "updates", ["account", "number"], unique=True)
    op.create_index("updates_message", "updates", ["series", "message_id"])
    op.create_index("updates_kept_at", "updates", ["kept_at"])
    op.create_table(
        "sent_messages",
        sa.Column("origin", sa.Text, primary_key=True),
        sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("series", sa.BigInteger, nullable=False),
        sa.Column("after_message_id", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("sent_at", sa.DateTime, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("sent_messages_message", "sent_messages", ["series", "message_id"])
    op.create_index("sent_messages_sent_at", "sent_messages", ["sent_at"])


def downgrade() -> None:
    raise NotImplementedError("Waiting updates would be lost; restore a copy of the database.")

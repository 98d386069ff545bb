"""Replaces an index that begins with the state of articles by one index per state, and adds one for replies.

SQLite has no statistics and assumed that "published" is rare, so it read the whole archive for a query of
published articles with some ids. The other index finds the answer that a Telegram message replies to.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("articles_listed", "articles")
    _partial("articles_listed", ["listed_on", "revision", "state", "sentence_count"], "published")
    _partial("articles_pending", ["revision"], "pending")
    _partial("articles_withdrawn", ["revision"], "withdrawn")
    op.create_index("sent_messages_place", "sent_messages", ["chat_id", "message_id"])


def downgrade() -> None:
    op.drop_index("sent_messages_place", "sent_messages")
    for name in ("articles_listed", "articles_pending", "articles_withdrawn"):
        op.drop_index(name, "articles")
    op.create_index("articles_listed", "articles", ["state", "listed_on", "revision"])


def _partial(name: str, columns: list[str], state: str) -> None:
    condition = sa.text(f"state = '{state}'")
    op.create_index(name, "articles", columns, sqlite_where=condition, postgresql_where=condition)

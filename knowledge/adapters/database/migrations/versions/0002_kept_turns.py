"""Adds the outcome and the person of turns, the use of quotas per day, and cached drafts."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("turns", sa.Column("person", sa.Text))
    op.add_column("turns", sa.Column("asked_at", sa.DateTime))
    op.add_column(
        "turns", sa.Column("remembered", sa.Boolean(create_constraint=False), server_default=sa.true())
    )
    op.add_column("turns", sa.Column("outcome", sa.JSON))
    _fill_asked_at()
    op.create_index("turns_asked_at", "turns", ["asked_at"])
    op.create_table(
        "spending",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("questions", sa.BigInteger, nullable=False),
        sa.Column("tokens", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "drafts",
        sa.Column("fingerprint", sa.Text, primary_key=True),
        sa.Column("kept_at", sa.DateTime, nullable=False),
        sa.Column("draft", sa.JSON, nullable=False),
    )
    op.create_index("drafts_kept_at", "drafts", ["kept_at"])


def downgrade() -> None:
    raise NotImplementedError("Outcomes that were kept would be lost; restore a copy of the database.")


def _fill_asked_at() -> None:
    turns = sa.table(
        "turns",
        sa.column("id", sa.BigInteger),
        sa.column("turn", sa.JSON),
        sa.column("asked_at", sa.DateTime),
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(turns.c.id, turns.c.turn)).all():
        asked_at = datetime.fromisoformat(row.turn["asked_at"]).astimezone(UTC).replace(tzinfo=None)
        connection.execute(sa.update(turns).where(turns.c.id == row.id).values(asked_at=asked_at))

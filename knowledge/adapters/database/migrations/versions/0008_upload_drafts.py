"""Adds uploaded articles that are not published yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "upload_drafts",
        sa.Column(
            "number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(), primary_key=True
        ),
        sa.Column("kept_at", sa.DateTime, nullable=False),
        sa.Column("awaited_in", sa.Text),
        sa.Column("awaited_from", sa.Text),
        sa.Column("content", sa.JSON, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("upload_drafts_kept_at", "upload_drafts", ["kept_at"])
    op.create_index("upload_drafts_awaited", "upload_drafts", ["awaited_in", "awaited_from"])


def downgrade() -> None:
    op.drop_table("upload_drafts")

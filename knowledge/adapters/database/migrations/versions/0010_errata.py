"""Adds which article corrects which."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "errata",
        sa.Column("erratum_id", sa.Text, primary_key=True),
        sa.Column("corrected_id", sa.Text),
        sqlite_with_rowid=False,
    )
    op.create_index("errata_corrected", "errata", ["corrected_id"])


def downgrade() -> None:
    op.drop_table("errata")

"""Adds past versions of articles, the minhashes that find near-duplicates, and the citations of answers."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("articles", sa.Column("reason", sa.Text))
    op.create_table(
        "article_versions",
        sa.Column("revision", _KEY, primary_key=True, autoincrement=False),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("external_id", sa.Text),
        sa.Column("ending", sa.Text, nullable=False),
        sa.Column("published_on", sa.Date),
        sa.Column("added_at", sa.DateTime, nullable=False),
        sa.Column("ended_at", sa.DateTime, nullable=False),
        sa.Column("content_hash", sa.Text, nullable=False),
        sa.Column("publisher", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.CheckConstraint("ending IN ('replaced', 'retracted')", name="article_versions_ending"),
    )
    op.create_index("article_versions_article", "article_versions", ["article_id", "revision"])
    op.create_index("article_versions_external_id", "article_versions", ["external_id"])
    retracted = sa.text("ending = 'retracted'")
    op.create_index(
        "article_versions_retracted_text",
        "article_versions",
        ["content_hash"],
        sqlite_where=retracted,
        postgresql_where=retracted,
    )
    op.create_table(
        "article_marks",
        sa.Column("mark", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column(
            "revision",
            _KEY,
            sa.ForeignKey("articles.revision", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("article_marks_revision", "article_marks", ["revision"])
    op.create_table(
        "turn_citations",
        sa.Column("turn", _KEY, sa.ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("turn_citations_article", "turn_citations", ["article_id", "turn"])
    _fill_citations()


def downgrade() -> None:
    raise NotImplementedError("Versions that were kept would be lost; restore a copy of the database.")


def _fill_citations() -> None:
    turns = sa.table("turns", sa.column("id", sa.BigInteger), sa.column("outcome", sa.JSON))
    citations = sa.table("turn_citations", *map(sa.column, ("turn", "number", "article_id", "start", "end")))
    connection = op.get_bind()
    last = 0
    while True:
        answered = sa.select(turns).where(turns.c.id > last, turns.c.outcome.is_not(None))
        rows = connection.execute(answered.order_by(turns.c.id).limit(500)).all()
        if not rows:
            return
        last = rows[-1].id
        found = [cited for row in rows for cited in _cited(row.id, row.outcome)]
        if found:
            connection.execute(sa.insert(citations), found)


def _cited(turn: int, outcome: Any) -> list[dict[str, Any]]:
    """Return each cited place of the outcome once, in the order of the answer."""
    statements = outcome.get("statements", ()) if isinstance(outcome, dict) else ()
    places = dict.fromkeys(
        (citation["article_id"], citation["start"], citation["end"])
        for statement in statements
        for citation in statement["citations"]
    )
    return [
        {"turn": turn, "number": number, "article_id": article_id, "start": start, "end": end}
        for number, (article_id, start, end) in enumerate(places)
    ]

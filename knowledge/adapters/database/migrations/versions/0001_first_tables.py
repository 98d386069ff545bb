"""Creates the first tables: articles with their sentences and full text, conversations, the relay."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _articles()
    op.create_table(
        "sentences",
        sa.Column("revision", _KEY, sa.ForeignKey("articles.revision", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    _full_text()
    op.create_table(
        "turns",
        sa.Column("id", _KEY, sa.Identity(), primary_key=True),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("turn", sa.JSON, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("turns_conversation", "turns", ["conversation", "id"])
    op.create_table(
        "index_requests",
        sa.Column("number", _KEY, sa.Identity(), primary_key=True),
        sa.Column("posted_at", sa.DateTime, nullable=False),
        sa.Column("request", sa.LargeBinary, nullable=False),
        sa.Column("response", sa.LargeBinary),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    raise NotImplementedError("The first tables are removed by removing the database.")


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("revision", _KEY, sa.Identity(), primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("external_id", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("published_on", sa.Date),
        sa.Column("listed_on", sa.Date, nullable=False),
        sa.Column("added_at", sa.DateTime, nullable=False),
        sa.Column("sentence_count", sa.Integer, nullable=False),
        sa.Column("content_hash", sa.Text, nullable=False),
        sa.Column("publisher", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("terms", sa.Text, nullable=False),
        sa.CheckConstraint("state IN ('pending', 'published', 'withdrawn')", name="articles_state"),
        sqlite_autoincrement=True,
    )
    _unique("articles_published_id", "id", "state = 'published'")
    _unique("articles_pending_id", "id", "state = 'pending'")
    _unique("articles_published_external_id", "external_id", "state = 'published'")
    _unique("articles_pending_external_id", "external_id", "state = 'pending'")
    _unique("articles_nameless_text", "content_hash", "state != 'withdrawn' AND external_id IS NULL")
    op.create_index("articles_id", "articles", ["id"])
    op.create_index("articles_external_id", "articles", ["external_id"])
    op.create_index("articles_content_hash", "articles", ["content_hash"])
    op.create_index("articles_listed", "articles", ["state", "listed_on", "revision"])


def _unique(name: str, column: str, where: str) -> None:
    condition = sa.text(where)
    op.create_index(
        name, "articles", [column], unique=True, sqlite_where=condition, postgresql_where=condition
    )


def _full_text() -> None:
    op.create_table(
        "lexical_terms",
        sa.Column("term", sa.Text, primary_key=True),
        sa.Column("articles", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "lexical_corpus",
        sa.Column("articles", sa.Integer, nullable=False),
        sa.Column("terms", sa.BigInteger, nullable=False),
    )
    op.execute("INSERT INTO lexical_corpus (articles, terms) VALUES (0, 0)")
    if op.get_bind().dialect.name == "sqlite":
        # Contentless: the terms are stored once, in the table articles. "ascii" takes every character beyond
        # ASCII for a part of a word, and the encoding of terms leaves no other character but "_".
        op.execute(
            "CREATE VIRTUAL TABLE lexical USING fts5(terms, content='', tokenize=\"ascii tokenchars '_'\")"
        )
        return
    op.create_table(
        "lexical_vectors",
        sa.Column(
            "revision",
            sa.BigInteger,
            sa.ForeignKey("articles.revision", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("vector", TSVECTOR, nullable=False),
    )
    # A search reads the vectors of all matching articles, and the default compression takes most of its time:
    # for 300 matches of 4 KiB 31 ms, uncompressed 12 ms, with LZ4 8 ms. Not every server is built with LZ4.
    op.execute(
        """
        DO $$ BEGIN
            EXECUTE 'ALTER TABLE lexical_vectors ALTER vector SET COMPRESSION lz4';
            EXECUTE 'ALTER TABLE lexical_vectors ALTER vector SET STORAGE MAIN';
        EXCEPTION WHEN feature_not_supported OR syntax_error OR invalid_parameter_value THEN
            EXECUTE 'ALTER TABLE lexical_vectors ALTER vector SET STORAGE EXTERNAL';
        END $$
        """
    )
    # Without a list of pending entries, which every search would have to read through.
    op.execute(
        "CREATE INDEX lexical_vectors_vector ON lexical_vectors USING gin (vector) WITH (fastupdate = off)"
    )

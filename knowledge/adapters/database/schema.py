"""Defines the tables for SQLAlchemy Core. The migrations create them; a test compares the two."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR

HEAD = "0011"
"""The newest migration: a constant, so that opening a current database does not import Alembic (0.7 s)."""

metadata = sa.MetaData()
postgresql_metadata = sa.MetaData()
"""Tables that only PostgreSQL has. SQLite has the FTS5 table ``lexical`` instead."""

# Large columns come last: SQLite reads a row from its beginning, and does not read the rest if it need not.
articles = sa.Table(
    "articles",
    metadata,
    sa.Column(
        "revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(), primary_key=True
    ),
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
    sa.Column("reason", sa.Text),
    sa.CheckConstraint("state IN ('pending', 'published', 'withdrawn')", name="articles_state"),
    sqlite_autoincrement=True,
)
"""One row for each revision of an article that is not past. ``added_at`` is UTC. ``terms`` are encoded and
joined by spaces. ``reason`` is why the revision replaces another."""

# Literals instead of parameters: only with literals can the backends prove that a partial index applies.
PENDING = articles.c.state == sa.literal_column("'pending'")
PUBLISHED = articles.c.state == sa.literal_column("'published'")
WITHDRAWN = articles.c.state == sa.literal_column("'withdrawn'")
LIVE = articles.c.state != sa.literal_column("'withdrawn'")

sa.Index(
    "articles_published_id", articles.c.id, unique=True, sqlite_where=PUBLISHED, postgresql_where=PUBLISHED
)
sa.Index("articles_pending_id", articles.c.id, unique=True, sqlite_where=PENDING, postgresql_where=PENDING)
sa.Index(
    "articles_published_external_id",
    articles.c.external_id,
    unique=True,
    sqlite_where=PUBLISHED,
    postgresql_where=PUBLISHED,
)
sa.Index(
    "articles_pending_external_id",
    articles.c.external_id,
    unique=True,
    sqlite_where=PENDING,
    postgresql_where=PENDING,
)
_NAMELESS = sa.and_(LIVE, articles.c.external_id.is_(None))
sa.Index(
    "articles_nameless_text",
    articles.c.content_hash,
    unique=True,
    sqlite_where=_NAMELESS,
    postgresql_where=_NAMELESS,
)
sa.Index("articles_id", articles.c.id)
sa.Index("articles_external_id", articles.c.external_id)
sa.Index("articles_content_hash", articles.c.content_hash)
# No index begins with the state: without statistics, SQLite assumes that each of the three states is rare,
# and would read the whole archive for a query of published articles with some ids. The last two columns of
# the first index are there so that the queries of a start read the index alone.
sa.Index(
    "articles_listed",
    *(articles.c.listed_on, articles.c.revision, articles.c.state, articles.c.sentence_count),
    sqlite_where=PUBLISHED,
    postgresql_where=PUBLISHED,
)
sa.Index("articles_pending", articles.c.revision, sqlite_where=PENDING, postgresql_where=PENDING)
sa.Index("articles_withdrawn", articles.c.revision, sqlite_where=WITHDRAWN, postgresql_where=WITHDRAWN)

sentences = sa.Table(
    "sentences",
    metadata,
    sa.Column(
        "revision",
        sa.ForeignKey(articles.c.revision, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

article_versions = sa.Table(
    "article_versions",
    metadata,
    sa.Column(
        "revision",
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
        primary_key=True,
        autoincrement=False,
    ),
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
    sa.Column("followed_up_at", sa.DateTime),
    sa.CheckConstraint("ending IN ('replaced', 'retracted')", name="article_versions_ending"),
    sa.Index("article_versions_article", "article_id", "revision"),
    sa.Index("article_versions_external_id", "external_id"),
)
"""Past revisions: they were published, and then replaced or retracted. ``reason`` is why. ``followed_up_at``
is when their readers were looked up."""

_NOT_FOLLOWED_UP = article_versions.c.followed_up_at.is_(None)
sa.Index(
    "article_versions_not_followed_up",
    article_versions.c.revision,
    sqlite_where=_NOT_FOLLOWED_UP,
    postgresql_where=_NOT_FOLLOWED_UP,
)

_RETRACTED = article_versions.c.ending == sa.literal_column("'retracted'")
sa.Index(
    "article_versions_retracted_text",
    article_versions.c.content_hash,
    sqlite_where=_RETRACTED,
    postgresql_where=_RETRACTED,
)

deleted_articles = sa.Table(
    "deleted_articles",
    metadata,
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
"""Articles whose deletion can be undone. ``text`` is null if only the record of a retracted article was
deleted. The versions of these articles stay in the database, but are not shown."""

article_minhashes = sa.Table(
    "article_marks",
    metadata,
    sa.Column("mark", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column(
        "revision",
        sa.ForeignKey(articles.c.revision, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Index("article_marks_revision", "revision"),
    sqlite_with_rowid=False,
)

errata = sa.Table(
    "errata",
    metadata,
    sa.Column("erratum_id", sa.Text, primary_key=True),
    sa.Column("corrected_id", sa.Text),
    sa.Index("errata_corrected", "corrected_id"),
    sqlite_with_rowid=False,
)
"""The id of each article that corrects another one, and of that article: null until it is published."""

lexical_terms = sa.Table(
    "lexical_terms",
    metadata,
    sa.Column("term", sa.Text, primary_key=True),
    sa.Column("articles", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""The number of published articles that contain each encoded term. No backend knows it without a scan."""

lexical_corpus = sa.Table(
    "lexical_corpus",
    metadata,
    sa.Column("articles", sa.Integer, nullable=False),
    sa.Column("terms", sa.BigInteger, nullable=False),
)
"""One row: the number of articles in the lexical index, and the number of their terms together."""

lexical_vectors = sa.Table(
    "lexical_vectors",
    postgresql_metadata,
    sa.Column(
        "revision",
        sa.BigInteger,
        sa.ForeignKey(articles.c.revision, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("length", sa.Integer, nullable=False),
    sa.Column("vector", TSVECTOR, nullable=False),
)
sa.Index("lexical_vectors_vector", lexical_vectors.c.vector, postgresql_using="gin")

turns = sa.Table(
    "turns",
    metadata,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(), primary_key=True),
    sa.Column("conversation", sa.Text, nullable=False),
    sa.Column("turn", sa.JSON, nullable=False),
    sa.Column("person", sa.Text),
    sa.Column("asked_at", sa.DateTime),
    sa.Column("remembered", sa.Boolean(create_constraint=False), server_default=sa.true()),
    sa.Column("outcome", sa.JSON),
    sa.Column("origin", sa.Text),
    sa.Column("feedback", sa.Text),
    sa.Column("feedback_at", sa.DateTime),
    sa.Index("turns_conversation", "conversation", "id"),
    sa.Index("turns_person", "person"),
    sa.Index("turns_asked_at", "asked_at"),
    sa.Index("turns_origin", "origin", unique=True),
    sqlite_autoincrement=True,
)
"""``turn`` is what a follow-up question needs, ``outcome`` the whole outcome (null before migration 0002). A
turn is not ``remembered`` after the conversation was begun anew. Times are UTC. ``origin`` identifies the
message that was answered; it is unique, so that no message is answered twice."""

chat_settings = sa.Table(
    "chat_settings",
    metadata,
    sa.Column("conversation", sa.Text, primary_key=True),
    sa.Column("language", sa.Text),
    sa.Column("article_id", sa.Text),
    sa.Column("corrections", sa.Boolean(create_constraint=False), server_default=sa.true(), nullable=False),
    sqlite_with_rowid=False,
)

turn_citations = sa.Table(
    "turn_citations",
    metadata,
    sa.Column("turn", sa.ForeignKey(turns.c.id, ondelete="CASCADE"), primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("article_id", sa.Text, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Index("turn_citations_article", "article_id", "turn"),
    sqlite_with_rowid=False,
)
"""Each place that an answer cites, once. The JSON of the outcome cannot be searched for an article."""

correction_notices = sa.Table(
    "correction_notices",
    metadata,
    sa.Column(
        "revision",
        sa.ForeignKey(article_versions.c.revision, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("conversation", sa.Text, primary_key=True),
    sa.Column("turn", sa.ForeignKey(turns.c.id, ondelete="CASCADE"), nullable=False),
    sa.Column("changes", sa.JSON, nullable=False),
    sa.Index("correction_notices_turn", "turn"),
    sqlite_with_rowid=False,
)
"""Conversations to be notified that a sentence which an answer cites has changed. A row is deleted once its
conversation is notified."""

spending = sa.Table(
    "spending",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("questions", sa.BigInteger, nullable=False),
    sa.Column("tokens", sa.BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("fingerprint", sa.Text, primary_key=True),
    sa.Column("kept_at", sa.DateTime, nullable=False),
    sa.Column("draft", sa.JSON, nullable=False),
    sa.Index("drafts_kept_at", "kept_at"),
)
"""Cached drafts of a language model, by the fingerprint of its input. ``kept_at`` is UTC."""

upload_drafts = sa.Table(
    "upload_drafts",
    metadata,
    sa.Column(
        "number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(), primary_key=True
    ),
    sa.Column("kept_at", sa.DateTime, nullable=False),
    sa.Column("awaited_in", sa.Text),
    sa.Column("awaited_from", sa.Text),
    sa.Column("content", sa.JSON, nullable=False),
    sa.Index("upload_drafts_kept_at", "kept_at"),
    sa.Index("upload_drafts_awaited", "awaited_in", "awaited_from"),
    sqlite_autoincrement=True,
)
"""Uploaded articles that are not published yet. ``kept_at``, when it was stored, is UTC. Numbers are not
reused, because buttons in chats refer to them."""

updates = sa.Table(
    "updates",
    metadata,
    sa.Column(
        "position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(), primary_key=True
    ),
    sa.Column("account", sa.BigInteger, nullable=False),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("series", sa.BigInteger),
    sa.Column("message_id", sa.BigInteger),
    sa.Column("kept_at", sa.DateTime, nullable=False),
    sa.Column("content", sa.LargeBinary),
    sa.Index("updates_number", "account", "number", unique=True),
    sa.Index("updates_message", "series", "message_id"),
    sa.Index("updates_kept_at", "kept_at"),
    sqlite_autoincrement=True,
)
"""Updates that a messenger delivered, in the order of arrival. ``content`` is null once the update is
handled. ``series`` is the sequence of its message ids. ``kept_at``, when it was stored, is UTC."""

sent_messages = sa.Table(
    "sent_messages",
    metadata,
    sa.Column("origin", sa.Text, primary_key=True),
    sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("series", sa.BigInteger, nullable=False),
    sa.Column("after_message_id", sa.BigInteger, nullable=False),
    sa.Column("message_id", sa.BigInteger),
    sa.Column("sent_at", sa.DateTime, nullable=False),
    sa.Index("sent_messages_message", "series", "message_id"),
    sa.Index("sent_messages_place", "chat_id", "message_id"),
    sa.Index("sent_messages_sent_at", "sent_at"),
    sqlite_with_rowid=False,
)
"""The message that carries each part of an answer. ``message_id`` is null while it is unknown whether the
message arrived. ``series`` is the sequence of the message ids. ``sent_at`` is UTC."""

admins = sa.Table(
    "admins",
    metadata,
    sa.Column(
        "number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(), primary_key=True
    ),
    sa.Column("person", sa.Text, nullable=False),
    sa.Column("called", sa.Text, nullable=False),
    sa.Column("named_by", sa.Text, nullable=False),
    sa.Column("since", sa.DateTime, nullable=False),
    sa.Index("admins_person", "person", unique=True),
    sqlite_autoincrement=True,
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column(
        "number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(), primary_key=True
    ),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("person", sa.Text, nullable=False),
    sa.Column("called", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)
"""The actions of admins, oldest first. Times are UTC."""

followed = sa.Table(
    "followed",
    metadata,
    sa.Column(
        "number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(), primary_key=True
    ),
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
    sa.Index("followed_address", "address", unique=True),
    sqlite_autoincrement=True,
)
"""The feeds and channels that are followed. Times are UTC; ``next_poll_at`` is null for a channel."""

followed_items = sa.Table(
    "followed_items",
    metadata,
    sa.Column(
        "followed",
        sa.BigInteger,
        sa.ForeignKey(followed.c.number, ondelete="CASCADE"),
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
    sa.Index("followed_items_published", "followed", "published_at"),
    sa.Index("followed_items_key", "key"),
    sqlite_with_rowid=False,
)
"""What each item was when it was last seen, and the article or upload draft that it became. An item is its
source's own if there was no article with its key before it came."""

waiting_items = sa.Table(
    "waiting_items",
    metadata,
    sa.Column(
        "number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(), primary_key=True
    ),
    sa.Column(
        "followed", sa.BigInteger, sa.ForeignKey(followed.c.number, ondelete="CASCADE"), nullable=False
    ),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("due_at", sa.DateTime, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("item", sa.JSON, nullable=False),
    sa.Index("waiting_items_key", "followed", "key"),
    sa.Index("waiting_items_due", "due_at"),
    sqlite_autoincrement=True,
)
"""New and changed items, in the order of arrival, until their articles are stored."""

post_messages = sa.Table(
    "post_messages",
    metadata,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("message_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("key", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Messages that show a post under another number: those of an album, and copies in a discussion group."""

index_requests = sa.Table(
    "index_requests",
    metadata,
    sa.Column(
        "number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(), primary_key=True
    ),
    sa.Column("posted_at", sa.DateTime, nullable=False),
    sa.Column("request", sa.LargeBinary, nullable=False),
    sa.Column("response", sa.LargeBinary),
    sqlite_autoincrement=True,
)

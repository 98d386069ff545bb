"""Interfaces (protocols) through which the core uses databases, indexes, models, files and the network.

Adapters in :mod:`knowledge.adapters` implement them, and ``tests/contract`` tests every implementation
against the same suite. Only :mod:`bot.wiring` connects the two. Any call may raise
:class:`~knowledge.errors.StoreUnavailable` if the service behind it does not respond.
"""

from knowledge.ports.articles import (
    UNDO_FOR,
    ArticleReader,
    ArticleStore,
    ArticleTrash,
    ArticleWriter,
    ErrataStore,
    IndexQueue,
    LexicalHits,
    LexicalIndex,
    MinhashStore,
    Stored,
    VersionReader,
)
from knowledge.ports.clock import Clock
from knowledge.ports.conversations import ChatStore, ConversationStore, DraftStore, SpendingStore
from knowledge.ports.corrections import Correction, CorrectionStore, DueNotice, Notice
from knowledge.ports.following import Feeds, FeedSnapshot, FollowingStore, WaitingItem
from knowledge.ports.messenger import OutgoingMessage, SentStore, StoredUpdate, UpdateStore, UsedNumbers
from knowledge.ports.models import Completion, LanguageModel, ModelReply
from knowledge.ports.newsroom import AdminStore, AuditStore
from knowledge.ports.reading import Reader, Reading, Window
from knowledge.ports.sources import ArticleSources, RawDocument, Source
from knowledge.ports.uploads import AwaitedEdit, UploadDraft, UploadDraftStore
from knowledge.ports.vectors import Embedder, IndexRelay, Vector, VectorIndex

__all__ = [
    "UNDO_FOR",
    "AdminStore",
    "ArticleReader",
    "ArticleSources",
    "ArticleStore",
    "ArticleTrash",
    "ArticleWriter",
    "AuditStore",
    "AwaitedEdit",
    "ChatStore",
    "Clock",
    "Completion",
    "ConversationStore",
    "Correction",
    "CorrectionStore",
    "DraftStore",
    "DueNotice",
    "Embedder",
    "ErrataStore",
    "FeedSnapshot",
    "Feeds",
    "FollowingStore",
    "IndexQueue",
    "IndexRelay",
    "LanguageModel",
    "LexicalHits",
    "LexicalIndex",
    "MinhashStore",
    "ModelReply",
    "Notice",
    "OutgoingMessage",
    "RawDocument",
    "Reader",
    "Reading",
    "SentStore",
    "Source",
    "SpendingStore",
    "Stored",
    "StoredUpdate",
    "UpdateStore",
    "UploadDraft",
    "UploadDraftStore",
    "UsedNumbers",
    "Vector",
    "VectorIndex",
    "VersionReader",
    "WaitingItem",
    "Window",
]

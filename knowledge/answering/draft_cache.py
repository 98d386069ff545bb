"""Cache of model answers: an identical prompt is answered from the database without a call to the model."""

from __future__ import annotations

import hashlib
import json
import logging

from knowledge.answering.statement_checker import AnswerContext, StatementChecker
from knowledge.errors import KutipError
from knowledge.models import CachedDraft, CitedStatement, DroppedStatement
from knowledge.ports import DraftStore

log = logging.getLogger(__name__)


def fingerprint(*parts: str | int) -> str:
    """The cache key of everything that determines what a model writes: SHA-256 in hexadecimal.

    >>> fingerprint("model", 600) == fingerprint("model", 601)
    False
    """
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class DraftCache:
    """Caches drafts in a store. If the store fails, a look-up finds nothing and a new draft is not stored."""

    def __init__(self, store: DraftStore, checker: StatementChecker) -> None:
        self._store = store
        self._checker = checker

    async def find(
        self, key: str, context: AnswerContext
    ) -> tuple[tuple[CitedStatement, ...], tuple[DroppedStatement, ...]] | None:
        """Return the verified and the dropped statements of the draft that is stored under ``key``.

        The rules verify each statement again, as they may have become stricter since; what they leave to a
        model was vouched for when the draft was stored. Returns None if there is no draft, or if one of its
        verified statements no longer passes.
        """
        try:
            draft = await self._store.find(key)
        except KutipError as error:
            log.warning("could not read the draft cache: %s", error)
            return None
        if draft is None:
            return None
        judgements = [
            (await self._checker.judge(context, statement)).decided("supported")
            for statement in draft.statements
        ]
        verified = tuple(each.verified for each in judgements if each.verified is not None)
        return (verified, draft.dropped) if len(verified) == len(draft.statements) else None

    async def save(self, key: str, draft: CachedDraft) -> None:
        """Store a draft under ``key``. An error of the store is only logged."""
        try:
            await self._store.save(key, draft)
        except KutipError as error:
            log.warning("could not write the draft cache: %s", error)

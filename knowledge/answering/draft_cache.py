"""What a model wrote before serves again where it would be asked the very same."""

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
    """Of all that decides what a model writes; SHA-256 in hexadecimal.

    >>> fingerprint("model", 600) == fingerprint("model", 601)
    False
    """
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class DraftCache:
    """Drafts in a store. A store that is away is as good as an empty one."""

    def __init__(self, store: DraftStore, checker: StatementChecker) -> None:
        self._store = store
        self._checker = checker

    async def find(
        self, name: str, context: AnswerContext
    ) -> tuple[tuple[CitedStatement, ...], tuple[DroppedStatement, ...]] | None:
        """What was proved and what was dropped. Each statement is proved anew, as the rules may have grown
        stricter: None when there is no draft under this fingerprint, or not all of it holds."""
        try:
            draft = await self._store.find(name)
        except KutipError as error:
            log.warning("no kept draft: %s", error)
            return None
        if draft is None:
            return None
        judged = [await self._checker.judge(context, one, confirm=False) for one in draft.statements]
        verified = tuple(one.verified for one in judged if one.verified is not None)
        return (verified, draft.dropped) if len(verified) == len(draft.statements) else None

    async def save(self, name: str, draft: CachedDraft) -> None:
        try:
            await self._store.save(name, draft)
        except KutipError as error:
            log.warning("the draft was not kept: %s", error)

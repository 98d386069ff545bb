"""What a model wrote before serves again where it would be asked the very same."""

from __future__ import annotations

import hashlib
import json
import logging

from knowledge.answering.statement_checker import Asked, Prover
from knowledge.errors import KutipError
from knowledge.models import CitedStatement, DroppedStatement, WrittenDraft
from knowledge.ports import DraftStore

log = logging.getLogger(__name__)


def fingerprint(*parts: str | int) -> str:
    """Of all that decides what a model writes; SHA-256 in hexadecimal.

    >>> fingerprint("model", 600) == fingerprint("model", 601)
    False
    """
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class KeptDrafts:
    """Drafts in a store. A store that is away is as good as an empty one."""

    def __init__(self, store: DraftStore, prover: Prover) -> None:
        self._store = store
        self._prover = prover

    async def find(
        self, name: str, asked: Asked
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
        judged = [await self._prover.judge(asked, one, confirm=False) for one in draft.statements]
        proved = tuple(one.proved for one in judged if one.proved is not None)
        return (proved, draft.dropped) if len(proved) == len(draft.statements) else None

    async def keep(self, name: str, draft: WrittenDraft) -> None:
        try:
            await self._store.keep(name, draft)
        except KutipError as error:
            log.warning("the draft was not kept: %s", error)

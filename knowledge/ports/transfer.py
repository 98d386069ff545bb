"""The interface by which a whole archive is exported and imported."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge.models import Version
from knowledge.ports.articles import Stored


@dataclass(frozen=True, slots=True)
class ErratumLink:
    """``erratum_id`` is an article that corrects ``corrected_id``: None while that is not published."""

    erratum_id: str
    corrected_id: str | None


class TransferStore(Protocol):
    """Reads all versions of all articles at one moment, and stores versions with their ids and times."""

    def exported(self) -> AsyncGenerator[Version | ErratumLink]:
        """Yields every published and every past version, oldest first, then the links of errata.

        Nothing that is written meanwhile is among them. Close the iterator, because it holds a connection.
        """
        ...

    async def restore(
        self,
        version: Version,
        *,
        language: str,
        spans: Sequence[tuple[int, int]],
        terms: Sequence[str],
    ) -> Stored:
        """Stores a version unless it is stored already (status ``unchanged``).

        A version that has ended becomes a past one, and its readers are not notified. If it is still
        published here, it ends. A current version becomes pending, with ``version.since`` as the time when it
        was added, and replaces the one that is published here; if it has ended here, it stays so. ``spans``
        and ``terms`` are those of :meth:`~knowledge.ports.ArticleWriter.put`.

        Raises :class:`~knowledge.errors.UnreadableArticle` if another article has the external id of a
        current version, or the same text and neither has one.
        """
        ...

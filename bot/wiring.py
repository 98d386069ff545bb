"""The composition root: the only module that knows both the use cases and the adapters.

It reads top to bottom: settings in, a working Kutip out. Vendor packages are slow to import, so each adapter
is imported where it is used.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.settings import Settings
from knowledge.errors import WrongSetting

if TYPE_CHECKING:
    from knowledge.adapters.database import Database
    from knowledge.adapters.embeddings.cache import EmbeddingCache
    from knowledge.adapters.llm.client import LangChainModel
    from knowledge.answering.writer import Writer
    from knowledge.articles.errata_links import Errata
    from knowledge.articles.indexing import Indexer
    from knowledge.articles.transfer import Transfer
    from knowledge.assistant import Assistant
    from knowledge.library import Library
    from knowledge.newsroom.corrections import Corrections
    from knowledge.newsroom.following import Following
    from knowledge.newsroom.publishing import FollowingRules
    from knowledge.newsroom.quotas import Quotas
    from knowledge.newsroom.suggestions import Suggestions
    from knowledge.newsroom.unanswered import UnansweredQuestions
    from knowledge.ports import ArticleSources, Clock, Embedder, Reader, VectorIndex
    from knowledge.ports.reading import StatementReader
    from knowledge.retrieval.retriever import Retriever

DATABASE_FILE = "kutip.db"
INDEX_FOLDER = "index"
READERS_FOLDER = "readers"


@dataclass(frozen=True, slots=True)
class Kutip:
    """Every part of an open Kutip: the use cases, then the adapters that some callers need directly.

    Get one from :func:`open_kutip`; it works until that context ends.
    """

    settings: Settings
    clock: Clock
    assistant: Assistant
    library: Library
    transfer: Transfer
    indexer: Indexer
    errata: Errata
    corrections: Corrections
    unanswered: UnansweredQuestions
    suggestions: Suggestions
    following: Following
    sources: ArticleSources
    database: Database
    vectors: VectorIndex
    embedder: Embedder
    reader: Reader
    retriever: Retriever
    models: tuple[LangChainModel, ...]
    """The language models: that of LLM_MODEL and that of LLM_VERIFIER, if they are set."""


@asynccontextmanager
async def open_kutip(
    settings: Settings,
    *,
    embedder: Embedder | None = None,
    reader: Reader | None = None,
    retriever: type[Retriever] | None = None,
    warm: bool = False,
) -> AsyncIterator[Kutip]:
    """Open every part of Kutip, and close all when the block ends.

    With ``warm`` the bundled models are loaded while the database is opened, for callers that ask at once.
    ``embedder`` and ``reader`` replace those that the settings name, and ``retriever`` the class of the
    retriever: evaluations use them to cache vectors and to record the results of retrieval. A given embedder
    or reader is not closed. Raises :class:`~knowledge.errors.GiveUp` if a part cannot be opened.
    """
    from knowledge.adapters.database import open_database
    from knowledge.adapters.feeds.web_feeds import WebFeeds
    from knowledge.adapters.sources import Sources
    from knowledge.articles.errata_links import Errata
    from knowledge.articles.indexing import Indexer
    from knowledge.articles.transfer import Transfer
    from knowledge.assistant import Assistant
    from knowledge.library import Library
    from knowledge.newsroom.corrections import Corrections
    from knowledge.newsroom.following import Following
    from knowledge.newsroom.quotas import QuotaGuard
    from knowledge.newsroom.suggestions import Suggestions
    from knowledge.newsroom.unanswered import UnansweredQuestions
    from knowledge.retrieval.retriever import Retriever as DefaultRetriever

    home = data_folder(settings.kutip_home)
    async with AsyncExitStack() as stack:
        embedder = embedder or stack.enter_context(open_embedder(settings, warm=warm))
        if reader is None:
            reader = await stack.enter_async_context(open_reader(settings, warm=warm))
        database = await open_database(database_url(settings, home))
        stack.push_async_callback(database.close)
        vectors = _vector_index(settings, home, embedder, database)
        stack.push_async_callback(vectors.close)
        models = _models(settings)
        statement_reader = stack.enter_context(open_statement_reader())
        writer = _writer(settings, models, embedder, statement_reader, database)
        if writer is not None:
            stack.push_async_callback(writer.close)
        indexer = Indexer(database.articles, vectors, embedder)
        errata = Errata(database.articles, database.lexical)
        finder = (retriever or DefaultRetriever)(
            database.articles, database.lexical, vectors, embedder, reader
        )
        library = Library(database.articles, indexer, errata)
        feeds = WebFeeds(
            zone=ZoneInfo(settings.time_zone),
            pause_s=settings.feed_host_pause_s,
            is_loopback_allowed=settings.fetch_allow_loopback,
        )
        yield Kutip(
            settings=settings,
            clock=now,
            assistant=Assistant(
                finder,
                database.articles,
                database.conversations,
                clock=now,
                writer=writer,
                quota_guard=QuotaGuard(database.spending, _quotas(settings), clock=now),
                zone=ZoneInfo(settings.time_zone),
            ),
            library=library,
            transfer=Transfer(database.transfer, database.articles, indexer),
            indexer=indexer,
            errata=errata,
            corrections=Corrections(database.conversations, database.corrections),
            unanswered=UnansweredQuestions(database.conversations, finder, now),
            suggestions=Suggestions(database.articles, finder),
            following=Following(database.following, feeds, library, _following_rules(settings), clock=now),
            sources=Sources(
                is_loopback_allowed=settings.fetch_allow_loopback, zone=ZoneInfo(settings.time_zone)
            ),
            database=database,
            vectors=vectors,
            embedder=embedder,
            reader=reader,
            retriever=finder,
            models=models,
        )


@contextmanager
def open_embedder(settings: Settings, *, warm: bool = False) -> Iterator[Embedder]:
    """Open the embedding model alone, for commands that need no article. Raises :class:`WrongSetting`."""
    from knowledge.adapters.embeddings.embedder import make_embedder

    embedder = make_embedder(
        settings.embedding_model,
        api_key=settings.openai_api_key.get_secret_value() if settings.openai_api_key else None,
        base_url=settings.openai_base_url,
    )
    try:
        if warm:
            embedder.warm()
        yield embedder
    finally:
        embedder.close()


@asynccontextmanager
async def open_reader(settings: Settings, *, warm: bool = False) -> AsyncIterator[Reader]:
    """Open the reader alone. It loads its model when it is first asked, or at once if it is to be ``warm``.

    A model of the hub is first fetched into the data folder, unless it is there. Raises
    :class:`WrongSetting`, and :class:`~knowledge.errors.StoreUnavailable` if the hub does not answer.
    """
    from knowledge.adapters.reading.make import make_reader

    reader = await make_reader(settings.reader_model, settings.kutip_home / READERS_FOLDER)
    try:
        if warm:
            reader.warm()
        yield reader
    finally:
        reader.close()


@contextmanager
def open_statement_reader() -> Iterator[StatementReader]:
    """Open the reader that judges whether statements follow from sentences. It is loaded when it is used."""
    from knowledge.adapters.reading.statements import BundledStatementReader

    reader = BundledStatementReader()
    try:
        yield reader
    finally:
        reader.close()


@asynccontextmanager
async def open_verifier(settings: Settings, *, wanted: bool) -> AsyncIterator[LangChainModel | None]:
    """Open the model that checks statements: that of LLM_VERIFIER, or else LLM_MODEL. None if not ``wanted``.

    Raises :class:`WrongSetting` if neither is set.
    """
    if not wanted:
        yield None
        return
    name = settings.llm_verifier or settings.llm_model
    if name is None:
        raise WrongSetting("--model needs a language model: set LLM_VERIFIER or LLM_MODEL.")
    model = language_model(settings, name, "LLM_VERIFIER" if settings.llm_verifier else "LLM_MODEL")
    try:
        yield model
    finally:
        await model.close()


def cache_embeddings(embedder: Embedder, folder: Path) -> EmbeddingCache:
    """An embedder that stores the vectors of ``embedder`` in ``folder``, for repeated measurements."""
    from knowledge.adapters.embeddings.cache import EmbeddingCache

    return EmbeddingCache(embedder, folder)


def open_chroma(folder: Path) -> Any:
    """Returns a Chroma client for a separate database in ``folder``, which the baselines of an evaluation
    use."""
    from knowledge.adapters.vectors.client import Folder

    return Folder(folder).connect()


def _vector_index(settings: Settings, home: Path, embedder: Embedder, database: Database) -> VectorIndex:
    """The Chroma server of CHROMA_URL, otherwise the index in the data folder ``home``."""
    from knowledge.adapters.vectors.shared_index import embedded_index, server_index

    if settings.chroma_url is not None:
        return server_index(settings.chroma_url.get_secret_value(), embedder.name)
    return embedded_index(home / INDEX_FOLDER, embedder.name, database.relay)


def _models(settings: Settings) -> tuple[LangChainModel, ...]:
    """Empty if LLM_MODEL is not set. Answers are then extractive, and LangChain is never imported."""
    if settings.llm_model is None:
        return ()
    writes = language_model(settings, settings.llm_model)
    if settings.llm_verifier is None:
        return (writes,)
    return writes, language_model(settings, settings.llm_verifier, "LLM_VERIFIER")


def _writer(
    settings: Settings,
    models: Sequence[LangChainModel],
    embedder: Embedder,
    reader: StatementReader,
    database: Database,
) -> Writer | None:
    if not models:
        return None
    from knowledge.answering.writer import Limits, Writer

    return Writer(
        models[0],
        embedder,
        limits=Limits(deadline_s=settings.llm_deadline_s, answer_tokens=settings.llm_max_tokens),
        reader=reader,
        check=settings.llm_check,
        verifier=models[1] if len(models) > 1 else None,
        drafts=database.drafts,
    )


def language_model(settings: Settings, name: str, setting: str = "LLM_MODEL") -> LangChainModel:
    """The model ``name``, such as ``openai:gpt-4.1-mini``; ``setting`` is the variable that errors mention.

    Raises :class:`WrongSetting` if it cannot be set up. Calls no server.
    """
    from knowledge.adapters.llm.client import make_language_model

    return make_language_model(
        name,
        variables=settings.provider_variables(),
        temperature=settings.llm_temperature,
        timeout_s=settings.llm_timeout_s,
        loading_timeout_s=settings.llm_loading_timeout_s,
        setting=setting,
    )


def _quotas(settings: Settings) -> Quotas:
    from knowledge.newsroom.quotas import Allowance, Quotas

    admins = {f"telegram:{admin}" for admin in settings.admin_ids}
    return Quotas(
        zone=ZoneInfo(settings.time_zone),
        each=Allowance(settings.daily_questions_per_person, settings.daily_tokens_per_person),
        together=Allowance(settings.daily_questions, settings.daily_tokens),
        exempt=frozenset() if settings.daily_budgets_for_admins else admins,
    )


def _following_rules(settings: Settings) -> FollowingRules:
    from bot.messages.catalogue import load_catalogue
    from knowledge.newsroom.publishing import FollowingRules

    return FollowingRules(
        zone=ZoneInfo(settings.time_zone),
        withdrawal_reason=lambda language: load_catalogue().choose(language, "id")("withdrawn-by-publisher"),
        poll_every=timedelta(seconds=settings.feed_interval_s),
        channels=settings.channels,
        own_sites=settings.newsroom_sites,
    )


def now() -> datetime:
    """The clock that every part uses: returns the current time in UTC."""
    return datetime.now(UTC)


def data_folder(home: Path) -> Path:
    """The absolute path of the data folder, which is created if it does not exist.

    Raises :class:`WrongSetting` if it cannot be written.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        probe = home / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise WrongSetting(
            f"KUTIP_HOME names the folder {str(home)!r}, which cannot be written ({error.strerror}); "
            "it expects a folder that Kutip may create and write."
        ) from None
    return home.resolve()


def database_url(settings: Settings, home: Path) -> str:
    """The address in DATABASE_URL, otherwise that of an SQLite file in the data folder ``home``."""
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    return f"sqlite:///{home / DATABASE_FILE}"

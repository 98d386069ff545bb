"""Implements ``kutip doctor``: tries to use every part of Kutip, and says how to fix each failure."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.settings import Settings, load_settings
from bot.wiring import Kutip, data_folder, language_model, open_kutip
from knowledge.errors import KutipError
from knowledge.ports import Window
from knowledge.text.cleaning import visible

TELEGRAM_TIMEOUT_S = 10.0


@dataclass(frozen=True, slots=True)
class Check:
    """The result of trying one part. ``message`` is what was found or, if it failed, what to do."""

    part: str
    passed: bool
    message: str

    @property
    def line(self) -> str:
        """Returns one line for the terminal: ``ok`` or ``FAIL``, the name of the part, and the message."""
        return f"{'ok  ' if self.passed else 'FAIL'}  {self.part:<10} {self.message}"


async def checks() -> AsyncIterator[Check]:
    """Try each part in the order in which the bot needs them; yields each result when it is known.

    Ends early if the remaining parts cannot be tried.
    """
    try:
        settings = load_settings()
        yield Check("settings", True, "every value can be used")
        yield Check("folder", True, f"{data_folder(settings.kutip_home)} can be written")
    except KutipError as error:
        yield Check("settings", False, str(error))
        return
    try:
        # The models are tried below, where one that cannot be set up does not keep the rest from being tried.
        async with open_kutip(settings.model_copy(update={"llm_model": None})) as kutip:
            yield Check("database", True, f"open, {await kutip.library.count()} articles")
            yield await _embedder(kutip)
            yield await _reader(kutip)
            yield await _index(kutip)
            async for check in _following(kutip):
                yield check
            for variable, model in (
                ("LLM_MODEL", settings.llm_model),
                ("LLM_VERIFIER", settings.llm_verifier),
            ):
                if model is not None:
                    yield await _model(settings, variable, model)
            if settings.llm_model is None:
                yield Check("model", True, "LLM_MODEL is not set: answers quote the best sentences")
    except KutipError as error:
        yield Check("database", False, str(error))
    yield await _telegram(settings)


async def _embedder(kutip: Kutip) -> Check:
    try:
        vector = await kutip.embedder.embed_query("apa kabar?")
    except KutipError as error:
        return Check("embeddings", False, str(error))
    return Check("embeddings", True, f"{kutip.embedder.name}, {len(vector)} dimensions")


async def _reader(kutip: Kutip) -> Check:
    try:
        await kutip.reader.read("apa kabar?", [Window("", ("Kabar baik.",))])
    except KutipError as error:
        return Check("reader", False, str(error))
    return Check("reader", True, f"{kutip.reader.name} (READER_MODEL)")


async def _index(kutip: Kutip) -> Check:
    try:
        if not await kutip.vectors.own():
            return Check(
                "index", True, f"{await kutip.vectors.count()} sentences, owned by another Kutip process"
            )
        repair = await kutip.indexer.repair(thorough=True)
        count = await kutip.vectors.count()
    except KutipError as error:
        return Check("index", False, str(error))
    if repair.missing or repair.orphaned:
        changes = f"{repair.missing} articles indexed again, vectors of {repair.orphaned} others removed"
        return Check(
            "index", True, f"{count} sentences; it disagreed with the database and was repaired: {changes}"
        )
    return Check("index", True, f"{count} sentences, in agreement with the database")


async def _following(kutip: Kutip) -> AsyncIterator[Check]:
    """One check for each feed and channel that is silent for longer than usual; one for the others."""
    overview = await kutip.following.overview()
    silent = [status.followed for status in overview if status.is_silent]
    for followed in silent:
        name = visible(followed.title)
        since = f"{followed.newest_at:%Y-%m-%d %H:%M} UTC" if followed.newest_at else "the start"
        why = followed.error or "see whether it still publishes, or stop following it with `kutip unfollow`"
        yield Check("following", False, f"{name} is silent since {since}, longer than usual; {why}")
    if overview and not silent:
        yield Check(
            "following", True, f"{len(overview)} feeds and channels, none silent for longer than usual"
        )


async def _model(settings: Settings, variable: str, name: str) -> Check:
    """A call as for an answer, streamed and with the same options, except that the prompt is short.

    It has the time that a server may take to load the model.
    """
    try:
        model = language_model(settings, name, variable)
    except KutipError as error:
        return Check("model", False, str(error))
    try:
        reply = await model.complete(
            "You are being tried out.",
            "Write one word: ready",
            max_tokens=settings.llm_max_tokens,
            deadline_s=max(settings.llm_loading_timeout_s, settings.llm_deadline_s),
        )
    except KutipError as error:
        return Check("model", False, f"{error} ({variable}={name})")
    finally:
        await model.close()
    if not reply.text.strip():
        return Check("model", False, f"{name} answers, but writes nothing; try another {variable}")
    without = "".join(f"; it is asked without {option}: {why}" for option, why in model.left_out.items())
    return Check("model", True, f"{name} answers ({variable}, {reply.usage.tokens} tokens){without}")


async def _telegram(settings: Settings) -> Check:
    if settings.telegram_bot_token is None:
        return Check(
            "telegram", True, "TELEGRAM_BOT_TOKEN is not set: `kutip chat` works, `kutip run` needs it"
        )
    from telegram import Bot
    from telegram.error import InvalidToken, TelegramError

    bot = Bot(
        settings.telegram_bot_token.get_secret_value(),
        base_url=f"{settings.telegram_api_url}/bot",
        base_file_url=f"{settings.telegram_api_url}/file/bot",
    )
    try:
        me = await asyncio.wait_for(bot.get_me(), TELEGRAM_TIMEOUT_S)
    except InvalidToken:
        return Check(
            "telegram", False, "Telegram does not know this TELEGRAM_BOT_TOKEN; copy it again from @BotFather"
        )
    except (TelegramError, TimeoutError):
        return Check(
            "telegram",
            False,
            f"{settings.telegram_api_url} cannot be reached; check the network or TELEGRAM_API_URL",
        )
    return Check("telegram", True, f"@{me.username}")

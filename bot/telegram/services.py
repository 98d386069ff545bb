"""Collects the parts of the core that the Telegram bot uses in one object."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import tzinfo
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from bot.telegram.protocols import (
    Assistant,
    Corrections,
    Following,
    Library,
    Suggestions,
    Turns,
    UnansweredQuestions,
)
from knowledge.errors import WrongSetting
from knowledge.ports import (
    AdminStore,
    ArticleSources,
    AuditStore,
    ChatStore,
    Clock,
    SentStore,
    UpdateStore,
    UploadDraftStore,
)

if TYPE_CHECKING:
    from bot.wiring import Kutip


class Stores(Protocol):
    """The stores that the Telegram bot reads and writes. A ``Database`` of the core has all of them."""

    @property
    def conversations(self) -> Turns: ...

    @property
    def chats(self) -> ChatStore: ...

    @property
    def upload_drafts(self) -> UploadDraftStore: ...

    @property
    def updates(self) -> UpdateStore: ...

    @property
    def sent(self) -> SentStore: ...

    @property
    def admins(self) -> AdminStore: ...

    @property
    def audit(self) -> AuditStore: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BotServices:
    """The parts of the core that :func:`~bot.telegram.application.build_application` passes to the
    handlers."""

    token: str = field(repr=False)
    api_url: str
    """The root of a Bot API server, without a slash at the end."""
    admin_ids: frozenset[int]
    """Telegram user numbers of the owners: admins whom only the settings can add or remove."""
    assistant: Assistant
    library: Library
    corrections: Corrections
    unanswered: UnansweredQuestions
    suggestions: Suggestions
    following: Following
    stores: Stores
    sources: ArticleSources
    clock: Clock
    zone: tzinfo
    """The time zone in which statistics count days."""


def bot_services(kutip: Kutip) -> BotServices:
    """Returns the services of an open Kutip. Raises :class:`WrongSetting` if no bot token is set."""
    settings = kutip.settings
    if settings.telegram_bot_token is None:
        raise WrongSetting(
            "TELEGRAM_BOT_TOKEN is not set: it expects the token that @BotFather shows for your bot; "
            "without one, `kutip chat` answers in the terminal."
        )
    return BotServices(
        token=settings.telegram_bot_token.get_secret_value(),
        api_url=settings.telegram_api_url,
        admin_ids=settings.admin_ids,
        assistant=kutip.assistant,
        library=kutip.library,
        corrections=kutip.corrections,
        unanswered=kutip.unanswered,
        suggestions=kutip.suggestions,
        following=kutip.following,
        stores=kutip.database,
        sources=kutip.sources,
        clock=kutip.clock,
        zone=ZoneInfo(settings.time_zone),
    )

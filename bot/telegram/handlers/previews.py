"""Shows the articles of channels and feeds that need an approval to every admin, as previews with buttons."""

from __future__ import annotations

import logging
from collections.abc import Collection

from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.messages.catalogue import Catalogue
from bot.telegram.delivery.delivery import Delivery, delivering
from bot.telegram.delivery.sending import send_to
from bot.telegram.handlers.drafts import Drafts
from bot.telegram.updates.identity import person, place
from knowledge.errors import TryAgain
from knowledge.models import ArticleText, Followed
from knowledge.ports import AdminStore, ChatStore, UploadDraft, UploadDraftStore, WaitingItem

log = logging.getLogger(__name__)

DEFAULT_LANGUAGE = "id"
"""Of an admin who has not chosen one: a message that nobody asked for has no language of its asker."""


class Previews:
    """Implements :class:`knowledge.newsroom.publishing.Review` by cards in the private chats of the admins.

    The first admin who presses a button decides; after that the cards of the others are finished.
    """

    def __init__(
        self,
        bot: Bot,
        drafts: Drafts,
        store: UploadDraftStore,
        chats: ChatStore,
        owners: Collection[int],
        admins: AdminStore,
        catalogue: Catalogue,
    ) -> None:
        self._bot = bot
        self._drafts = drafts
        self._store = store
        self._chats = chats
        self._owners = owners
        self._admins = admins
        self._catalogue = catalogue

    async def offer(self, followed: Followed, waiting: WaitingItem, article: ArticleText) -> int:
        """Send a card to each admin. Raises :class:`~knowledge.errors.TryAgain` if none can be reached."""
        people = dict.fromkeys([*map(person, sorted(self._owners)), *await self._appointed()])
        settings = [await self._chats.settings(each) for each in people]
        texts = [self._catalogue.choose(each.language, DEFAULT_LANGUAGE) for each in settings]
        number, cards = await self._drafts.save_for(UploadDraft((article,)), texts)
        reached = 0
        with delivering(Delivery(f"preview:{followed.number}:{waiting.number}")):
            for each, card in zip(people, cards, strict=True):
                chat_and_topic = place(each)
                if chat_and_topic is None:
                    continue
                try:
                    await send_to(self._bot, *chat_and_topic, [card])
                    reached += 1
                except (Forbidden, BadRequest) as error:
                    log.info("An admin cannot be shown a preview (%s).", type(error).__name__)
                except TelegramError as error:
                    log.warning("An admin is not shown a preview (%s).", type(error).__name__)
        if not reached:
            await self.cancel(number)
            raise TryAgain("No admin can be shown a preview; an admin has to write to the bot first.")
        return number

    async def cancel(self, draft: int) -> None:
        await self._store.remove(draft)

    async def _appointed(self) -> list[str]:
        return [admin.person for admin in await self._admins.admins()]

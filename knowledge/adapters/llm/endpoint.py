"""One model at its server, and what its replies have taught about it: refused options, thoughts, loading."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from knowledge.adapters.llm.errors import Failure, Subject, diagnose
from knowledge.adapters.llm.loading import Loading, close_quietly
from knowledge.adapters.llm.options import STREAMING, Options
from knowledge.adapters.llm.thinking import Thinking, ThoughtFilter
from knowledge.errors import ContextTooSmall

log = logging.getLogger(__name__)

TIMEOUT_S = 30.0
"""Longest wait for the first text, and from each piece of text to the next. It is long because a server
without a graphics card takes long to read the evidence before it writes the first word."""
LOADING_TIMEOUT_S = 180.0
"""Longest wait for a server that loads the model."""
POLL_S = 2.0
"""Pause before a server that says that it is loading is asked again."""
LOADING_PROMPT = ("You are being loaded.", "Write one word: ready")

Sleep = Callable[[float], Awaitable[None]]
Chunks = AsyncGenerator[Any, None]


@dataclass(frozen=True, slots=True)
class Habits:
    """What is known of a provider before it is asked."""

    tells_end: bool = True
    """Whether its replies tell how they ended. One that does not tell then broke off."""
    adds_usage: bool = False
    """Whether the usage of each chunk adds to that of those before."""
    loads: bool = False
    """Whether its server may have to load the model."""


class Endpoint:
    """A chat model of LangChain at its server. Safe to use from several tasks."""

    def __init__(
        self,
        subject: Subject,
        chat: Any,
        options: Options,
        *,
        habits: Habits,
        thinking: Thinking | None = None,
        timeout_s: float = TIMEOUT_S,
        loading_timeout_s: float = LOADING_TIMEOUT_S,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.subject = subject
        self.options = options
        self.habits = habits
        self.timeout_s = timeout_s
        self.sleep = sleep
        self.loading = Loading(subject, is_possible=habits.loads, timeout_s=loading_timeout_s)
        self._chat = chat
        self._thinking = thinking
        self._holds_text: bool | None = None if thinking and thinking.is_in_text else False
        """Whether the first tag of thoughts is missing; None if that is not known yet."""

    def open(self, options: Options, system: str, user: str, max_tokens: int) -> Chunks:
        """Return LangChain's message chunks of a reply. The request is sent when they are iterated."""
        known = type(self._chat).model_fields
        fields = {name: value for name, value in options.fields(max_tokens).items() if name in known}
        chat = self._chat.model_copy(update=fields)
        chunks: Chunks = chat.astream(options.messages(system, user))
        return chunks

    def is_patient(self, options: Options) -> bool:
        """Return whether a long silence before the first text is no reason to ask again."""
        return self._thinking is not None or options.lacks(STREAMING) or self.loading.is_likely

    def thought_filter(self) -> ThoughtFilter:
        """Return a filter for the text of one reply."""
        return ThoughtFilter(holds=self._holds_text is not False)

    def learn(self, thoughts: ThoughtFilter) -> None:
        """Learn from the thoughts of a complete reply where the next one will have them."""
        if thoughts.saw_unopened:
            self._holds_text = True
        elif self._holds_text is None:
            self._holds_text = False

    def adapt(self, sent: Options, failure: Failure) -> bool:
        """Change the options so that a request that failed with ``sent`` may succeed.

        Returns False if no change helps. Another request may have changed them meanwhile: that counts too.
        """
        changed: Options | None
        if failure.needs_room:
            changed = sent.with_more_room()
        elif isinstance(failure.error, ContextTooSmall):
            changed = sent.without_room("the context is too small") if sent.room else None
        else:
            name = sent.refused(failure.refusal)
            changed = sent.without(name, failure.refusal) if name else None
        if changed is None:
            return False
        if self.options is sent:
            self.options = changed
            for option in changed.left_out[len(sent.left_out) :]:
                log.info("the model %s is asked without %s: %s", self.subject.name, option.name, option.why)
        return True

    async def close(self) -> None:
        """Stop what runs in the background, and close the connections of the chat model if it can."""
        await self.loading.close()
        if hasattr(self._chat, "aclose"):
            await self._chat.aclose()

    async def load(self) -> None:
        """Ask for one word until the server has loaded the model. Raises a failure if it does not answer."""
        while True:
            sent = self.options
            chunks = self.open(sent, *LOADING_PROMPT, max_tokens=1)
            try:
                await anext(chunks, None)
                return
            except Exception as error:
                failure = diagnose(error, self.subject)
                if failure.is_loading:
                    await self.sleep(failure.refusal.retry_after_s or POLL_S)
                elif not self.adapt(sent, failure):
                    raise failure from None
            finally:
                await close_quietly(chunks)

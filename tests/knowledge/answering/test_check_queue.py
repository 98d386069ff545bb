"""Tests of the order in which statements are settled and of the calls that this takes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from knowledge.answering.check_queue import MOST_A_CALL, CheckQueue
from knowledge.answering.statement_checker import Claim, Judgement
from knowledge.models import CitedStatement, Statement
from knowledge.verification import Ruling


def asked(text: str) -> Judgement:
    """A judgement that a model decides."""
    return Judgement(Statement(text, ()), claim=Claim(text, [], (), is_open=True))


def decided(text: str) -> Judgement:
    return Judgement(Statement(text, ()), CitedStatement(text, ()))


@dataclass
class Model:
    """Supports every claim. Each call waits until the test lets it go on."""

    calls: list[list[str]] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    is_asked: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)
    was_cancelled: bool = False

    async def ask(self, claims: Sequence[Claim]) -> Sequence[Ruling | None]:
        self.calls.append([claim.text for claim in claims])
        self.is_asked.set()
        try:
            await self.go_on.wait()
        except asyncio.CancelledError:
            self.was_cancelled = True
            raise
        return ["supported"] * len(claims)

    async def settle(self, judgement: Judgement) -> None:
        assert judgement.verified is not None
        self.settled.append(judgement.verified.text)


async def test_statements_gather_while_a_call_is_in_flight_and_are_asked_together() -> None:
    model = Model()
    async with CheckQueue(model.ask, model.settle) as queue:
        queue.put(asked("a"))
        await model.is_asked.wait()
        for text in "bcde":
            queue.put(asked(text))
        model.go_on.set()
        await queue.finish()
    assert model.calls == [["a"], ["b", "c", "d", "e"]]
    assert model.settled == list("abcde")


async def test_a_call_takes_no_more_statements_than_a_small_model_can_count() -> None:
    model = Model()
    model.go_on.set()
    texts = [str(number) for number in range(2 * MOST_A_CALL + 1)]
    async with CheckQueue(model.ask, model.settle) as queue:
        for text in texts:
            queue.put(asked(text))
        await queue.finish()
    assert list(map(len, model.calls)) == [MOST_A_CALL, MOST_A_CALL, 1]
    assert model.settled == texts


async def test_decided_statement_waits_for_those_before_it_and_for_no_others() -> None:
    model = Model()
    async with CheckQueue(model.ask, model.settle) as queue:
        for judgement in (decided("a"), asked("b"), decided("c"), asked("d"), decided("e")):
            queue.put(judgement)
        await model.is_asked.wait()
        assert model.settled == ["a"]
        model.go_on.set()
        await queue.finish()
    assert model.calls == [["b", "d"]]
    assert model.settled == list("abcde")


async def test_without_undecided_statements_nothing_is_asked() -> None:
    model = Model()
    async with CheckQueue(model.ask, model.settle) as queue:
        queue.put(decided("a"))
        await queue.finish()
    assert (model.calls, model.settled) == ([], ["a"])


async def test_empty_queue_finishes() -> None:
    model = Model()
    async with CheckQueue(model.ask, model.settle) as queue:
        await queue.finish()
    assert model.settled == []


async def test_leaving_early_cancels_the_call_in_flight_and_settles_nothing_more() -> None:
    model = Model()

    async def leave() -> None:
        async with CheckQueue(model.ask, model.settle) as queue:
            queue.put(asked("a"))
            await model.is_asked.wait()
            raise LookupError

    with pytest.raises(LookupError):
        await leave()
    assert (model.was_cancelled, model.settled) == (True, [])


@pytest.mark.parametrize("puts_another", [True, False])
async def test_error_of_settling_is_raised_at_the_next_put_or_when_finishing(puts_another: bool) -> None:
    model = Model()
    model.go_on.set()
    has_failed = asyncio.Event()

    async def fail(_judgement: Judgement) -> None:
        has_failed.set()
        raise LookupError

    async def settle_two() -> None:
        async with CheckQueue(model.ask, fail) as queue:
            queue.put(asked("a"))
            await has_failed.wait()
            if puts_another:
                queue.put(asked("b"))
                raise AssertionError("the queue had ended")
            await queue.finish()

    with pytest.raises(LookupError):
        await settle_two()
    assert model.calls == [["a"]]


async def test_error_of_settling_that_nobody_waits_for_is_not_logged_by_asyncio() -> None:
    model = Model()

    async def fail(_judgement: Judgement) -> None:
        raise LookupError

    async with CheckQueue(model.ask, fail) as queue:
        queue.put(decided("a"))
        await asyncio.sleep(0)
        await asyncio.sleep(0)

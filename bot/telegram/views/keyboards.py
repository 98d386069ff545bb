"""The rows of buttons under messages: pure, and always within Telegram's limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType

from bot.messages.catalogue import Catalogue, Texts
from bot.telegram.updates import callback_data
from bot.telegram.views.citation_numbers import numbered
from bot.telegram.views.html import fold, shorten
from bot.telegram.views.outgoing import Button
from knowledge.models import ArticleSummary, Feedback, Outcome, Resemblance

Rows = tuple[tuple[Button, ...], ...]

MOST_SOURCES = 80
"""Buttons for sources; Telegram takes 100 in all. Answers have one to six."""

SOURCES_IN_ROW = 6
"""What a thumb still meets on a narrow phone."""

FEW_SOURCES = 3
"""So many share a row with the thumbs, unless a reason with its words stands there."""

NOWHERE: Mapping[int, int] = MappingProxyType({})

BUTTON_TITLE_UNITS = 40
"""A longer title would not be seen on a button of a phone."""

REASONS: tuple[Feedback, ...] = ("wrong_source", "wrong_fact", "not_answered", "other")


def under_outcome(
    outcome: Outcome,
    texts: Texts,
    *,
    feedback: Feedback | None = None,
    shown_in: Mapping[int, int] = NOWHERE,
) -> Rows:
    """A button for each source, and what the reader thinks; none under what no turn keeps.

    ``shown_in`` has the messages that show a source already, by its number.
    """
    if outcome.turn is None:
        return ()
    sources = [
        Button(f"[{number}]", callback_data.source(outcome.turn, number, shown_in.get(number)))
        for number in range(1, min(len(numbered(outcome)), MOST_SOURCES) + 1)
    ]
    opinion, *reasons = _opinion(outcome.turn, texts, feedback)
    if len(sources) <= FEW_SOURCES and feedback not in REASONS:
        return ((*sources, *opinion), *reasons)
    return (*_rows(sources, SOURCES_IN_ROW), opinion, *reasons)


def under_proof(turn: int, numbers: Iterable[int]) -> Rows:
    """A button for each of these sources, to see it in its place."""
    buttons = [Button(f"[{number}]", callback_data.source(turn, number)) for number in numbers]
    return tuple(_rows(buttons[:MOST_SOURCES], SOURCES_IN_ROW))


def under_articles(
    articles: Sequence[ArticleSummary], offset: int, size: int, count: int, texts: Texts
) -> Rows:
    """A button for each article of the page, under its number; then the pages before and behind."""
    choices = [
        Button(str(number), callback_data.only(article.id))
        for number, article in enumerate(articles, start=offset + 1)
    ]
    pages = []
    if offset > 0:
        pages.append(Button(texts("newer-articles"), callback_data.page(max(0, offset - size))))
    if offset + len(articles) < count:
        pages.append(Button(texts("older-articles"), callback_data.page(offset + size)))
    return (*_rows(choices, SOURCES_IN_ROW), *([tuple(pages)] if pages else []))


def under_restriction(texts: Texts) -> Rows:
    return ((Button(texts("ask-all-articles"), callback_data.everything()),),)


def under_article(article_id: str, texts: Texts) -> Rows:
    history = Button(texts("show-history"), callback_data.history(article_id))
    return ((history, Button(texts("show-delete"), callback_data.delete(article_id))),)


def under_delete(article_id: str, texts: Texts) -> Rows:
    yes = Button(texts("forget-yes"), callback_data.confirm(article_id, "yes"))
    return ((yes,), (Button(texts("forget-no"), callback_data.confirm(article_id, "no")),))


def under_deleted(article_id: str, texts: Texts) -> Rows:
    return ((Button(texts("undo"), callback_data.undo(article_id)),),)


def under_start(questions: Iterable[str]) -> Rows:
    """Each question on a row of its own, to be asked by a press."""
    return tuple(
        (Button(question, callback_data.question(number)),)
        for number, question in enumerate(questions, start=1)
    )


def under_unanswered(answered: Mapping[int, int], texts: Texts) -> Rows:
    """For each gap that is answered now, by its number in the list: tell those who asked."""
    return tuple(
        (Button(texts("gaps-tell", number=number), callback_data.gap(turn)),)
        for number, turn in answered.items()
    )


def under_languages(catalogue: Catalogue, chosen: str | None, texts: Texts) -> Rows:
    """One row a language, in its own words, and one for automatic; a tick at the chosen one."""
    names = {code: catalogue.choose(code)("language-name") for code in catalogue.languages}
    choices = {callback_data.AUTOMATIC: texts("language-automatic"), **names}
    return tuple(
        (Button(_ticked(name, code == (chosen or callback_data.AUTOMATIC)), callback_data.language(code)),)
        for code, name in choices.items()
    )


def under_forget(user_id: int, texts: Texts) -> Rows:
    return (
        (Button(texts("forget-yes"), callback_data.forget(user_id, "yes")),),
        (Button(texts("forget-no"), callback_data.forget(user_id, "no")),),
    )


def under_draft(number: int, alike: Sequence[Resemblance], texts: Texts) -> Rows:
    """What can be done with one article that waits; ``alike`` are published ones that it resembles."""

    def button(message: str, action: str) -> Button:
        return Button(texts(message), callback_data.draft(number, action))

    if any(one.is_identical for one in alike):
        return ((button("draft-cancel", "cancel"),),)
    edits = (button("draft-edit-title", "title"), button("draft-edit-date", "date"))
    if not alike:
        return ((button("draft-publish", "publish"),), edits, (button("draft-cancel", "cancel"),))
    replacing = (
        (
            Button(
                texts("draft-replace", title=shorten(fold(one.title), BUTTON_TITLE_UNITS)),
                callback_data.replace(number, one.article_id),
            ),
        )
        for one in alike
    )
    return (
        *replacing,
        (button("draft-keep-both", "publish"), button("draft-skip", "cancel")),
        edits,
    )


def under_drafts(number: int, texts: Texts) -> Rows:
    """What can be done with several articles at once."""
    return (
        (Button(texts("draft-publish-all"), callback_data.draft(number, "publish")),),
        (Button(texts("draft-cancel"), callback_data.draft(number, "cancel")),),
    )


def under_offer(number: int, texts: Texts) -> Rows:
    return ((Button(texts("offer-add"), callback_data.offer(number)),),)


def _opinion(turn: int, texts: Texts, feedback: Feedback | None) -> Iterator[tuple[Button, ...]]:
    """👍 👎 with the present choice; after a 👎 without a reason, the four reasons."""
    down = "👎"
    if feedback in REASONS:
        down = f"👎 {texts(_reason(feedback))} ✓"
    elif feedback == "down":
        down = "👎 ✓"
    yield (
        Button(_ticked("👍", feedback == "up"), callback_data.feedback(turn, "up")),
        Button(down, callback_data.feedback(turn, "down")),
    )
    if feedback == "down":
        reasons = [Button(texts(_reason(one)), callback_data.feedback(turn, one)) for one in REASONS]
        yield from _rows(reasons, 2)


def _reason(feedback: Feedback) -> str:
    return f"feedback-{feedback.replace('_', '-')}"


def _ticked(text: str, is_chosen: bool) -> str:
    return f"{text} ✓" if is_chosen else text


def _rows(buttons: Iterable[Button], size: int) -> Iterator[tuple[Button, ...]]:
    remaining = iter(buttons)
    while row := tuple(islice(remaining, size)):
        yield row

"""Makes the rows of buttons under messages. Pure; always within the limits of Telegram."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType

from bot.messages.catalogue import Catalogue, Texts
from bot.messages.replies import next_text
from bot.telegram.updates import callback_data
from bot.telegram.views.citation_numbers import number_sources
from bot.telegram.views.html import fold, shorten
from bot.telegram.views.outgoing import Button
from knowledge.models import Answer, ArticleSummary, Feedback, Followed, NextStep, Outcome, Reply, Resemblance
from knowledge.newsroom.following import SETTINGS

Rows = tuple[tuple[Button, ...], ...]

MOST_SOURCES = 80
"""Most source buttons under a message. Telegram allows 100 buttons in all; answers have one to six
sources."""

SOURCES_IN_ROW = 6
"""Source buttons in a row: six are still easy to tap on a narrow phone."""

FEW_SOURCES = 3
"""Up to this many source buttons share a row with 👍 and 👎, unless the 👎 shows a reason in words."""

NO_MESSAGES: Mapping[int, int] = MappingProxyType({})

BUTTON_TITLE_UNITS = 40
"""Longest title on a button; a longer one would be cut on a phone."""

REASONS: tuple[Feedback, ...] = ("wrong_source", "wrong_fact", "not_answered", "other")


def under_outcome(
    outcome: Outcome,
    texts: Texts,
    *,
    feedback: Feedback | None = None,
    shown_in: Mapping[int, int] = NO_MESSAGES,
    steps: Sequence[str] | None = None,
) -> Rows:
    """The buttons under an answer or abstention: one per source, feedback, then what to ask next.

    Under a reply they are one per listed article, then what to ask next. ``steps`` are the texts of what to
    ask next; None for those that always are.

    ``feedback`` is what the reader chose last. ``shown_in`` has the ids of the messages that already show a
    source, by the number of the source. An outcome that was not stored as a turn has no buttons.
    """
    if steps is None:
        steps = [next_text(step, texts) for step in always_next(outcome)]
    asking = under_start(steps)
    if isinstance(outcome, Reply):
        choices = [
            Button(str(number), callback_data.only(article.id))
            for number, article in enumerate(outcome.articles, start=1)
        ]
        return (*_rows(choices, SOURCES_IN_ROW), *asking)
    if outcome.turn is None:
        return ()
    sources = [
        Button(f"[{number}]", callback_data.source(outcome.turn, number, shown_in.get(number)))
        for number in range(1, min(len(number_sources(outcome)), MOST_SOURCES) + 1)
    ]
    thumbs, *reasons = _feedback(outcome.turn, texts, feedback)
    if len(sources) <= FEW_SOURCES and feedback not in REASONS:
        return ((*sources, *thumbs), *reasons, *asking)
    return (*_rows(sources, SOURCES_IN_ROW), thumbs, *reasons, *asking)


def always_next(outcome: Outcome) -> tuple[NextStep, ...]:
    """What can be asked after every outcome of this kind: it is sure to be answered."""
    if isinstance(outcome, Reply):
        return outcome.next_steps
    if not isinstance(outcome, Answer):
        return ()
    return ("latest",) if outcome.intent == "summary" else ("summary", "latest")


def under_sources(turn: int, numbers: Iterable[int]) -> Rows:
    """One button per source number of the answer ``turn``: it shows the cited sentence in its article."""
    buttons = [Button(f"[{number}]", callback_data.source(turn, number)) for number in numbers]
    return tuple(_rows(buttons[:MOST_SOURCES], SOURCES_IN_ROW))


def under_articles(
    articles: Sequence[ArticleSummary], offset: int, size: int, count: int, texts: Texts
) -> Rows:
    """The buttons under a page of the article list: one per article, then those to newer and older pages."""
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
    """The buttons that ask for a summary of the article, and that lift the restriction to it."""
    summary = next_text("summary", texts)
    return (*under_start([summary]), (Button(texts("ask-all-articles"), callback_data.everything()),))


def under_article(article_id: str, texts: Texts) -> Rows:
    """The buttons under an article: one shows its versions, the other deletes it."""
    history = Button(texts("show-history"), callback_data.history(article_id))
    return ((history, Button(texts("show-delete"), callback_data.delete(article_id))),)


def under_delete(article_id: str, texts: Texts) -> Rows:
    """The buttons that confirm or refuse the deletion of an article."""
    yes = Button(texts("forget-yes"), callback_data.confirm(article_id, "yes"))
    return ((yes,), (Button(texts("forget-no"), callback_data.confirm(article_id, "no")),))


def under_deleted(article_id: str, texts: Texts) -> Rows:
    """The button that restores an article that has just been deleted."""
    return ((Button(texts("undo"), callback_data.undo(article_id)),),)


def under_start(questions: Iterable[str]) -> Rows:
    """One row with one button for each suggested question. Pressing the button asks the question."""
    return tuple((Button(question, callback_data.question(question)),) for question in questions)


def under_unanswered(answered: Mapping[int, int], texts: Texts) -> Rows:
    """The buttons under the list of unanswered questions: each sends a new answer to the people who asked.

    ``answered`` maps the number in the list of each question that can be answered now to one of its turns.
    """
    return tuple(
        (Button(texts("gaps-tell", number=number), callback_data.notify(turn)),)
        for number, turn in answered.items()
    )


def under_languages(catalogue: Catalogue, chosen: str | None, texts: Texts) -> Rows:
    """A row for "automatic" and one for each language, named in that language. A tick marks the chosen
    one."""
    names = {code: catalogue.choose(code)("language-name") for code in catalogue.languages}
    choices = {callback_data.AUTOMATIC: texts("language-automatic"), **names}
    return tuple(
        (Button(_ticked(name, code == (chosen or callback_data.AUTOMATIC)), callback_data.language(code)),)
        for code, name in choices.items()
    )


def under_forget(user_id: int, texts: Texts) -> Rows:
    """The buttons that confirm or refuse /forget. Only ``user_id`` may press them."""
    return (
        (Button(texts("forget-yes"), callback_data.forget(user_id, "yes")),),
        (Button(texts("forget-no"), callback_data.forget(user_id, "no")),),
    )


def under_draft(number: int, alike: Sequence[Resemblance], texts: Texts) -> Rows:
    """The buttons under the preview of one article; ``alike`` are published articles that it resembles.

    A text that is already published can only be cancelled.
    """

    def button(message: str, action: str) -> Button:
        return Button(texts(message), callback_data.draft(number, action))

    if any(resemblance.is_identical for resemblance in alike):
        return ((button("draft-cancel", "cancel"),),)
    edits = (button("draft-edit-title", "title"), button("draft-edit-date", "date"))
    if not alike:
        return ((button("draft-publish", "publish"),), edits, (button("draft-cancel", "cancel"),))
    replacements = (
        (
            Button(
                texts("draft-replace", title=shorten(fold(resemblance.title), BUTTON_TITLE_UNITS)),
                callback_data.replace(number, resemblance.article_id),
            ),
        )
        for resemblance in alike
    )
    return (
        *replacements,
        (button("draft-keep-both", "publish"), button("draft-skip", "cancel")),
        edits,
    )


def under_drafts(number: int, texts: Texts) -> Rows:
    """The buttons under the preview of several articles."""
    return (
        (Button(texts("draft-publish-all"), callback_data.draft(number, "publish")),),
        (Button(texts("draft-cancel"), callback_data.draft(number, "cancel")),),
    )


def under_offer(number: int, texts: Texts) -> Rows:
    """The button that reads an offered link or forwarded text as an article."""
    return ((Button(texts("offer-add"), callback_data.offer(number)),),)


def under_following(numbers: Sequence[int], offset: int, size: int, count: int, texts: Texts) -> Rows:
    """The buttons under a page of what is followed: one for each, by its number in the list; then the
    pages."""
    choices = [
        Button(str(position), callback_data.followed(number))
        for position, number in enumerate(numbers, start=offset + 1)
    ]
    pages = []
    if offset > 0:
        pages.append(Button(texts("following-back"), callback_data.following(max(0, offset - size))))
    if offset + len(numbers) < count:
        pages.append(Button(texts("following-more"), callback_data.following(offset + size)))
    return (*_rows(choices, SOURCES_IN_ROW), *([tuple(pages)] if pages else []))


def under_followed(source: Followed, texts: Texts, *, is_dropping: bool) -> Rows:
    """The buttons under a feed or channel: pause or continue, preview or not, drop, and back to the list."""

    def button(message: str, action: str) -> Button:
        return Button(texts(message), callback_data.followed_action(source.number, action))

    if is_dropping:
        return (
            (button("unfollow-yes", "dropped"),),
            (Button(texts("unfollow-no"), callback_data.followed(source.number)),),
        )
    pause = button("follow-resume", "resume") if source.is_paused else button("follow-pause", "pause")
    preview = (
        button("follow-direct", "direct") if source.needs_approval else button("follow-preview", "preview")
    )
    back = Button(texts("following-list"), callback_data.following(0))
    # A channel that the settings name would come back.
    drop = () if source.followed_by == SETTINGS else (button("follow-drop", "drop"),)
    return ((pause, *drop), (preview,), (back,))


def _feedback(turn: int, texts: Texts, feedback: Feedback | None) -> Iterator[tuple[Button, ...]]:
    """A row with 👍 and 👎, the current choice ticked; after a 👎 without a reason, rows with the four
    reasons."""
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
        reasons = [Button(texts(_reason(value)), callback_data.feedback(turn, value)) for value in REASONS]
        yield from _rows(reasons, 2)


def _reason(feedback: Feedback) -> str:
    return f"feedback-{feedback.replace('_', '-')}"


def _ticked(text: str, is_chosen: bool) -> str:
    return f"{text} ✓" if is_chosen else text


def _rows(buttons: Iterable[Button], size: int) -> Iterator[tuple[Button, ...]]:
    remaining = iter(buttons)
    while row := tuple(islice(remaining, size)):
        yield row

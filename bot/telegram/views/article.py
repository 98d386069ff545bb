"""Renders an article, its versions and its corrections, for admins and for notices to readers. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from bot.messages.catalogue import Texts
from bot.telegram.views.answer import TITLE_UNITS, short_title, with_buttons
from bot.telegram.views.html import (
    MESSAGE_UNITS,
    Piece,
    bold,
    code,
    cut,
    fold,
    lines,
    pack,
    plain,
    quote,
    shorten,
)
from bot.telegram.views.keyboards import Rows
from bot.telegram.views.outgoing import Outgoing
from knowledge.models import AddResult, Change, Standing, Version
from knowledge.ports import DueNotice

MOST_MESSAGES = 10
"""Most messages for one article or history: 40,000 characters, more than anybody reads in a chat."""

MOST_CHANGES = 20
"""Most changes shown for one version. A rewritten article has as many changes as sentences."""

MOST_CHANGES_IN_REPLY = 5
"""Most changes shown right after a correction and in a notice; /history shows more."""

REASON_UNITS = 400
"""Longest reason for a correction or withdrawal, in UTF-16 code units."""

SENTENCE_UNITS = 900
"""Longest sentence of a change, so that the old and the new one fit into one message."""


def render_article(version: Version, sentences: int | None, texts: Texts, rows: Rows) -> list[Outgoing]:
    """Title, publisher, date and id of an article, then its text.

    ``sentences`` is the number of its sentences, None if it was withdrawn.
    """
    head = [bold(short_title(version.title)), *_published(version, texts)]
    if version.ending == "retracted" and version.until is not None:
        head.append(plain(withdrawn(version.until, version.reason, texts)))
    if sentences is not None:
        head.append(plain(texts("show-sentences", count=sentences)))
    head.append(plain(f"{texts('article-id')} ") + code(version.article_id))
    messages = pack([lines(head), *_paragraphs(version.text)])
    if len(messages) > MOST_MESSAGES:
        messages = [*messages[:MOST_MESSAGES], plain(texts("show-cut")).html]
    return with_buttons(messages, rows)


def render_history(versions: Sequence[Version], texts: Texts) -> list[Outgoing]:
    """Every version, oldest first, with the sentences that changed. ``versions`` must not be empty."""
    pieces = [bold(short_title(versions[-1].title))]
    for number, version in enumerate(versions, start=1):
        pieces.append(lines(_version(number, version, texts)))
        if number > 1 and not version.changes:
            pieces.append(plain(texts("history-same-sentences")))
        pieces += render_changes(version.changes, texts)
    messages = pack(pieces)
    if len(messages) > MOST_MESSAGES:
        # Keep the title and the newest versions: those are the ones that admins look for.
        messages = [messages[0], *messages[1 - MOST_MESSAGES :]]
    return with_buttons(messages, ())


def withdrawn(at: datetime, reason: str | None, texts: Texts) -> str:
    """The sentence that says when an article was withdrawn and, if a reason was given, why."""
    sentence = texts("withdrawn-on", date=at.date())
    return f"{sentence} {_because(reason, texts)}" if reason else sentence


def render_changes(changes: Sequence[Change], texts: Texts, most: int = MOST_CHANGES) -> Iterator[Piece]:
    """A block quotation for each of the first ``most`` changes, with the old and the new sentence.

    A last piece says how many changes are left out, if any.
    """
    for change in changes[:most]:
        rows = []
        if change.old is not None:
            rows.append(_sentence("change-old" if change.new else "change-gone", change.old, texts))
        if change.new is not None:
            rows.append(_sentence("change-new" if change.old else "change-added", change.new, texts))
        yield quote(lines(rows))
    if len(changes) > most:
        yield plain(texts("change-more", count=len(changes) - most))


def _sentence(name: str, sentence: str, texts: Texts) -> Piece:
    return bold(texts(name)) + plain(f" {shorten(fold(sentence), SENTENCE_UNITS)}")


def _version(number: int, version: Version, texts: Texts) -> Iterable[Piece]:
    yield plain(f"{number}. ") + bold(texts("history-since", date=version.since.date()))
    if version.until is not None:
        ending = texts(f"history-{version.ending or 'replaced'}", date=version.until.date())
        yield plain(ending)
    if version.reason:
        yield plain(_because(version.reason, texts))


def _because(reason: str, texts: Texts) -> str:
    return texts("because", reason=shorten(fold(reason), REASON_UNITS))


def _published(version: Version, texts: Texts) -> Iterable[Piece]:
    parts = [shorten(fold(version.publisher), TITLE_UNITS)] if version.publisher else []
    if version.published_on:
        parts.append(texts("date", date=version.published_on))
    if parts:
        yield plain(" · ".join(parts))


def _paragraphs(text: str) -> Iterator[Piece]:
    """The paragraphs of a text, each cut into pieces that fit into a message."""
    for paragraph in text.splitlines():
        for part in cut(fold(paragraph), MESSAGE_UNITS):
            yield plain(part)


def render_retracted(standing: Standing, answers: int, texts: Texts) -> list[Outgoing]:
    """The result of a withdrawal; ``answers`` is how many past answers cited the article."""
    return _done(texts("retracted", title=short_title(standing.title)), (), answers, texts)


def render_replaced(result: AddResult, now: Version, answers: int, texts: Texts) -> list[Outgoing]:
    """The result of a correction; ``answers`` is how many past answers cited a sentence that changed."""
    title = short_title(now.title)
    if result.status == "unchanged":
        return with_buttons(pack([plain(texts("unchanged", title=title))]), ())
    sentence = texts("corrected", title=title, count=len(now.changes))
    return _done(sentence, render_changes(now.changes, texts, MOST_CHANGES_IN_REPLY), answers, texts)


def render_notice(due: DueNotice, texts: Texts) -> list[str]:
    """The notice to a chat in which an answer cites a sentence that was corrected or withdrawn.

    The notice quotes the changes of a correction; it quotes nothing of a withdrawn article.
    """
    title = short_title(due.title)
    if due.ending == "retracted":
        pieces = [bold(texts("notice-retracted", title=title))]
        pieces.append(plain(withdrawn(due.ended_at, due.reason, texts)))
    else:
        pieces = [bold(texts("notice-corrected", title=title))]
        pieces += render_changes(due.notice.changes, texts, MOST_CHANGES_IN_REPLY)
        if due.reason:
            pieces.append(plain(_because(due.reason, texts)))
    return pack([*pieces, plain(texts("notice-how-to-stop"))])


def _done(sentence: str, changes: Iterable[Piece], answers: int, texts: Texts) -> list[Outgoing]:
    cited = plain(texts("answers-cited", count=answers))
    return with_buttons(pack([plain(sentence), *changes, cited]), ())

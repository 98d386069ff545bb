"""Renders previews of upload drafts, and the results of publishing them. Pure; always valid Telegram HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.messages.catalogue import Texts
from bot.telegram.views import keyboards
from bot.telegram.views.answer import (
    TITLE_UNITS,
    render_text,
    short_title,
    with_buttons,
)
from bot.telegram.views.html import (
    Piece,
    bold,
    fold,
    lines,
    pack,
    plain,
    quote,
    shorten,
)
from bot.telegram.views.outgoing import Outgoing
from knowledge.articles.prepublication import Inspected
from knowledge.models import AddResult, Resemblance
from knowledge.ports import UploadDraft

BEGINNING_UNITS = 500
"""How much of the text a preview shows: enough to see whether it begins where the article begins."""

INSTRUCTION_UNITS = 300
PUBLISHER_UNITS = 100
TITLES_SHOWN = 5
ALIKE_SHOWN = 3


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft with the results of inspecting each of its articles.

    ``alike`` are the published articles that resemble the draft; it is empty if the draft has several
    articles. ``replaced`` are the titles of published articles with the same external id and another text:
    publishing the draft replaces them.
    """

    draft: UploadDraft
    inspected: tuple[Inspected, ...]
    alike: tuple[Resemblance, ...] = ()
    replaced: tuple[str, ...] = ()


def is_single(draft: UploadDraft) -> bool:
    """Whether a draft consists of one article, so that its title and date can be edited."""
    return len(draft.articles) == 1 and not draft.unreadable


def render_draft(number: int, view: DraftView, texts: Texts) -> Outgoing:
    """The card of a draft: one message with buttons. ``number``, the draft's number, is in their callback
    data."""
    if not is_single(view.draft):
        [message] = pack(_several(view, texts))
        return with_buttons([message], keyboards.under_drafts(number, texts))[0]
    alike = view.alike[:ALIKE_SHOWN]
    [message] = pack(_one(view, alike, texts))
    return with_buttons([message], keyboards.under_draft(number, alike, texts))[0]


def render_published(results: Sequence[AddResult], unreadable: int, texts: Texts) -> Outgoing:
    """The result of publishing several articles; ``unreadable`` counts those that could not be read."""
    counts = Counter(result.status for result in results)
    sentences = [texts("drafts-published", count=counts["added"] + counts["replaced"])]
    if counts["unchanged"]:
        sentences.append(texts("drafts-unchanged", count=counts["unchanged"]))
    if counts["failed"] + unreadable:
        sentences.append(texts("drafts-failed", count=counts["failed"] + unreadable))
    return render_text("\n".join(sentences))[0]


def render_cancelled(draft: UploadDraft, title: str, texts: Texts) -> Outgoing:
    """The result of cancelling a draft. ``title`` is shown if the draft is one article."""
    if is_single(draft):
        return render_text(texts("draft-cancelled", title=short_title(title)))[0]
    return render_text(texts("drafts-cancelled", count=len(draft.articles)))[0]


def _one(view: DraftView, alike: Sequence[Resemblance], texts: Texts) -> Iterator[Piece]:
    article, inspected = view.draft.articles[0], view.inspected[0]
    yield plain(texts("draft-preview"))
    origin = [shorten(fold(article.publisher), PUBLISHER_UNITS)] if article.publisher else []
    origin.append(
        texts("date", date=article.published_on) if article.published_on else texts("draft-no-date")
    )
    size = [
        texts("draft-sentences", count=inspected.sentences),
        texts("draft-language", language=inspected.language),
    ]
    yield lines([bold(short_title(inspected.title)), plain(" · ".join(origin)), plain(" · ".join(size))])
    yield quote(plain(shorten(fold(article.text[: BEGINNING_UNITS * 2]), BEGINNING_UNITS)))
    for warning in inspected.warnings:
        piece = plain(texts("draft-warning", warning=warning))
        if warning == "instructions" and inspected.instruction:
            sentence = shorten(fold(inspected.instruction), INSTRUCTION_UNITS)
            piece = lines([piece, plain(f"“{sentence}”")])
        yield piece
    if view.replaced:
        yield plain(texts("draft-replaces", title=short_title(view.replaced[0])))
    if alike:
        is_identical = any(resemblance.is_identical for resemblance in alike)
        heading = texts("draft-identical" if is_identical else "draft-alike")
        yield lines([plain(heading), *(_title_and_date(resemblance, texts) for resemblance in alike)])


def _title_and_date(resemblance: Resemblance, texts: Texts) -> Piece:
    day = f" · {texts('date', date=resemblance.published_on)}" if resemblance.published_on else ""
    return plain(f"• {short_title(resemblance.title)}{day}")


def _several(view: DraftView, texts: Texts) -> Iterator[Piece]:
    yield plain(texts("drafts-preview", count=len(view.inspected)))
    titles = [
        plain(f"• {shorten(fold(inspected.title), TITLE_UNITS)}")
        for inspected in view.inspected[:TITLES_SHOWN]
    ]
    if len(view.inspected) > TITLES_SHOWN:
        titles.append(plain(texts("drafts-more", count=len(view.inspected) - TITLES_SHOWN)))
    yield lines(titles)
    notes = []
    if view.draft.unreadable:
        notes.append(plain(texts("drafts-unreadable", count=view.draft.unreadable)))
    if view.draft.has_hidden_characters:
        notes.append(plain(texts("draft-warning", warning="hidden-characters")))
    if view.replaced:
        notes.append(plain(texts("drafts-replace", count=len(view.replaced))))
    counts = Counter(warning for inspected in view.inspected for warning in inspected.warnings)
    notes += [
        plain(texts("drafts-warning", warning=warning, count=count)) for warning, count in counts.items()
    ]
    if notes:
        yield lines(notes)

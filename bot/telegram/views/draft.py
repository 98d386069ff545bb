"""What is shown of articles that wait to be published: pure, and always valid Telegram HTML."""

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
"""Of the text: enough to see whether it begins where the article does."""

INSTRUCTION_UNITS = 300
PUBLISHER_UNITS = 100
TITLES_SHOWN = 5
ALIKE_SHOWN = 3


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft with what was found out about each of its articles; ``alike`` only where there is one.

    ``replaced`` are the titles of published articles with another text and the same external id: those give
    way when this is published.
    """

    draft: UploadDraft
    inspected: tuple[Inspected, ...]
    alike: tuple[Resemblance, ...] = ()
    replaced: tuple[str, ...] = ()


def is_single(draft: UploadDraft) -> bool:
    """Whether it is shown, and can be changed, as one article."""
    return len(draft.articles) == 1 and not draft.unreadable


def render_draft(number: int, view: DraftView, texts: Texts) -> Outgoing:
    """The card: one message with its buttons."""
    if not is_single(view.draft):
        [message] = pack(_several(view, texts))
        return with_buttons([message], keyboards.under_drafts(number, texts))[0]
    alike = view.alike[:ALIKE_SHOWN]
    [message] = pack(_one(view, alike, texts))
    return with_buttons([message], keyboards.under_draft(number, alike, texts))[0]


def render_published(results: Sequence[AddResult], unreadable: int, texts: Texts) -> Outgoing:
    """What became of several at once."""
    counts = Counter(result.status for result in results)
    said = [texts("drafts-published", count=counts["added"] + counts["replaced"])]
    if counts["unchanged"]:
        said.append(texts("drafts-unchanged", count=counts["unchanged"]))
    if counts["failed"] + unreadable:
        said.append(texts("drafts-failed", count=counts["failed"] + unreadable))
    return render_text("\n".join(said))[0]


def render_cancelled(draft: UploadDraft, title: str, texts: Texts) -> Outgoing:
    if is_single(draft):
        return render_text(texts("draft-cancelled", title=short_title(title)))[0]
    return render_text(texts("drafts-cancelled", count=len(draft.articles)))[0]


def _one(view: DraftView, alike: Sequence[Resemblance], texts: Texts) -> Iterator[Piece]:
    article, found = view.draft.articles[0], view.inspected[0]
    yield plain(texts("draft-preview"))
    known = [shorten(fold(article.publisher), PUBLISHER_UNITS)] if article.publisher else []
    known.append(texts("date", date=article.published_on) if article.published_on else texts("draft-no-date"))
    size = [
        texts("draft-sentences", count=found.sentences),
        texts("draft-language", language=found.language),
    ]
    yield lines([bold(short_title(found.title)), plain(" · ".join(known)), plain(" · ".join(size))])
    yield quote(plain(shorten(fold(article.text[: BEGINNING_UNITS * 2]), BEGINNING_UNITS)))
    for warning in found.warnings:
        told = plain(texts("draft-warning", warning=warning))
        if warning == "instructions" and found.instruction:
            sentence = shorten(fold(found.instruction), INSTRUCTION_UNITS)
            told = lines([told, plain(f"“{sentence}”")])
        yield told
    if view.replaced:
        yield plain(texts("draft-replaces", title=short_title(view.replaced[0])))
    if alike:
        is_identical = any(one.is_identical for one in alike)
        heading = texts("draft-identical" if is_identical else "draft-alike")
        yield lines([plain(heading), *(_named(one, texts) for one in alike)])


def _named(one: Resemblance, texts: Texts) -> Piece:
    day = f" · {texts('date', date=one.published_on)}" if one.published_on else ""
    return plain(f"• {short_title(one.title)}{day}")


def _several(view: DraftView, texts: Texts) -> Iterator[Piece]:
    yield plain(texts("drafts-preview", count=len(view.inspected)))
    titles = [
        plain(f"• {shorten(fold(found.title), TITLE_UNITS)}") for found in view.inspected[:TITLES_SHOWN]
    ]
    if len(view.inspected) > TITLES_SHOWN:
        titles.append(plain(texts("drafts-more", count=len(view.inspected) - TITLES_SHOWN)))
    yield lines(titles)
    told = []
    if view.draft.unreadable:
        told.append(plain(texts("drafts-unreadable", count=view.draft.unreadable)))
    if view.draft.has_hidden_characters:
        told.append(plain(texts("draft-warning", warning="hidden-characters")))
    if view.replaced:
        told.append(plain(texts("drafts-replace", count=len(view.replaced))))
    counts = Counter(warning for found in view.inspected for warning in found.warnings)
    told += [
        plain(texts("drafts-warning", warning=warning, count=count)) for warning, count in counts.items()
    ]
    if told:
        yield lines(told)

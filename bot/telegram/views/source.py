"""A cited sentence in its place: between its neighbours in the article as it is stored now. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from bot.messages.catalogue import Texts
from bot.telegram.views import text_fragment
from bot.telegram.views.answer import (
    about,
    short_title,
    sources_quoted,
    with_buttons,
)
from bot.telegram.views.article import withdrawn
from bot.telegram.views.citation_numbers import markers
from bot.telegram.views.html import (
    Piece,
    bold,
    fold,
    lines,
    link,
    pack,
    plain,
    quote,
    shorten,
    shorten_start,
)
from bot.telegram.views.keyboards import Rows
from bot.telegram.views.outgoing import Outgoing
from knowledge.models import Article, Citation, Standing

SENTENCE_UNITS = 2400
NEIGHBOUR_UNITS = 400
"""A neighbour shows where the sentence stands; it need not be read to its end."""


def render_source(
    citation: Citation, number: int, article: Article | None, texts: Texts, standing: Standing | None = None
) -> Outgoing:
    """One message. ``article`` is what is stored now under the citation's id; None when it was withdrawn, as
    ``standing`` says, or deleted.

    What was taken back, or has left the text, is not quoted any longer.
    """
    head = lines(
        [
            plain(f"{markers([number])} ") + bold(short_title(citation.title)),
            *[plain(known) for known in [about(citation, texts)] if known],
        ]
    )
    position = None if article is None else place_of(citation, article)
    if article is None:
        pieces = [head, plain(why_gone(standing, texts))]
    elif position is None:
        pieces = [head, plain(texts("source-changed"))]
    else:
        pieces = [lines([head, quote(_in_place(article, position))])]
    # What changed on the publisher's page is not known here, so the address stays.
    if article is not None and article.url and text_fragment.is_web_address(article.url):
        address = article.url
        if position is not None:
            sentence = article.sentences[position].text
            address = text_fragment.to_sentence(article.url, sentence, article.text)
        pieces = [lines([*pieces, link(texts("open-article"), address)])]
    [html] = pack(pieces)
    return Outgoing(html)


def render_proof(
    cited: dict[Citation, int], gone: Mapping[str, Standing | None], texts: Texts, rows: Rows
) -> list[Outgoing]:
    """The sentences behind a part of an answer, with their numbers in it; at least one.

    ``gone`` has the ids of articles that are not stored any more, with their standing as far as it is known.
    """
    present = {one: number for one, number in cited.items() if one.article_id not in gone}
    absent = {one.article_id: (one.title, at) for one, at in cited.items() if one.article_id in gone}
    pieces: list[Piece] = []
    if present:
        first, *rest = sources_quoted(present, texts, frame=quote)
        pieces = [lines([bold(texts("proof", count=len(present))), first]), *rest]
    for article_id, (title, number) in absent.items():
        head = plain(f"{markers([number])} ") + bold(short_title(title))
        pieces.append(lines([head, plain(why_gone(gone[article_id], texts))]))
    return with_buttons(pack(pieces), rows)


def why_gone(standing: Standing | None, texts: Texts) -> str:
    """When an article was withdrawn and why; that it was deleted, where nothing is known of it."""
    if standing is None or standing.retracted_at is None:
        return texts("source-gone")
    return withdrawn(standing.retracted_at, standing.reason, texts)


def place_of(citation: Citation, article: Article) -> int | None:
    """Which sentence of the article is the cited one; None when the text does not have it any more."""
    for position, sentence in enumerate(article.sentences):
        if (sentence.start, sentence.end, sentence.text) == (
            citation.start,
            citation.end,
            citation.sentence,
        ):
            return position
    wanted = fold(citation.sentence)
    return next(
        (at for at, sentence in enumerate(article.sentences) if fold(sentence.text) == wanted),
        None,
    )


def _in_place(article: Article, position: int) -> Piece:
    sentence = article.sentences[position]
    inner = bold(shorten(fold(sentence.text), SENTENCE_UNITS))
    if position > 0:
        before = article.sentences[position - 1]
        gap = article.text[before.end : sentence.start]
        inner = plain(shorten_start(fold(before.text), NEIGHBOUR_UNITS) + _gap(gap)) + inner
    if position + 1 < len(article.sentences):
        after = article.sentences[position + 1]
        gap = article.text[sentence.end : after.start]
        inner += plain(_gap(gap) + shorten(fold(after.text), NEIGHBOUR_UNITS))
    return inner


def _gap(between: str) -> str:
    """A paragraph's end is kept as a line's end."""
    return "\n\n" if between.count("\n") > 1 else " "

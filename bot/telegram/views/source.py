"""Renders a cited sentence between its neighbours in the article as it is stored now. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from bot.messages.catalogue import Texts
from bot.telegram.views import text_fragment
from bot.telegram.views.answer import (
    publisher_and_date,
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
"""Longest cited sentence, in UTF-16 code units; a longer one is cut."""

NEIGHBOUR_UNITS = 400
"""Longest neighbouring sentence. It only shows the context, so it may be cut."""


def render_source(
    citation: Citation, number: int, article: Article | None, texts: Texts, standing: Standing | None = None
) -> Outgoing:
    """One message with a cited sentence in its place and a link to it.

    ``article`` is what is stored now under the citation's article id; None if it was withdrawn (``standing``
    then says when and why) or deleted. The sentence is not quoted if the article is gone or no longer has it.
    """
    head = lines(
        [
            plain(f"{markers([number])} ") + bold(short_title(citation.title)),
            *[plain(line) for line in [publisher_and_date(citation, texts)] if line],
        ]
    )
    position = None if article is None else position_of(citation, article)
    if article is None:
        pieces = [head, plain(why_gone(standing, texts))]
    elif position is None:
        pieces = [head, plain(texts("source-changed"))]
    else:
        pieces = [lines([head, quote(_with_neighbours(article, position))])]
    # Link even if the sentence is gone from the stored text: the publisher's page may still have it.
    if article is not None and article.url and text_fragment.is_web_address(article.url):
        address = article.url
        if position is not None:
            sentence = article.sentences[position].text
            address = text_fragment.to_sentence(article.url, sentence, article.text)
        pieces = [lines([*pieces, link(texts("open-article"), address)])]
    [html] = pack(pieces)
    return Outgoing(html)


def render_cited_sentences(
    cited: dict[Citation, int], gone: Mapping[str, Standing | None], texts: Texts, rows: Rows
) -> list[Outgoing]:
    """The sentences behind a part of an answer, with their numbers in the answer.

    ``cited`` must not be empty. ``gone`` has the ids of the cited articles that were withdrawn or deleted,
    each with its standing, or None if it was deleted. Their sentences are not quoted.
    """
    present = {citation: number for citation, number in cited.items() if citation.article_id not in gone}
    absent = {
        citation.article_id: (citation.title, number)
        for citation, number in cited.items()
        if citation.article_id in gone
    }
    pieces: list[Piece] = []
    if present:
        first, *rest = sources_quoted(present, texts, frame=quote)
        pieces = [lines([bold(texts("cited-sentences", count=len(present))), first]), *rest]
    for article_id, (title, number) in absent.items():
        head = plain(f"{markers([number])} ") + bold(short_title(title))
        pieces.append(lines([head, plain(why_gone(gone[article_id], texts))]))
    return with_buttons(pack(pieces), rows)


def why_gone(standing: Standing | None, texts: Texts) -> str:
    """The sentence that says when and why an article was withdrawn or, without a standing, that it was
    deleted."""
    if standing is None or standing.retracted_at is None:
        return texts("source-gone")
    return withdrawn(standing.retracted_at, standing.reason, texts)


def position_of(citation: Citation, article: Article) -> int | None:
    """The position of the cited sentence among the sentences of the article; None if it is no longer there.

    Prefers the sentence at the cited offsets; otherwise takes the first one with the same folded text.
    """
    for position, sentence in enumerate(article.sentences):
        if (sentence.start, sentence.end, sentence.text) == (
            citation.start,
            citation.end,
            citation.sentence,
        ):
            return position
    text = fold(citation.sentence)
    return next(
        (position for position, sentence in enumerate(article.sentences) if fold(sentence.text) == text),
        None,
    )


def _with_neighbours(article: Article, position: int) -> Piece:
    """A sentence in bold between the sentences before and after it."""
    sentence = article.sentences[position]
    inner = bold(shorten(fold(sentence.text), SENTENCE_UNITS))
    if position > 0:
        before = article.sentences[position - 1]
        between = article.text[before.end : sentence.start]
        inner = plain(shorten_start(fold(before.text), NEIGHBOUR_UNITS) + _separator(between)) + inner
    if position + 1 < len(article.sentences):
        after = article.sentences[position + 1]
        between = article.text[sentence.end : after.start]
        inner += plain(_separator(between) + shorten(fold(after.text), NEIGHBOUR_UNITS))
    return inner


def _separator(between: str) -> str:
    """What to show for the white space between two sentences: an empty line between paragraphs, else a
    space."""
    return "\n\n" if between.count("\n") > 1 else " "

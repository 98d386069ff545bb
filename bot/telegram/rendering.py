"""From what happened to the messages that say it: pure, and always valid Telegram HTML.

Every function gives the messages in the order in which they are to be sent, at least one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from bot.messages.catalogue import Catalogue, Texts
from bot.telegram.markup import (
    MESSAGE_UNITS,
    Piece,
    bold,
    code,
    cut,
    fits,
    fold,
    lines,
    link,
    pack,
    plain,
    quote,
    shorten,
    utf16_units,
)
from knowledge.models import Abstention, AddResult, Answer, ArticleSummary, Citation, CitedStatement, Outcome

TITLE_UNITS = 200
"""A title longer than this is cut: it is the name of a source here, not what was asked for."""

ID_UNITS = 64

NEAREST_SHOWN = 3


def render_outcome(outcome: Outcome, catalogue: Catalogue, user_language: str | None) -> list[str]:
    """The frame is in the language of the question if there is a catalogue for it, else in the user's."""
    texts = catalogue.choose(outcome.language, user_language)
    if isinstance(outcome, Answer):
        return pack(_answer(outcome, texts))
    return pack(_abstention(outcome, texts))


def render_text(text: str) -> list[str]:
    """A message of the catalogue."""
    return [plain(text).html]


def render_articles(articles: Sequence[ArticleSummary], count: int, texts: Texts) -> list[str]:
    """``articles`` as they are to be listed, ``count`` of all that there are."""
    if not articles:
        return render_text(texts("no-articles"))
    heading = (
        texts("article-count", count=count)
        if len(articles) >= count
        else texts("newest-articles", shown=len(articles), count=count)
    )
    return pack([bold(heading), *(_listed(article, texts) for article in articles)])


def render_added(result: AddResult, texts: Texts) -> list[str]:
    """What became of an upload, with the id that ``/delete`` takes."""
    if result.status == "failed" or result.article_id is None:
        return render_text(texts("add-failed"))
    title = shorten(fold(result.title), TITLE_UNITS)
    if result.status == "unchanged":
        sentence = texts("unchanged", title=title)
    else:
        sentence = texts(result.status, title=title, sentences=result.sentences)
    return pack([lines([plain(sentence), _article_id(result.article_id, texts)])])


def short_id(article_id: str) -> str:
    """An id as a person wrote it, fit for a sentence: what was pasted behind ``/delete`` may be a text."""
    return shorten(fold(article_id), ID_UNITS)


def _answer(answer: Answer, texts: Texts) -> Iterator[Piece]:
    numbers = _numbers(answer.statements)
    for statement in answer.statements:
        yield from _statement(statement, numbers)
    articles: dict[str, list[Citation]] = {}
    for citation in numbers:
        articles.setdefault(citation.article_id, []).append(citation)
    sources = [
        _source(cited[0], [numbers[citation] for citation in cited], texts) for cited in articles.values()
    ]
    yield from _under_heading(bold(texts("sources", count=len(sources))), sources)
    if answer.mode == "fallback":
        yield plain(texts("fallback-note"))


def _numbers(statements: Iterable[CitedStatement]) -> dict[Citation, int]:
    """The cited sentences, numbered from 1 as they appear: labels of unused evidence leave no gaps."""
    numbers: dict[Citation, int] = {}
    for statement in statements:
        for citation in statement.citations:
            numbers.setdefault(citation, len(numbers) + 1)
    return numbers


def _statement(statement: CitedStatement, numbers: dict[Citation, int]) -> Iterator[Piece]:
    """One piece, more only where the statement is longer than a message.

    A statement that is itself the cited sentence is shown once, as a quotation; another one is followed by
    the sentences that prove it.
    """
    text = fold(statement.text)
    proof = [citation for citation in statement.citations if fold(citation.sentence) != text]
    markers = _markers(numbers[citation] for citation in statement.citations)
    parts = _with_markers(text, markers)
    if not proof:
        yield from map(quote, parts)
        return
    yield from parts
    for citation in proof:
        yield from map(quote, _with_markers(fold(citation.sentence), _markers([numbers[citation]])))


def _with_markers(text: str, markers: str) -> list[Piece]:
    """The text with the markers behind its last part."""
    parts = list(cut(text, MESSAGE_UNITS - utf16_units(markers) - 1))
    return [*map(plain, parts[:-1]), plain(f"{parts[-1] if parts else ''} {markers}".strip())]


def _markers(numbers: Iterable[int]) -> str:
    return " ".join(f"[{number}]" for number in dict.fromkeys(numbers))


def _source(citation: Citation, numbers: list[int], texts: Texts) -> Piece:
    """``[1] Title — Publisher, 22 April 2022``, the title linked where the article has a web address."""
    title = shorten(fold(citation.title), TITLE_UNITS)
    about = [shorten(fold(citation.publisher), TITLE_UNITS)] if citation.publisher else []
    if citation.published_on:
        about.append(texts("date", date=citation.published_on))
    named = link(title, citation.url) if citation.url and _is_web_address(citation.url) else plain(title)
    marked = plain(f"{_markers(numbers)} ") + named
    return marked + plain(f" — {', '.join(about)}") if about else marked


def _under_heading(heading: Piece, rows: list[Piece]) -> Iterator[Piece]:
    """A heading is never parted from its first row; more rows than a message holds stay breakable."""
    together = lines([heading, *rows])
    if fits(together):
        yield together
    else:
        yield lines([heading, rows[0]])
        yield from rows[1:]


def _abstention(abstention: Abstention, texts: Texts) -> Iterator[Piece]:
    yield plain(texts(f"abstention-{abstention.reason.replace('_', '-')}"))
    nearest = [shorten(fold(near.title), TITLE_UNITS) for near in abstention.nearest[:NEAREST_SHOWN]]
    if nearest and abstention.reason != "no_articles":
        yield lines([plain(texts("nearest")), *(plain(f"• {title}") for title in nearest)])


def _listed(article: ArticleSummary, texts: Texts) -> Piece:
    day = (
        texts("date", date=article.published_on)
        if article.published_on
        else texts("added-on", date=article.added_at.date())
    )
    about = f"{shorten(fold(article.publisher), TITLE_UNITS)}, {day}" if article.publisher else day
    title = shorten(fold(article.title), TITLE_UNITS)
    return lines([plain(title), plain(about), _article_id(article.id, texts)])


def _article_id(article_id: str, texts: Texts) -> Piece:
    return plain(f"{texts('article-id')} ") + code(article_id)


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and "".join(fold(url).split()) == url

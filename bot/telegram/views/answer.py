"""Renders answers, abstentions, article lists and upload results as messages. Pure; always valid Telegram
HTML.

Every ``render_`` function returns at least one message, in the order in which they are sent. Only the last
message has buttons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.messages.catalogue import Catalogue, Texts
from bot.messages.replies import reply_text
from bot.telegram.views import keyboards, text_fragment
from bot.telegram.views.citation_numbers import markers, number_citations, number_sources
from bot.telegram.views.html import (
    MESSAGE_ENTITIES,
    MESSAGE_UNITS,
    Piece,
    bold,
    code,
    cut,
    fold,
    folded_quote,
    italic,
    lines,
    link,
    pack,
    plain,
    quote,
    shorten,
    utf16_units,
)
from bot.telegram.views.keyboards import Rows
from bot.telegram.views.outgoing import Outgoing
from knowledge.answering.extractive import is_quoted
from knowledge.models import (
    Abstention,
    AddResult,
    Answer,
    ArticleSummary,
    Citation,
    CitedStatement,
    Outcome,
    Part,
    Reply,
)
from knowledge.questions import analysis
from knowledge.questions.analysis import Question
from knowledge.retrieval.answer_spans import answer_span

TITLE_UNITS = 200
"""Longest title of an article, in UTF-16 code units; a longer one is cut."""

NOTE_TITLE_UNITS = 48
"""Longest title in the note under each answer of a conversation that is restricted to one article."""

ID_UNITS = 64
"""Longest article id that is repeated to the person who typed it."""

NEAREST_SHOWN = 3

NEAR_SENTENCE_UNITS = 400
"""Longest sentence under an abstention; a longer one is cut, since it is no answer. Its button shows more."""

QUOTE_UNITS = MESSAGE_UNITS - 512
QUOTE_ENTITIES = MESSAGE_ENTITIES - 10
"""Limits of one block quotation of sources. Further sources go into another one, possibly in another
message."""


def render_outcome(
    outcome: Outcome,
    catalogue: Catalogue,
    user_language: str | None,
    *,
    set_language: str | None = None,
    heading: str | None = None,
    only: str | None = None,
    only_is_gone: bool = False,
) -> list[Outgoing]:
    """The messages of an answer, an abstention or a reply.

    The texts around the statements are in the language that was set for the chat, else in that of the
    question if there is a catalogue for it, else in that of the user. ``heading`` repeats the question where
    it is not visible in the chat. ``only`` is the title of the article that the question was restricted to;
    ``only_is_gone`` is True if that article has been deleted and all articles were searched.
    """
    texts = catalogue.choose(set_language, outcome.language, user_language)
    if isinstance(outcome, Reply):
        body = [*_reply(outcome, texts)]
    elif isinstance(outcome, Answer):
        body = [*_answer(outcome, texts)]
    else:
        body = [*_abstention(outcome, texts, name_nearest=only is None)]
    if heading:
        body.insert(0, bold(shorten(fold(heading), TITLE_UNITS)))
    if only is not None:
        body.append(plain(texts("only-this-article", title=shorten(fold(only), NOTE_TITLE_UNITS))))
    elif only_is_gone:
        body.append(plain(texts("only-article-gone")))
    return with_buttons(pack(body), keyboards.under_outcome(outcome, texts))


def with_buttons(messages: Sequence[str], rows: Rows) -> list[Outgoing]:
    """Add rows of buttons to the last message. ``messages`` (HTML) must not be empty."""
    outgoing = [Outgoing(html) for html in messages]
    return [*outgoing[:-1], replace(outgoing[-1], buttons=rows)]


def render_text(text: str, rows: Rows = ()) -> list[Outgoing]:
    """One message with plain text, usually of the catalogue, and rows of buttons."""
    return with_buttons([plain(text).html], rows)


def render_articles(
    articles: Sequence[ArticleSummary],
    count: int,
    texts: Texts,
    *,
    offset: int = 0,
    page_size: int,
    show_ids: bool = False,
) -> list[Outgoing]:
    """One page of the article list, as one message. ``articles`` begin at ``offset`` of ``count`` in all."""
    if not articles:
        return render_text(texts("no-articles"))
    heading = [bold(texts("article-count", count=count))]
    rows = [
        _list_entry(number, article, texts, show_ids=show_ids)
        for number, article in enumerate(articles, start=offset + 1)
    ]
    [message] = pack([*heading, *rows, plain(texts("articles-how"))])
    return with_buttons([message], keyboards.under_articles(articles, offset, page_size, count, texts))


def render_added(result: AddResult, texts: Texts) -> list[Outgoing]:
    """The result of publishing one article, with the id that commands such as /delete take."""
    if result.status == "failed" or result.article_id is None:
        return render_text(texts("add-failed"))
    title = short_title(result.title)
    if result.status == "unchanged":
        sentence = texts("unchanged", title=title)
    else:
        sentence = texts(result.status, title=title, sentences=result.sentences)
    return with_buttons(pack([lines([plain(sentence), _article_id(result.article_id, texts)])]), ())


def short_id(article_id: str) -> str:
    """The id that a person typed, on one line and cut, since they may have typed a whole text."""
    return shorten(fold(article_id), ID_UNITS)


def short_title(title: str) -> str:
    """A title on one line, cut to at most ``TITLE_UNITS`` UTF-16 code units."""
    return shorten(fold(title), TITLE_UNITS)


def publisher_and_date(citation: Citation | ArticleSummary, texts: Texts) -> str:
    """Publisher and publication date, as far as they are known; ``""`` if neither is."""
    parts = [shorten(fold(citation.publisher), TITLE_UNITS)] if citation.publisher else []
    if citation.published_on:
        parts.append(texts("date", date=citation.published_on))
    return " · ".join(parts)


def sources_quoted(
    cited: Mapping[Citation, int],
    texts: Texts,
    *,
    shown_already: frozenset[str] = frozenset(),
    frame: Callable[[Piece], Piece] = folded_quote,
) -> Iterator[Piece]:
    """Cited sentences with their numbers, followed by title, publisher and date of their article.

    ``cited`` maps each citation to its number. Sentences of one article are grouped. ``frame`` makes each
    piece a block quotation that is small enough for a message. A sentence whose folded text is in
    ``shown_already`` is not repeated: only its number is named.
    """
    articles: dict[str, list[Citation]] = {}
    for citation in cited:
        articles.setdefault(citation.article_id, []).append(citation)
    rows: list[Piece] = []
    for citations in articles.values():
        unshown = [citation for citation in citations if fold(citation.sentence) not in shown_already]
        for citation in unshown:
            rows += _cut_to(QUOTE_UNITS, fold(citation.sentence), before=f"[{cited[citation]}] ")
        numbers = [cited[citation] for citation in citations if citation not in unshown]
        rows.append(_source_lines(citations[0], numbers, texts))
    yield from _framed(rows, frame)


def _answer(answer: Answer, texts: Texts) -> Iterator[Piece]:
    numbers = number_citations(answer)
    for part in answer.parts or (Part(answer.standalone_question, answer.statements),):
        question = analysis.analyse(part.question)
        if answer.parts:
            yield bold(shorten(fold(part.question), TITLE_UNITS))
        for statement in part.statements:
            yield from _statement(statement, numbers, question)
        if not part.statements:
            yield plain(texts("part-not-found"))
    yield from sources_quoted(numbers, texts, shown_already=_quoted_sentences(answer.statements))
    if answer.archive_until is not None:
        yield plain(texts("archive-until", date=answer.archive_until))
    if answer.differs:
        yield plain(texts("reports-differ"))
    if answer.mode == "fallback":
        yield plain(texts("fallback-note"))


def _statement(statement: CitedStatement, numbers: dict[Citation, int], question: Question) -> list[Piece]:
    """A statement with its numbers: one piece, or several if it is longer than a message.

    A statement that is itself a cited sentence becomes a block quotation, with the words that answer the
    question in bold where they can be told apart.
    """
    text, labels = fold(statement.text), markers(numbers[citation] for citation in statement.citations)
    parts = _cut_to(MESSAGE_UNITS, text, after=f" {labels}")
    if not _is_quotation(statement):
        return parts
    if len(parts) == 1 and (span := answer_span(question, text)):
        start, end = span
        parts = [plain(text[:start]) + bold(text[start:end]) + plain(f"{text[end:]} {labels}")]
    return [quote(part) for part in parts]


def _is_quotation(statement: CitedStatement) -> bool:
    text = fold(statement.text)
    return any(is_quoted(fold(citation.sentence), text) for citation in statement.citations)


def _quoted_sentences(statements: Iterable[CitedStatement]) -> frozenset[str]:
    """The folded sentences that the statements quote, whole or in part."""
    return frozenset(
        fold(citation.sentence)
        for statement in statements
        for citation in statement.citations
        if is_quoted(fold(citation.sentence), fold(statement.text))
    )


def _cut_to(units: int, text: str, *, before: str = "", after: str = "") -> list[Piece]:
    """The text in parts of at most ``units``, with ``before`` in front of the first and ``after`` behind the
    last."""
    parts = list(cut(text, units - utf16_units(before) - utf16_units(after))) or [""]
    parts[0] = f"{before}{parts[0]}".strip()
    parts[-1] = f"{parts[-1]}{after}".strip()
    return [plain(part) for part in parts]


def _source_lines(citation: Citation, numbers: Iterable[int], texts: Texts) -> Piece:
    """The title, linked if the article has a web address, with publisher and date on the line below it.

    ``numbers`` are put in front of the title: ``[1][2] Title``.
    """
    title = short_title(citation.title)
    labels = markers(numbers)
    piece = italic(title)
    if citation.url and text_fragment.is_web_address(citation.url):
        piece = link(title, text_fragment.to_sentence(citation.url, citation.sentence))
    if labels:
        piece = plain(f"{labels} ") + piece
    second_line = publisher_and_date(citation, texts)
    return lines([piece, plain(second_line)]) if second_line else piece


def _framed(rows: Iterable[Piece], frame: Callable[[Piece], Piece]) -> Iterator[Piece]:
    """Put as many rows as possible into each frame."""
    current: list[Piece] = []
    for row in rows:
        longer = lines([*current, row])
        if current and (longer.units > QUOTE_UNITS or longer.entities > QUOTE_ENTITIES):
            yield frame(lines(current))
            current = []
        current.append(row)
    if current:
        yield frame(lines(current))


def _abstention(abstention: Abstention, texts: Texts, *, name_nearest: bool) -> Iterator[Piece]:
    if numbers := number_sources(abstention):
        yield plain(texts("nearest-sentences"))
        for citation, number in numbers.items():
            text = shorten(fold(citation.sentence), NEAR_SENTENCE_UNITS)
            yield quote(plain(f"{text} {markers([number])}"))
        yield from sources_quoted(
            numbers, texts, shown_already=frozenset(fold(one.sentence) for one in numbers)
        )
        return
    yield plain(texts(f"abstention-{abstention.reason.replace('_', '-')}"))
    nearest = [short_title(article.title) for article in abstention.nearest[:NEAREST_SHOWN]]
    if nearest and name_nearest and abstention.reason != "no_articles":
        yield lines([plain(texts("nearest")), *(plain(f"• {title}") for title in nearest)])


def _reply(reply: Reply, texts: Texts) -> Iterator[Piece]:
    yield plain(reply_text(reply, texts))
    numbers = number_citations(reply)
    nothing_asked = analysis.analyse("")
    for statement in reply.statements:
        yield from _statement(statement, numbers, nothing_asked)
    yield from sources_quoted(numbers, texts, shown_already=_quoted_sentences(reply.statements))
    for number, article in enumerate(reply.articles, start=1):
        yield _list_entry(number, article, texts, show_ids=False)


def _list_entry(number: int, article: ArticleSummary, texts: Texts, *, show_ids: bool) -> Piece:
    second_line = publisher_and_date(article, texts)
    if not article.published_on:
        added = texts("added-on", date=article.added_at.date())
        second_line = f"{second_line} · {added}" if second_line else added
    rows = [plain(f"{number}. ") + bold(short_title(article.title)), plain(second_line)]
    return lines([*rows, _article_id(article.id, texts)] if show_ids else rows)


def _article_id(article_id: str, texts: Texts) -> Piece:
    return plain(f"{texts('article-id')} ") + code(article_id)

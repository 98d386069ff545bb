"""From what happened to the messages that say it: pure, and always valid Telegram HTML.

Every function gives the messages in the order in which they are to be sent, at least one. Buttons stand
under the last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.messages.catalogue import Catalogue, Texts
from bot.telegram.views import keyboards, text_fragment
from bot.telegram.views.citation_numbers import markers, numbered
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
from knowledge.models import (
    Abstention,
    AddResult,
    Answer,
    ArticleSummary,
    Citation,
    CitedStatement,
    Outcome,
)
from knowledge.questions import analysis
from knowledge.questions.analysis import Question
from knowledge.retrieval.answer_spans import short_answer

TITLE_UNITS = 200
"""A title longer than this is cut: it is the name of a source here, not what was asked for."""

NOTE_TITLE_UNITS = 48
"""In the note under each answer, where the title only reminds."""

ID_UNITS = 64

NEAREST_SHOWN = 3

QUOTE_UNITS = MESSAGE_UNITS - 512
QUOTE_ENTITIES = MESSAGE_ENTITIES - 10
"""One block quotation of sources; more sources go into another, which may stand in another message."""


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
    """The frame is in the language that was set, else the question's if there is a catalogue for it, else
    the user's.

    ``heading`` is the question where nobody can see it otherwise. ``only`` is the title of the article that
    the question was restricted to; ``only_is_gone`` says that such an article has been deleted.
    """
    texts = catalogue.choose(set_language, outcome.language, user_language)
    if isinstance(outcome, Answer):
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
    """The messages with the buttons under the last. ``messages`` is not empty."""
    outgoing = [Outgoing(html) for html in messages]
    return [*outgoing[:-1], replace(outgoing[-1], buttons=rows)]


def render_text(text: str, rows: Rows = ()) -> list[Outgoing]:
    """A message of the catalogue."""
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
    """A page of the list: ``articles`` from ``offset`` on, of ``count`` in all. One message."""
    if not articles:
        return render_text(texts("no-articles"))
    heading = [bold(texts("article-count", count=count))]
    listed = [
        _listed(number, article, texts, show_ids=show_ids)
        for number, article in enumerate(articles, start=offset + 1)
    ]
    [message] = pack([*heading, *listed, plain(texts("articles-how"))])
    return with_buttons([message], keyboards.under_articles(articles, offset, page_size, count, texts))


def render_added(result: AddResult, texts: Texts) -> list[Outgoing]:
    """What became of an upload, with the id that ``/delete`` takes."""
    if result.status == "failed" or result.article_id is None:
        return render_text(texts("add-failed"))
    title = short_title(result.title)
    if result.status == "unchanged":
        sentence = texts("unchanged", title=title)
    else:
        sentence = texts(result.status, title=title, sentences=result.sentences)
    return with_buttons(pack([lines([plain(sentence), _article_id(result.article_id, texts)])]), ())


def short_id(article_id: str) -> str:
    """An id as a person wrote it, fit for a sentence: what was pasted behind ``/delete`` may be a text."""
    return shorten(fold(article_id), ID_UNITS)


def short_title(title: str) -> str:
    return shorten(fold(title), TITLE_UNITS)


def about(citation: Citation | ArticleSummary, texts: Texts) -> str:
    """Publisher and date, as far as they are known; ``""`` when neither is."""
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
    """Cited sentences with their numbers, under each article's its title, publisher and date, in block
    quotations, which can be parted. A sentence in ``shown_already`` is not shown once more."""
    articles: dict[str, list[Citation]] = {}
    for citation in cited:
        articles.setdefault(citation.article_id, []).append(citation)
    rows: list[Piece] = []
    for citations in articles.values():
        fresh = [one for one in citations if fold(one.sentence) not in shown_already]
        for one in fresh:
            rows += _cut_to(QUOTE_UNITS, fold(one.sentence), before=f"[{cited[one]}] ")
        named = [cited[one] for one in citations if one not in fresh]
        rows.append(_source_lines(citations[0], named, texts))
    yield from _framed(rows, frame)


def _answer(answer: Answer, texts: Texts) -> Iterator[Piece]:
    numbers = numbered(answer)
    question = analysis.analyse(answer.standalone_question)
    for statement in answer.statements:
        yield from _statement(statement, numbers, question)
    shown = frozenset(fold(one.text) for one in answer.statements if _is_quotation(one))
    yield from sources_quoted(numbers, texts, shown_already=shown)
    if answer.mode == "fallback":
        yield plain(texts("fallback-note"))


def _statement(statement: CitedStatement, numbers: dict[Citation, int], question: Question) -> list[Piece]:
    """One piece, more only where the statement is longer than a message.

    A statement that is itself a cited sentence is shown as a quotation, and not again among the sources; the
    few words of it that answer are bold, where some stand out.
    """
    text, marks = fold(statement.text), markers(numbers[citation] for citation in statement.citations)
    parts = _cut_to(MESSAGE_UNITS, text, behind=f" {marks}")
    if not _is_quotation(statement):
        return parts
    if len(parts) == 1 and (span := short_answer(question, text)):
        start, end = span
        parts = [plain(text[:start]) + bold(text[start:end]) + plain(f"{text[end:]} {marks}")]
    return [quote(part) for part in parts]


def _is_quotation(statement: CitedStatement) -> bool:
    text = fold(statement.text)
    return any(fold(citation.sentence) == text for citation in statement.citations)


def _cut_to(units: int, text: str, *, before: str = "", behind: str = "") -> list[Piece]:
    """The text in parts of at most ``units``, with something before the first and behind the last."""
    parts = list(cut(text, units - utf16_units(before) - utf16_units(behind))) or [""]
    parts[0] = f"{before}{parts[0]}".strip()
    parts[-1] = f"{parts[-1]}{behind}".strip()
    return [plain(part) for part in parts]


def _source_lines(citation: Citation, numbers: Iterable[int], texts: Texts) -> Piece:
    """``[1] Title``, linked where the article has a web address; publisher and date on a line below it."""
    title = short_title(citation.title)
    marks = markers(numbers)
    named = italic(title)
    if citation.url and text_fragment.is_web_address(citation.url):
        named = link(title, text_fragment.to_sentence(citation.url, citation.sentence))
    known = about(citation, texts)
    first = plain(f"{marks} ") + named if marks else named
    return lines([first, plain(known)]) if known else first


def _framed(rows: Iterable[Piece], frame: Callable[[Piece], Piece]) -> Iterator[Piece]:
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
    yield plain(texts(f"abstention-{abstention.reason.replace('_', '-')}"))
    nearest = [short_title(near.title) for near in abstention.nearest[:NEAREST_SHOWN]]
    if nearest and name_nearest and abstention.reason != "no_articles":
        yield lines([plain(texts("nearest")), *(plain(f"• {title}") for title in nearest)])


def _listed(number: int, article: ArticleSummary, texts: Texts, *, show_ids: bool) -> Piece:
    known = about(article, texts)
    if not article.published_on:
        added = texts("added-on", date=article.added_at.date())
        known = f"{known} · {added}" if known else added
    rows = [plain(f"{number}. ") + bold(short_title(article.title)), plain(known)]
    return lines([*rows, _article_id(article.id, texts)] if show_ids else rows)


def _article_id(article_id: str, texts: Texts) -> Piece:
    return plain(f"{texts('article-id')} ") + code(article_id)

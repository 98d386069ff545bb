r"""Turns a raw document into an article: separates title, publication date, publisher and address from the
text.

The steps of an upload::

    file, folder, archive, link, standard input, upload     or a text that somebody typed
      │  knowledge.ports.ArticleSources: find it, decode it or have it parsed in the sandbox
      ▼
    RawDocument       text and what its source states about it
      │  read, in this module: separate header and body, remove invisible characters
      ▼
    ArticleText       the unchanged body, with title, date, publisher, address
      │  knowledge.library.Library: sentences, language, terms; store, index, publish
      ▼
    Article

The dateline is read and stays in the body, where it can be quoted. A date in the lead is not taken as the
publication date: among 63 IndoSum articles that have a full date in brackets in the lead and a day in the web
address, the two agree in 37.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from knowledge.articles.datelines import dateline
from knowledge.articles.mail import read_mail
from knowledge.articles.metadata import (
    LONGEST_HEADER_LINE,
    Header,
    read_footer,
    read_front_matter,
    read_header,
)
from knowledge.errors import UnreadableArticle
from knowledge.models import ArticleText
from knowledge.ports import RawDocument, Source
from knowledge.text.cleaning import clean, from_markdown, storable, visible, without_tricks
from knowledge.text.dates import day_in
from knowledge.text.encodings import repaired
from knowledge.text.tables import with_rows

FIRST_LINES = 10
"""The first lines in which a document may repeat its title, for example under a masthead."""


@dataclass(frozen=True, slots=True)
class SourceArticle:
    """A source after reading: either ``article`` is set, or ``error``, which says why there is no article.

    ``name`` and ``line`` are copied from the :class:`~knowledge.ports.Source`; ``error`` is one sentence.
    """

    name: str
    article: ArticleText | None = None
    error: str | None = None
    line: int | None = None

    @property
    def place(self) -> str:
        """The name of the source, followed by ``:line`` if it is a line of a file of JSON lines."""
        return self.name if self.line is None else f"{self.name}:{self.line}"


def read(document: RawDocument) -> ArticleText:
    r"""Makes an article of a document. Every upload passes through this function once. Slow for a long text.

    The body is not changed, except that line ends become ``\n``, invisible characters are removed and white
    space is tidied: see :func:`~knowledge.text.cleaning.clean`. The white space of a document in ``record``
    form stays, so that offsets into it remain valid. Raises :class:`~knowledge.errors.UnreadableArticle`,
    naming the document, for text that is empty, has no letters, or has only a header.

    >>> text = "Pasar baru dibuka\n22 April 2022\n\nKOTA BARU – Pasar itu dibuka kemarin."
    >>> article = read(RawDocument(text))
    >>> article.title, str(article.published_on), article.text
    ('Pasar baru dibuka', '2022-04-22', 'KOTA BARU – Pasar itu dibuka kemarin.')
    """
    if document.form == "record":
        return _read_record(document)
    if document.form == "document":
        return _read_parsed(document)
    return _read_typed(document)


def read_each(sources: Iterable[Source]) -> Iterator[SourceArticle]:
    """Reads sources one by one, in order. Reports a document that cannot be read, and continues with the
    next.

    >>> sources = [Source("a.txt", RawDocument("Feri tiba.")), Source("b.jpg", error="Not a text.")]
    >>> [(item.place, item.article is not None) for item in read_each(sources)]
    [('a.txt', True), ('b.jpg', False)]
    """
    for source in sources:
        yield _read_source(source)


def read_only(sources: Iterable[Source], name: str) -> ArticleText:
    """Returns the article in ``sources``, which must contain exactly one. Error messages call them ``name``.

    Raises :class:`~knowledge.errors.UnreadableArticle` if the article cannot be read, and if there is none or
    more than one.

    >>> read_only([Source("a.txt", RawDocument("Feri tiba."))], "a.txt").text
    'Feri tiba.'
    """
    articles = list(read_each(sources))
    if len(articles) != 1:
        raise UnreadableArticle(f"{name} holds {len(articles)} articles; name a source that holds one.")
    [only] = articles
    if only.article is None:
        raise UnreadableArticle(only.error or f"{name} cannot be read.")
    return only.article


def _read_source(source: Source) -> SourceArticle:
    if source.document is None:
        return SourceArticle(source.name, error=source.error, line=source.line)
    try:
        return SourceArticle(source.name, read(source.document), line=source.line)
    except UnreadableArticle as error:
        return SourceArticle(source.name, error=str(error), line=source.line)


def _read_typed(document: RawDocument) -> ArticleText:
    """Plain text or Markdown: what stands in the text wins over the fields of the document."""
    text = clean(repaired(document.text))
    _require_letters(text, document.name)
    if (mail := read_mail(text)) is not None:
        document = replace(
            document,
            heading=document.heading or mail.subject,
            published_on=document.published_on or mail.sent_on,
        )
        text = clean(mail.body)
    front, text = read_front_matter(text)
    heading: str | None = None
    if document.form == "markdown":
        plain = from_markdown(text)
        text, heading = clean(plain.text), clean(plain.first_heading or "") or None
    else:
        text = with_rows(text)
    article = _article(text.strip(), document, front, heading)
    return replace(
        article,
        title=article.title or document.heading,
        published_on=article.published_on or _day(document),
        publisher=article.publisher or document.publisher,
        url=article.url or document.url,
    )


def _read_parsed(document: RawDocument) -> ArticleText:
    """The output of a parser: the fields of the document win over what stands in the text.

    Of the lines above the title, only a date, a publisher and a web address are used.
    """
    text, heading = clean(repaired(document.text)), " ".join(clean(repaired(document.heading)).split())
    _require_letters(text, document.name)
    if heading and len(heading) <= LONGEST_HEADER_LINE:
        # Put the title first, and only there: a short first paragraph could otherwise be taken for it.
        lines = text.split("\n", FIRST_LINES)
        first = [line for line in lines[:FIRST_LINES] if line != heading]
        text = "\n".join([heading, "", *first, *lines[FIRST_LINES:]])
    known = Header(
        published_on=document.published_on,
        publisher=" ".join(clean(document.publisher or "").split()) or None,
        url=document.url,
    )
    known = known.or_else(replace(read_header(clean(document.above))[0], title=""))
    article = _article(text, document, known, heading or None)
    return article if article.title else replace(article, title=heading)


def _read_record(document: RawDocument) -> ArticleText:
    r"""A row with named fields: its text is not changed, since others compare offsets with their copy.

    Only ``\r\n`` becomes ``\n``, NUL and lone surrogates go, and characters that reverse or hide text become
    spaces.
    """
    text = without_tricks(storable(document.text))
    _require_letters(text, f'{document.name}: The "text"')
    return ArticleText(
        text=text,
        title=visible(storable(document.heading)),
        published_on=_day(document),
        publisher=visible(storable(document.publisher or "")) or None,
        url=storable(document.url or "") or None,
        external_id=storable(document.external_id or "") or None,
    )


def _article(text: str, document: RawDocument, known: Header, heading: str | None) -> ArticleText:
    top, body = read_header(text, heading=heading)
    header, body = read_footer(body, known.or_else(top))
    if not any(map(str.isalpha, body)):
        raise UnreadableArticle(
            f"{document.name} has a header but no text below it; add the text of the article."
        )
    line = dateline(body)
    published_on = header.published_on or (line.published_on if line else None) or header.updated_on
    return ArticleText(
        text=body,
        title=" ".join(header.title.split()),
        published_on=day_in(published_on, document.zone) if published_on else None,
        publisher=header.publisher or (line.publisher if line else None),
        url=header.url,
    )


def _day(document: RawDocument) -> date | None:
    return day_in(document.published_on, document.zone) if document.published_on else None


def _require_letters(text: str, subject: str) -> None:
    if not text.strip():
        raise UnreadableArticle(f"{subject} is empty; an article needs at least one sentence.")
    if not any(map(str.isalpha, text)):
        raise UnreadableArticle(f"{subject} has no letters; an article needs at least one sentence.")

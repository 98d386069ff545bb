"""Chooses the article that an erratum corrects.

The likeness of the two is the weight of those terms of the erratum that the other article contains, as a
share of the weight of all its terms; rare terms and names weigh more. Only the title and the first sentences
of the erratum count, without the words that every erratum has, and without right and wrong values.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from knowledge.articles.errata import WithdrawnValues, is_erratum, withdrawn_values
from knowledge.articles.stated_values import states, values_in
from knowledge.models import Article
from knowledge.text import idf
from knowledge.text.dates import find_dates
from knowledge.text.names import names_in
from knowledge.text.terms import content_terms, terms

LIKE = 0.6
"""Likeness from which an article is taken for the corrected one. Of the cases in
``tests/knowledge/articles/errata_cases.py``, invented, the corrected article has at least 0.67, and another
one that has the wrong value too at most 0.52."""

SAME_DAY = 0.15
"""Added to the likeness of an article that is alike, if the erratum names the day of its publication."""

LEAST_SHARED = 2
"""Terms that the two must share, so that "Angka yang benar adalah 150" alone is like nothing."""

NAME_WEIGHT = 2
"""How much more a term of a name counts: two storms share many words, but not the place."""

LEAD_SENTENCES = 3

_EVERY_ERRATUM_HAS = """
    ralat koreksi pembetulan meralat mengoreksi membetulkan erratum errata correction corrections corrected
    clarification berita artikel laporan pemberitaan judul redaksi pembaca kami keliru kekeliruan salah
    kesalahan maaf mohon minta atas benar tepat seharusnya semestinya sebenarnya tertulis ditulis menulis
    menyebut menyebutkan memberitakan sebelumnya semula bukan melainkan angka data tanggal terdapat penulisan
    article report story version earlier previous error mistake wrong incorrect incorrectly wrongly mistakenly
    misstated stated said reported wrote regret apologise apologize right read correct figure number we
"""


def corrected(erratum: Article, candidates: Sequence[Article]) -> Article | None:
    """Choose from ``candidates`` the article that ``erratum`` corrects, or None if none is alike enough.

    It was published on the same day or before, as far as the two have dates, and it contains one of the wrong
    values that the erratum tells, if it tells any. Of equally like ones the newest is chosen. Another erratum
    is chosen only if a value that it gives as right is taken back.
    """
    told = withdrawn_values(erratum)
    weights = _weights(erratum, _topic_terms(erratum, told))
    days = {found.day for found in find_dates(_lead(erratum))}
    best: tuple[float, str, int] | None = None
    chosen = None
    for article in candidates:
        if not _may_be_corrected(article, erratum, told):
            continue
        shared = [term for term in set(terms(f"{article.title}\n{article.text}")) if term in weights]
        if len(shared) < LEAST_SHARED:
            continue
        likeness = sum(weights[term] for term in shared) / sum(weights.values())
        if likeness < LIKE:
            continue
        likeness += SAME_DAY * (article.published_on in days)
        rank = (round(likeness, 6), str(article.published_on or ""), article.revision)
        if best is None or rank > best:
            best, chosen = rank, article
    return chosen


def search_terms(article: Article) -> list[str]:
    """Return the terms by which the lexical index finds articles like this one: of its title and its lead.

    Of an erratum they include the wrong values, and leave out the words that every erratum has.
    """
    if is_erratum(article.title, article.text):
        told = withdrawn_values(article)
        return [*_topic_terms(article, told), *(term for value in told.wrong for term in terms(value))]
    return content_terms(_lead(article))


def _may_be_corrected(article: Article, erratum: Article, told: WithdrawnValues) -> bool:
    if article.id == erratum.id:
        return False
    if article.published_on and erratum.published_on and article.published_on > erratum.published_on:
        return False
    if is_erratum(article.title, article.text):
        given = withdrawn_values(article).right
        return any(states(right, wrong) for right in given for wrong in told.wrong)
    text = f"{article.title}\n{article.text}"
    return not told.wrong or any(states(text, wrong) for wrong in told.wrong)


def _topic_terms(erratum: Article, told: WithdrawnValues) -> list[str]:
    """The terms of the lead, without repetition, and without dates and the values that are right or wrong."""
    values = {term for value in (*told.wrong, *told.right) for term in terms(value) if _is_value(term, value)}
    days = {term for value in values_in(_lead(erratum)) if value.kind == "date" for term in value.key}
    left_out = values | days | _terms_of_every_erratum()
    return [term for term in content_terms(_lead(erratum)) if term not in left_out]


def _weights(erratum: Article, wanted: Sequence[str]) -> dict[str, float]:
    """The weight of each term: its inverse document frequency in news, more for a term of a name."""
    # Titles do not tell what is a name: many newsrooms capitalise every word.
    lead = [sentence.text for sentence in erratum.sentences[:LEAD_SENTENCES]]
    in_names = {term for text in lead for name in names_in(text) for term in terms(name.text)}
    weights = zip(wanted, idf.idf_weights(wanted, {}, 0), strict=True)
    return {term: float(weight) * (NAME_WEIGHT if term in in_names else 1) for term, weight in weights}


def _is_value(term: str, value: str) -> bool:
    """Whether a term of a value is not the noun that it counts."""
    return term not in {stated.noun for stated in values_in(value)}


def _lead(article: Article) -> str:
    return "\n".join([article.title, *(sentence.text for sentence in article.sentences[:LEAD_SENTENCES])])


@cache
def _terms_of_every_erratum() -> frozenset[str]:
    return frozenset(terms(_EVERY_ERRATUM_HAS))

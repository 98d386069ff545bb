"""Puts the correction first where an answer quotes what the newsroom has taken back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from knowledge.answering import draft_parser
from knowledge.answering.citation_labels import renumbered
from knowledge.answering.differing import differ_in_number
from knowledge.articles.errata import WithdrawnValues, is_erratum, withdrawn_values
from knowledge.articles.stated_values import states
from knowledge.models import Article, Citation, CitedStatement, NumberedSentence


def in_force(
    statements: Sequence[CitedStatement],
    errata: Mapping[str, Sequence[Article]],
    cited: Collection[Article] = (),
) -> tuple[CitedStatement, ...]:
    """Return the statements of an answer with what corrects them in front of them.

    ``errata`` are the errata of the cited articles by article id, as
    :meth:`~knowledge.ports.ErrataStore.errata` returns them. ``cited`` are the cited articles: an erratum
    among them corrects its own sentence that repeats the wrong value.

    A statement needs a correction if a sentence that it cites states a wrong value of an erratum, or if the
    erratum does not tell what was wrong and the sentence does not state what is right. The correction quotes
    the sentences of the erratum that give the right value, in one statement for each erratum, the newest
    erratum first. A statement that quotes them already is moved. Then the citations are numbered from 1 in
    order; the statements are returned as they are if none needs a correction.

    >>> in_force([], {})
    ()
    """
    bearing = {article_id: list(articles) for article_id, articles in errata.items()}
    for article in cited:
        if is_erratum(article.title, article.text):
            bearing.setdefault(article.id, []).append(article)
    needed = _Needed(bearing)
    for statement in statements:
        for citation in statement.citations:
            needed.look_at(citation)
    if not needed.positions:
        return tuple(statements)
    first: list[CitedStatement] = []
    rest = list(statements)
    for erratum in needed.newest_first():
        quoted = [_citation(erratum, position) for position in sorted(needed.positions[erratum.id])]
        places = {_place(citation) for citation in quoted}
        complete = [each for each in rest if places <= {_place(citation) for citation in each.citations}]
        if complete:
            first.append(complete[0])
            rest.remove(complete[0])
        else:
            rest = [each for each in rest if not {_place(citation) for citation in each.citations} <= places]
            first.append(CitedStatement(" ".join(each.sentence for each in quoted), tuple(quoted)))
    return renumbered([*first, *rest])


class _Needed:
    """Collects which sentences of which errata an answer needs: ``positions`` by the id of the erratum.

    ``bearing`` are the errata to look at for each article; an erratum bears on itself too.
    """

    def __init__(self, bearing: Mapping[str, Sequence[Article]]) -> None:
        self.positions: dict[str, set[int]] = {}
        self._bearing = bearing
        self._errata = {erratum.id: erratum for errata in bearing.values() for erratum in errata}
        self._told = {key: withdrawn_values(erratum) for key, erratum in self._errata.items()}

    def look_at(self, citation: Citation) -> None:
        """Add what the newest errata say about a cited sentence."""
        open_citations = [citation]
        seen = set()
        while open_citations:
            current = open_citations.pop()
            seen.add(_place(current))
            for erratum in self._bearing.get(current.article_id, ()):
                for position in _corrections(current, erratum, self._told[erratum.id]):
                    correction = _citation(erratum, position)
                    if _place(correction) in seen:
                        continue
                    if self._is_taken_back(correction):
                        open_citations.append(correction)
                    else:
                        self.positions.setdefault(erratum.id, set()).add(position)

    def newest_first(self) -> list[Article]:
        """The errata that are needed, by publication date and then by the order in which they were added."""
        errata = [self._errata[key] for key in self.positions]
        return sorted(errata, key=lambda each: (each.published_on or date.min, each.revision), reverse=True)

    def _is_taken_back(self, correction: Citation) -> bool:
        """Whether a later erratum corrects what an erratum gives as right."""
        return any(
            _corrections(correction, later, self._told[later.id])
            for later in self._bearing.get(correction.article_id, ())
            if later.id != correction.article_id
        )


def _corrections(citation: Citation, erratum: Article, told: WithdrawnValues) -> list[int]:
    """The positions of the sentences of ``erratum`` that correct a cited sentence, in text order."""
    is_own = citation.article_id == erratum.id
    if is_own and any(_place(citation) == _place(_citation(erratum, at)) for at in told.positions):
        return []
    if told.wrong:
        return [
            each.position
            for each in told.sentences
            if any(states(citation.sentence, wrong) for wrong in each.wrong)
        ]
    if is_own or any(states(citation.sentence, right) for right in told.right):
        return []
    if told.positions:
        return [told.positions[0]]
    # Nothing says which sentence corrects: it is the one that gives another number of the same thing.
    sentences = enumerate(erratum.sentences)
    return [at for at, each in sentences if differ_in_number(citation.sentence, each.text)][:1]


def _citation(article: Article, position: int) -> Citation:
    return draft_parser.cite(NumberedSentence(label=1, article=article, position=position, probability=1.0))


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.article_id, citation.start, citation.end

"""Forms that ask about names: who people are, and what they say, ask, hope or do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from knowledge.articles.datelines import is_publisher
from knowledge.newsroom.question_forms import words as known
from knowledge.newsroom.question_forms.article_words import ArticleWords
from knowledge.newsroom.question_forms.clauses import is_noun, points
from knowledge.newsroom.question_forms.language import Asked, Language
from knowledge.newsroom.question_forms.sentence_parts import Part, is_capitalised, is_country, runs
from knowledge.text.reference_words import FUNCTION, ORGANISATION_HEADS, ROLES, SHORT_TITLES, TIME

LONGEST_NAME = 40
"""Characters of a name with its office: "Wali Kota Larasati Wirabuana"."""

SHORTEST_NAME = 3
"""Letters. A shorter one is an initial, or an abbreviation that says little."""

LONGEST_TOPIC = 26
"""Characters; the question must fit on a button."""

MOST_OFFICE_WORDS = 5
"""Words of an office: "pengamat politik Universitas Amarin", "a former district judge"."""


class NameForms:
    """Asks about the people of an article, and what they say."""

    def __init__(self, article: ArticleWords, language: Language) -> None:
        self._article = article
        self._language = language

    def asked(self, parts: Sequence[Part]) -> Iterator[Asked]:
        """Yield the questions that a sentence, in parts, answers, the best form first."""
        yield from self._people(parts)
        for name, words, content in self._speakers(parts):
            rest = words[len(list(takewhile(known.BEFORE_VERBS.__contains__, words))) :]
            verb = " ".join(rest[:1])
            if template := self._language.does.get(" ".join(rest[:2]), self._language.does.get(verb)):
                yield Asked("said", template.format(name=name))
            if words and verb not in known.SAYS:
                continue
            if topic := self._topic(content, name):
                yield Asked("said", self._language.says_of.format(name=name, topic=topic))
            if " " in name or name.isupper():
                yield Asked("speaker", self._language.says.format(name=name))

    def _people(self, parts: Sequence[Part]) -> Iterator[Asked]:
        """An office and a name: "Ketua panitia, Made Aryasatya, …", "Klara Weiss, the head of …"."""
        for number, (part, other) in enumerate(pairwise(parts)):
            if other.before != "," or part.is_quoted or other.is_quoted:
                continue
            after = parts[number + 2] if number + 2 < len(parts) else other
            is_list = after.words[0] in {"dan", "serta", "and"} or _is_run(after.words) or after.before != ","
            if self._is_person(other.words) and not is_list:
                yield from self._holder(part.words, other.words)
            gloss = list(takewhile(lambda word: word not in FUNCTION - known.DETERMINERS, other.words))
            if self._is_person(part.words) and _has_office(gloss[:MOST_OFFICE_WORDS]):
                yield Asked("who", self._language.who_is.format(name=" ".join(part.words)))

    def _holder(self, words: Sequence[str], name: Sequence[str]) -> Iterator[Asked]:
        """Yield who holds the office that ends ``words``, if that says which one, and who the holder is."""
        start = next((at for at, word in enumerate(words) if word.casefold() in known.OFFICES), len(words))
        before, office = words[start - 1] if start else "the", words[start:]
        is_short = 1 <= len(office) <= MOST_OFFICE_WORDS
        if not is_short or points(office) or any(map(self._language.is_verb, office)):
            return
        # An English adjective before an office changes it: "the former president".
        is_whole = before.casefold() in FUNCTION or (before.islower() and not self._language.moved)
        is_one = is_whole and known.NOT_ONE.isdisjoint(word.casefold() for word in office)
        is_known = office[0].casefold() not in known.PEOPLE or not is_country(office[-1])
        if is_one and is_known and len(office) > 1 and is_capitalised(office[-1]):
            office = self._article.inside(office)
            yield Asked("who", self._language.who_holds.format(office=" ".join(office)))
        yield Asked("who", self._language.who_is.format(name=" ".join(name)))

    def _speakers(self, parts: Sequence[Part]) -> Iterator[tuple[str, Sequence[str], list[Sequence[str]]]]:
        """Yield the name of who says or does something, the words after it, and those that it may be about.

        There are no words after the name if it follows what is said, or "menurut".
        """
        for number, part in enumerate(parts):
            words, following = part.words, [one.words for one in parts[number + 1 :]]
            for start, end in runs(words):
                first = start + len(list(takewhile(_is_lead, words[start:end])))
                lead = tuple(word.casefold() for word in words[:first])
                name = self._speaker(words[first:end])
                if not name or words[end : end + 1] in (("dan",), ("and",), ("&",)):
                    continue
                if lead[-1:] in known.ACCORDING or lead in known.ACCORDING:
                    yield name, (), [words[end:], *following]
                elif part.before and len(lead) == 1 and lead[0] in known.SAID:
                    yield name, (), [one.words for one in parts[:number]]
                elif not part.is_quoted and (start == 0 or self._is_office(words[:start])):
                    rest = words[end:] or _verb_after(parts, number)
                    office = self._article.inside(words[:start]) if start else []
                    whole = " ".join([*(["the"] if lead == ("the",) else office), name])
                    if rest and len(whole) <= LONGEST_NAME:
                        yield whole, rest, [rest, *following]

    def _speaker(self, run: Sequence[str]) -> str:
        """How a question names the speaker in capitalised words; ``""`` if it cannot.

        A person is named in full where the article does so somewhere.
        """
        folded = [word.casefold() for word in run]
        is_silent = ROLES.issuperset(folded) or folded[-1] == "dalam" or folded[0] in known.NO_SPEAKERS
        if is_silent or is_publisher(" ".join(run)) or (len(run) == 1 and not self._article.is_name(run[0])):
            return ""
        if len(run) == 1:
            run = self._article.full_name(run[0]) or run
        name = " ".join(self._article.inside(self._article.person(run)))
        return name if SHORTEST_NAME <= len(name) <= LONGEST_NAME else ""

    def _is_office(self, words: Sequence[str]) -> bool:
        """Whether words before a name, without capitals, are its office: "pegiat lingkungan"."""
        is_plain = (FUNCTION | known.SAYS).isdisjoint(words) and not any(map(self._language.is_verb, words))
        return len(words) <= MOST_OFFICE_WORDS - 2 and is_plain and _has_office(words)

    def _is_person(self, words: Sequence[str]) -> bool:
        """Whether words between commas are the name of a person."""
        first, *rest = [word.casefold() for word in words]
        is_plain = ORGANISATION_HEADS.isdisjoint(rest) and not self._language.is_verb(first)
        is_name = is_plain and first not in (ROLES - SHORT_TITLES) | FUNCTION | TIME
        return is_name and _is_run(words) and 1 <= len(rest) <= 3

    def _topic(self, texts: Sequence[Sequence[str]], name: str) -> str:
        """The name or phrase in what is said that the article mentions most; ``""`` if there is none."""
        topics: dict[str, int] = {}
        for words in texts:
            for start, end in runs(words):
                run = list(words[start:end])
                while run and run[0].casefold() in known.NO_NAMES:
                    run = run[1:]
                # A name after "the" may only describe what follows: "the Kelana project".
                before = "the" if words[start] == "The" else words[max(0, start - 1)].casefold()
                if self._is_topic(run) and before not in known.NOT_TOPICS_AFTER:
                    topics[" ".join(run)] = self._article.mentions(run)
            # Of three nouns, the first two may not belong together: "target pertumbuhan kredit".
            for *pair, after in zip(words, words[1:], (*words[2:], ""), strict=False):
                if self._language.phrases and all(map(self._is_noun, pair)) and not self._is_noun(after):
                    topics |= {" ".join(pair): 1} if self._article.recurs(pair) else {}
        own = name.removeprefix("the ").split()
        short = [one for one in topics if len(one) <= LONGEST_TOPIC and not any(word in one for word in own)]
        return max(short, key=topics.__getitem__, default="")

    def _is_topic(self, run: Sequence[str]) -> bool:
        is_known = len(run) > 1 or (run and self._article.is_name(run[0]))
        if not is_known or self._article.mentions(run) < 2 or is_country(" ".join(run)):
            return False
        is_time = not TIME.isdisjoint(word.casefold() for word in run)
        return not is_time and not all(map(self._article.is_common, run)) and len(run[-1]) >= SHORTEST_NAME

    def _is_noun(self, word: str) -> bool:
        return word not in known.NO_PHRASE and is_noun(word, self._language)


def _verb_after(parts: Sequence[Part], number: int) -> Sequence[str]:
    """The part with the verb of a name that fills a part, after a remark: "…, who led the work, said"."""
    before = parts[number - 1].words if number else ("",)
    is_place = is_capitalised(before[-1]) and not _has_office(before)
    following = [one.words for one in parts[number + 1 : number + 3]]
    if is_place or not following or _is_run(following[0]):
        return ()
    return next((words for words in following if words[0] in known.SAYS), ())


def _has_office(words: Sequence[str]) -> bool:
    return not known.OFFICES.isdisjoint(word.casefold() for word in words)


def _is_lead(word: str) -> bool:
    return word.casefold() in FUNCTION | TIME | known.OPENERS or word.endswith("nya")


def _is_run(words: Sequence[str]) -> bool:
    return next(runs(words), None) == (0, len(words))

"""Splits a message that asks several questions: by line, by number, by question mark, or by "dan" and "and".

A message is split only where each part asks by itself, because half a question finds nothing.
"""

from __future__ import annotations

import re

from knowledge.text.reference_words import QUESTION

MOST_QUESTIONS = 5
"""Questions of one message that are answered."""

LONGEST_SPLIT = 1500
"""Characters. A longer message is a text rather than a list of questions."""

SHORTEST_PART = 3
"""Words of a part that begins with a word of :data:`_NO_QUESTION`; a shorter one is not split off."""

_MARK = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|[a-e][.)]|[-*•–])\s+", re.IGNORECASE)
_INLINE_MARK = re.compile(r"(?:^|(?<=[\s:?]))\(?([1-5])[.)]\s+(?=\D)")
_ENDS = re.compile(r"(?<=[?？])[\s,;]+(?=\w)")
_JOINED = re.compile(
    r"[,;]?\s+(?:dan|serta|lalu|terus|trus|kemudian|and|also|plus|&)\s+(?:juga\s+|lalu\s+|then\s+|also\s+)?"
    r"(?=(?P<word>(?:pada |di |ke |dari |sejak |oleh |in |on |at |since |by )?[\w']+)\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w']+")
_PREPOSITIONS = frozenset(["pada", "di", "ke", "dari", "sejak", "oleh", "in", "on", "at", "since", "by"])
_NO_QUESTION = frozenset({"mana", "how", "what", "apa"})
"""Question words that also join clauses or stand for things: "tahu apa", "and what is more"."""
_REQUESTING = frozenset(
    [
        "tolong",
        "mohon",
        "minta",
        "mau",
        "ingin",
        "pengen",
        "tanya",
        "nanya",
        "cari",
        "tahu",
        "tau",
        "bantu",
        "jelaskan",
        "sebutkan",
        "ceritakan",
        "kasih",
        "saya",
        "aku",
        "kak",
        "min",
        "dong",
        "please",
        "can",
        "could",
        "you",
        "tell",
        "me",
        "know",
        "find",
        "out",
        "say",
        "explain",
        "i",
        "we",
        "want",
        "need",
        "to",
        "do",
    ]
)
"""Words before a question that do not belong to it: "tolong cari tahu kapan"."""
_CONJUNCTIONS = frozenset({"dan", "serta", "and"})


def split(message: str) -> list[str]:
    """Return the questions of a message, in order, at most :data:`MOST_QUESTIONS`; ``[]`` for an empty one.

    A message that asks one question is returned as it is, with its white space folded. A sentence that asks
    nothing stays with the question after it, or with the one before it at the end.

    >>> split("Siapa bupatinya dan kapan dia dilantik?")
    ['Siapa bupatinya', 'kapan dia dilantik?']
    >>> split("Di mana dan kapan konser digelar?")
    ['Di mana konser digelar?', 'kapan konser digelar?']
    >>> split("Apa kata gubernur dan wali kota?")
    ['Apa kata gubernur dan wali kota?']
    """
    whole = " ".join(message.split())
    if not whole:
        return []
    if len(whole) > LONGEST_SPLIT:
        return [whole]
    lines = [line for line in message.splitlines() if line.strip()]
    if len(lines) == 1:
        lines = _numbered(lines[0])
    parts = [part for line in lines for part in _ENDS.split(_MARK.sub("", line).strip()) if part]
    questions = [question for part in _with_context(parts) for question in _joined(part)]
    return questions[:MOST_QUESTIONS] if len(questions) > 1 else [whole]


def _numbered(line: str) -> list[str]:
    """The parts of a line between "1." and "2." and so on, if they are numbered from 1 on."""
    marks = list(_INLINE_MARK.finditer(line))
    if len(marks) < 2 or [int(mark[1]) for mark in marks] != list(range(1, len(marks) + 1)):
        return [line]
    ends = [*(mark.start() for mark in marks[1:]), len(line)]
    items = [line[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    first = line[: marks[0].start()].strip()
    return [*([first] if first else []), *items] if all(map(_asks, items)) else [line]


def _with_context(parts: list[str]) -> list[str]:
    """Join each part that asks nothing to the question after it, or to the last one."""
    joined: list[str] = []
    waiting = ""
    for part in (" ".join(part.split()) for part in parts):
        if joined and not waiting and "?" not in joined[-1] and not _question_words(part):
            joined[-1] = f"{joined[-1]} {part}"  # a line that was broken: "Siapa yang menang\ndi Muarasenja?"
        elif _asks(part):
            joined.append(f"{waiting} {part}".strip())
            waiting = ""
        else:
            waiting = f"{waiting} {part}".strip()
    if waiting and joined:
        joined[-1] = f"{joined[-1]} {waiting}"
    elif waiting:
        joined.append(waiting)
    return joined


def _joined(question: str) -> list[str]:
    """The questions that "dan" or "and" joins, each with a question word of its own."""
    for match in _JOINED.finditer(question):
        left, right = question[: match.start()].strip(" ,;"), question[match.end() :]
        words = _words(right)
        opener = words[1] if words[0] in _PREPOSITIONS and len(words) > 1 else words[0]
        if opener not in QUESTION or not _question_words(left):
            continue
        asking = _question_words(left)
        if _is_only_opener(left):
            shared = _after_opener(right)
            return [f"{left} {shared}", *_joined(right)] if shared else [question]
        if len(asking) > 1 and _words(left)[-1] == asking[-1]:
            continue  # "What did he say about when and where it opens?"
        if opener in _NO_QUESTION and len(words) < SHORTEST_PART:
            continue
        return [left, *_joined(right)]
    return [question]


def _after_opener(question: str) -> str:
    """The question without its question words and the prepositions before them; ``""`` if nothing is left."""
    for match in _WORD.finditer(question):
        if match[0].lower() not in QUESTION | _PREPOSITIONS | _CONJUNCTIONS:
            return question[match.start() :]
    return ""


def _is_only_opener(text: str) -> bool:
    """Whether a text has question words and asks about nothing: "kapan", "tolong cari tahu di mana"."""
    return all(word in QUESTION | _PREPOSITIONS | _REQUESTING | _CONJUNCTIONS for word in _words(text))


def _asks(text: str) -> bool:
    if "?" in text:
        return bool(_words(text))
    return bool(_question_words(text)) and not _is_only_opener(text)


def _question_words(text: str) -> list[str]:
    return [word for word in _words(text) if word in QUESTION]


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]

"""Tells months from the same words with other meanings: "May", "March", "Mei", "April", "Jan"."""

from __future__ import annotations

import re

from knowledge.questions.period_grammar.keywords import Keywords
from knowledge.text.stop_words import word_set

_AMBIGUOUS = frozenset({"may", "march", "mei"}) | word_set(
    "jan feb mar apr jun jul agu agt aug sep sept okt oct nov nop des dec"
)
INDONESIAN_ONLY = word_set(
    "januari februari pebruari maret mei juni juli agustus agt agu oktober okt nopember nop desember des"
)
"""Names of months that are not English."""

_PERSONAL_NAMES = frozenset({"april", "june", "juni", "august"})

_BEFORE_MONTH = re.compile(
    r"(?<!\w)(?:in|during|throughout|pada|selama|sepanjang|SINCE|BEFORE|AFTER|TO|BETWEEN) $"
)
_MAYBE_BEFORE_MONTH = re.compile(r"(?<!\w)(?:di|of|for|by|untuk|buat|FROM) $")
_MONTH_JOINED_BEFORE = re.compile(r"M\d\d(?: \d{4})? ?(?:AND|TO|to|-) ?$")
_MONTH_JOINED_AFTER = re.compile(r" ?(?:AND|TO|to|-) ?M\d\d")
_NEWS_BEFORE = re.compile(
    r"(?<!\w)(?:berita|kabar|artikel|peristiwa|kejadian|news|headlines|articles|stories|events) $"
)
_NEWS_AFTER = re.compile(r" (?:news|headlines|articles|stories|events)(?!\w)")
_END = re.compile(r" ?(?:$|[?!.,;)])")
_SMALL_WORD_BEFORE = re.compile(r"(?<![\w'’])[a-z]\w*\s+$")
_DETERMINER_BEFORE = re.compile(r"(?<!\w)(?:the|that|his|her|its|their|our) $")
_NAME_AFTER = re.compile(r"\s+[A-Z]\w")
_OTHER_AFTER = re.compile(
    r" (?:i|we|you|he|she|it|they|one|not|be|have|also|of|on|for|against|to|past)(?!\w)"
)
_WINDOW = 40
"""Characters that are looked at on each side."""


def is_month(keywords: Keywords, start: int, end: int) -> bool:
    """Whether the name of a month at ``keywords.text[start:end]`` means the month, if no date surrounds it.

    >>> from knowledge.questions.period_grammar.keywords import spell_out
    >>> is_month(spell_out("News in may"), 8, 11), is_month(spell_out("May I ask"), 0, 3)
    (True, False)
    """
    begin, stop = keywords.span(start, end)
    name = keywords.source[begin:stop]
    before, after = keywords.text[max(0, start - _WINDOW) : start], keywords.text[end : end + _WINDOW]
    is_name = bool(_NAME_AFTER.match(keywords.source[stop : stop + _WINDOW]))
    if name.lower() not in _AMBIGUOUS:
        return not (is_name and name.lower() in _PERSONAL_NAMES)
    if not re.search(r"\w", before + after):
        return True
    if _BEFORE_MONTH.search(before) or (_MAYBE_BEFORE_MONTH.search(before) and not is_name):
        return True
    if _MONTH_JOINED_BEFORE.search(before) or _MONTH_JOINED_AFTER.match(after):
        return True
    if _NEWS_AFTER.match(after) or (_NEWS_BEFORE.search(before) and _END.match(after)):
        return True
    # "Banjir besar Mei", but neither "Ketua Mei" nor "Mei Lan"; "the May floods", but not "Mrs May".
    if name == "Mei":
        lead = _SMALL_WORD_BEFORE.search(keywords.source[max(0, begin - _WINDOW) : begin])
    else:
        lead = _DETERMINER_BEFORE.search(before) if name in {"May", "March"} else None
    return lead is not None and not is_name and not _OTHER_AFTER.match(after)

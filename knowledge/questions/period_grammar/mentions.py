"""Applies the rules for periods to a text in keywords."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from knowledge.models import Period
from knowledge.questions.period_grammar import date_rules, relative_rules
from knowledge.questions.period_grammar.calendar_units import Recurring
from knowledge.questions.period_grammar.keywords import Keywords
from knowledge.questions.period_grammar.patterns import Found

_RULES = tuple(
    (re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), rule)
    for rules in (relative_rules.rules(), date_rules.rules())
    for rule, pattern in rules
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Days that the keywords ``[start, end)`` mention; None if they mean no day, or one in the future."""

    start: int
    end: int
    days: Period | Recurring | None

    def latest(self, today: date) -> Period | None:
        """Return the days; of those that recur, the latest that have begun. None if there are none."""
        return self.days.latest(today) if isinstance(self.days, Recurring) else self.days


def mentions(keywords: Keywords, today: date) -> list[Mention]:
    """Return what the rules find, in text order and without overlaps.

    Of two that overlap, the one that begins first counts; of two that begin together, the longer one.

    >>> from knowledge.questions.period_grammar.keywords import spell_out
    >>> found = mentions(spell_out("kmrn atau 3 Mei 2025"), date(2026, 1, 15))
    >>> [(mention.start, mention.end) for mention in found]
    [(0, 9), (15, 25)]
    """
    matches = sorted(
        ((match, rule) for pattern, rule in _RULES for match in pattern.finditer(keywords.text)),
        key=lambda pair: (pair[0].start(), -pair[0].end()),
    )
    result: list[Mention] = []
    for match, rule in matches:
        if not result or match.start() >= result[-1].end:
            try:
                days = rule(Found(match, keywords, today))
            except (ValueError, OverflowError):
                days = None
            result.append(Mention(match.start(), match.end(), days))
    return result

from __future__ import annotations

import random

from knowledge.questions.spelling import variants
from tests.tools.quality.dataset import with_typo


def test_a_typo_changes_one_letter_of_one_longer_word() -> None:
    question = "Kapan Jembatan Wulung dibuka?"
    words = question.rstrip("?").split()
    for seed in range(200):
        misspelt = with_typo(question, random.Random(seed)).rstrip("?").split()
        changed = [(a, b) for a, b in zip(words, misspelt, strict=True) if a != b]
        assert len(changed) <= 1
        assert all(len(a) >= 5 and b.lower() in variants(a.lower()) for a, b in changed)
    assert with_typo("Apa itu?", random.Random(1)) == "Apa itu?"

"""Understands a question before the search: what it asks for, and what it refers to.

``intents`` tells what a message wants, ``several`` splits it into its questions, ``topic`` finds what a
request is about, and ``periods`` (with ``period_grammar``) the time it names. ``analysis`` finds kind, terms
and names; ``spelling`` corrects misspelt words; ``date_preference`` prefers publication dates.
``followups`` makes a standalone question from a follow-up, with ``context``, ``anaphora``
and ``substitution``; ``rewrite_check`` checks a rewriting that a language model made. Searching and ranking
belong to :mod:`knowledge.retrieval`.
"""

"""Forms of questions that fit the sentences of an article, in Indonesian and English.

``indonesian_forms`` and ``english_forms`` have the same two functions, for
:mod:`knowledge.newsroom.next_questions`. A language has four modules: its words, which clauses can be asked
about, the forms that ask about clauses, and those that ask about names.
"""

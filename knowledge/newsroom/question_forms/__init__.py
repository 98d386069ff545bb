"""Forms of questions that fit the sentences of an article, the same for Indonesian and English.

``clauses`` asks what happens, ``names`` who people are and what they say. They recognise a sentence by
``words``; ``indonesian`` and ``english`` are the verbs and the questions of a language.
"""

"""Analysis of plain text, used by every stage. It does not depend on articles, questions or answers.

Splitting: ``cleaning``, ``line_joining``, ``sentences``, ``sentence_boundary_words``. Words: ``terms``,
``stems``, ``stop_words``, ``lexicon``, ``gazetteer``, ``idf``, ``reference_words``. Recognition: ``dates``,
``names``, ``language``. Size: ``token_estimate``.
"""

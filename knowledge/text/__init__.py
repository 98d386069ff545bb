"""Analysis of plain text, used by every stage. It does not depend on articles, questions or answers.

Splitting: ``cleaning``, ``line_joining``, ``list_lines``, ``sentences``, ``sentence_boundary_words``,
``clauses``. Words: ``terms``,
``stems``, ``stop_words``, ``lexicon``, ``gazetteer``, ``idf``, ``reference_words``. Recognition: ``dates``,
``names``, ``language``. Size: ``token_estimate``.
"""

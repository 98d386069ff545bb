"""Analysis of plain text, used by every stage. It does not depend on articles, questions or answers.

Decoding and tidying: ``encodings``, ``cleaning``, ``tables``. Splitting: ``line_joining``, ``list_lines``,
``sentences``, ``sentence_boundary_words``, ``clauses``. Words: ``terms``, ``stems``, ``stop_words``,
``lexicon``, ``gazetteer``, ``idf``, ``reference_words``. Recognition: ``dates`` (with ``month_names``),
``entry_times``, ``names``, ``language``, ``furniture``, ``note_marks``. Size: ``token_estimate``.
"""

"""Finds and ranks the sentences that may answer a question.

``retriever`` runs the search; ``fusion`` combines vector and full-text results; ``sentence_ranker`` (with
``sentence_features``) and ``reranker`` order sentences; ``confidence`` estimates whether they answer;
``answer_spans`` (with ``span_candidates``) marks the words that answer. ``list_items`` (with ``item_names``)
and ``interviews`` find the parts of an article that belong together, ``live_entries`` orders those of a live
blog. Writing an answer belongs to
:mod:`knowledge.answering`.
"""

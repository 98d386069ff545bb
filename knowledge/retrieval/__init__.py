"""Finds and ranks the sentences that may answer a question.

``retriever`` runs the search; ``fusion`` combines vector and full-text results; ``sentence_ranker`` (with
``sentence_features``) and ``reranker`` order sentences; ``confidence`` estimates whether they answer;
``answer_spans`` (with ``span_candidates``) marks the words that answer. Writing an answer belongs to
:mod:`knowledge.answering`.
"""

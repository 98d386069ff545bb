"""Turns ranked sentences into a verified answer.

``extractive`` quotes sentences without a model. ``writer`` asks a language model: ``evidence_prompt`` makes
the prompt, ``tag_filter`` and ``draft_parser`` parse the reply, ``statement_checker`` verifies its statements
and ``draft_cache`` stores them. ``question_rewriter`` lets a model rewrite follow-ups. The rules of
verification belong to :mod:`knowledge.verification`.
"""

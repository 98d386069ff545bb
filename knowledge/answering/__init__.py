"""Turns ranked sentences into a verified answer.

``answerer`` runs the steps. ``extractive`` quotes sentences without a model, of which ``lists`` chooses the
parts of a list and ``summary`` those that tell an article. ``writer`` asks a language model:
``evidence_choice`` (with ``neighbours``) and ``evidence_prompt`` make the prompt, ``tag_filter``,
``courtesies`` and ``draft_parser`` parse the reply, ``statement_checker`` verifies its statements and
``draft_cache`` stores them. ``question_rewriter`` lets a model rewrite follow-ups. ``errata`` puts
corrections first, and ``differing`` finds reports that give different numbers. The rules of verification
belong to :mod:`knowledge.verification`.
"""

"""Turns ranked sentences into a verified answer.

``answerer`` runs the steps. ``extractive`` quotes sentences without a model, of which ``lists`` chooses
the parts of a list and ``summary`` those that tell an article. ``writer`` asks a language model:
``evidence_choice`` (with ``neighbours``) and ``evidence_prompt`` make the prompt. ``draft_parser`` parses
the reply: ``tag_filter`` and ``layout_filter`` (with ``tables`` and ``json_answers``) make lines of it,
``label_reader`` (with ``label_spellings``) finds the labels, ``statement_collector`` and
``statement_text`` the statements, ``courtesies`` what claims nothing. ``reply_reader`` has the statements
checked and releases them. ``statement_checker`` checks by rules and a reader, ``checked_statements``
chooses what a model checks, and ``model_check`` (with ``ruling_parser``) lets a model check, in as few
calls as ``check_queue`` can make. ``draft_cache`` stores what passed. ``question_rewriter`` lets a model
rewrite follow-ups. ``errata`` puts corrections first, and ``differing`` finds reports that give different
numbers. The rules of verification belong to :mod:`knowledge.verification`.
"""

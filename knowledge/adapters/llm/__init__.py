"""Implements language models through LangChain.

``client`` implements the port, and ``providers`` says how to connect each provider. ``endpoint`` is a model
at its server: what it refused (``options``), how it thinks (``thinking``), whether its server loads it
(``loading``). ``stream`` reads a reply, ``chunks`` how it ended, ``refusals`` the exceptions of vendors, and
``errors`` translates them. Prompts belong to :mod:`prompts`, parsing a reply to :mod:`knowledge.answering`.
"""

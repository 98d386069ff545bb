"""The core of Kutip: articles in, cited answers out. It does not depend on Telegram, the terminal or the
settings.

:mod:`knowledge.assistant` answers a question and :mod:`knowledge.library` adds an article; each calls the
packages of its stages. :mod:`knowledge.models`, :mod:`knowledge.errors` and :mod:`knowledge.ports` are shared
by all.
"""

"""Reads the articles in archives of other programs: WordPress, Telegram, news agencies, tables, books, mail.

Each module reads one format and yields :class:`~knowledge.adapters.archives.items.Item` one by one, so that
an archive of any size needs little memory. This code runs in a separate process under the limits of
:mod:`knowledge.adapters.archives.child`, which :mod:`knowledge.adapters.sources.archives` starts. Nothing
else may call it on bytes from outside.
"""

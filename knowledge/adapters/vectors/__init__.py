"""Implements the vector index with Chroma.

``chroma`` is the index, ``client`` connects it to a data folder or a server. ``shared_index`` lets several
processes use one embedded index: it sends ``relay_messages`` to the process that owns it.
"""

"""Extracts text from HTML, PDF and DOCX files and from archives, with libraries that are not trusted.

This code runs in a separate process under the limits of :mod:`knowledge.adapters.formats.child`, which
:mod:`knowledge.adapters.sources.sandbox` starts. Nothing else may call it on bytes from outside.
"""

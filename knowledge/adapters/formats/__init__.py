"""Extracts text from HTML, PDF and DOCX files and from archives, with libraries that are not trusted.

``html`` (with ``page_tree``), ``docx`` (with ``docx_package``) and ``pdf`` (with ``pdf_page``,
``pdf_tables``, ``pdf_layout`` and ``pdf_lines``) parse one document each.

This code runs in a separate process under the limits of :mod:`knowledge.adapters.formats.child`, which
:mod:`knowledge.adapters.sources.sandbox` starts. Nothing else may call it on bytes from outside.
"""

"""Articles in HTML, PDF and DOCX, and archives of them, read by libraries that are never trusted.

What is in here runs in a process of its own, under the limits of :mod:`knowledge.adapters.formats.child`;
:mod:`knowledge.adapters.sandbox` starts it. Nothing else may call it on bytes from outside.
"""

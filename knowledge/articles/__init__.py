"""Turns the text of a document into an article, before it is stored.

``reading`` makes an article of a raw document; ``mail``, ``metadata``, ``datelines`` and ``lead_titles`` find
its title, date and publisher, ``embargoes`` what forbids to publish it; ``units`` divides it into what may be
quoted, and ``prepared`` adds what else is stored; ``diff``, ``near_duplicates`` and ``prepublication``
compare it with stored articles; ``errata`` (with ``correcting_sentences`` and ``stated_values``) recognises
corrections, ``corrected_article`` and ``errata_links`` find what they correct; ``indexing`` brings it into
the indexes.
Parsing files and fetching pages belong to :mod:`knowledge.adapters.sources`.
"""
